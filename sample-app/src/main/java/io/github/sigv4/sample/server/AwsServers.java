package io.github.sigv4.sample.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.SigV4TestServer;
import io.github.sigv4.test.TestResponse;

/**
 * Servers that stand for services of AWS. They verify each request as AWS does, and
 * answer it with {@link AwsAnswers a few fixed words}.
 */
final class AwsServers implements AutoCloseable {

	private final Map<String, SigV4TestServer> servers = new LinkedHashMap<>();

	/**
	 * Start the servers, each on a free port.
	 * @param region the region that they stand in
	 * @param credentials whose signatures they accept
	 */
	AwsServers(String region, SigV4Credentials... credentials) {
		Map<String, Function<ReceivedRequest, TestResponse>> answers = Map.of("execute-api", AwsAnswers::orders, "ssm",
				AwsAnswers::parameter, "sts", AwsAnswers::callerIdentity, "ec2", AwsAnswers::regions, "iam",
				AwsAnswers::createUser);
		try {
			answers.forEach((signingName, answer) -> this.servers.put(signingName,
					SigV4TestServer.builder()
						.service(signingName, region)
						.credentials(credentials)
						.respond(answer)
						.start()));
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Where the servers listen.
	 * @return a URL by signing name
	 */
	Map<String, String> urls() {
		Map<String, String> urls = new LinkedHashMap<>();
		this.servers.forEach((signingName, server) -> urls.put(signingName, server.uri().toString()));
		return urls;
	}

	@Override
	public void close() {
		this.servers.values().forEach(SigV4TestServer::close);
	}

}
