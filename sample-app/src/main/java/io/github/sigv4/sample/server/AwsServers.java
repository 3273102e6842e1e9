package io.github.sigv4.sample.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

/**
 * Servers that stand for services of AWS. They verify each request as AWS does, and
 * answer it with {@link AwsAnswers a few fixed words}.
 */
final class AwsServers implements AutoCloseable {

	private final Map<String, VerifyingServer> servers = new LinkedHashMap<>();

	/**
	 * Start the servers, each on a free port.
	 * @param region the region that they stand in
	 * @param credentials whose signatures they accept
	 */
	AwsServers(String region, SigV4Credentials... credentials) {
		try {
			start("execute-api", "execute-api", region, AwsAnswers::orders, credentials);
			start("ssm", "ssm", region, AwsAnswers::parameter, credentials);
			start("sts", "sts", region, AwsAnswers::callerIdentity, credentials);
			start("ec2", "ec2", region, AwsAnswers::regions, credentials);
			start("iam", "iam", region, AwsAnswers::createUser, credentials);
			start("database", "rds-db", region, AwsAnswers::connection, credentials);
			start("multi-region", "s3", region, AwsAnswers::nearestObject, credentials);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private void start(String name, String signingName, String region, Function<ReceivedRequest, TestResponse> answer,
			SigV4Credentials... credentials) {
		this.servers.put(name,
				VerifyingServer.builder()
					.service(signingName, region)
					.credentials(credentials)
					.respond(answer)
					.start());
	}

	/**
	 * Where the servers listen.
	 * @return a URL by the server's name
	 */
	Map<String, String> urls() {
		Map<String, String> urls = new LinkedHashMap<>();
		this.servers.forEach((name, server) -> urls.put(name, server.uri().toString()));
		return urls;
	}

	@Override
	public void close() {
		this.servers.values().forEach(VerifyingServer::close);
	}

}
