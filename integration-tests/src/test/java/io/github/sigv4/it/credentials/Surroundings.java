package io.github.sigv4.it.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.sigv4.it.JavaProcess;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.credentials.FakeServer.Answer;
import io.github.sigv4.it.credentials.FakeServer.Request;

/**
 * Where an application runs: its home directory, its environment, its command line, and
 * what answers it in place of AWS. Without more there are no credentials.
 */
final class Surroundings {

	/** Nothing listens there. */
	static final String NOBODY = "http://127.0.0.1:1";

	private final Path home;

	private final Map<String, String> variables = new HashMap<>();

	private final List<String> arguments = new ArrayList<>();

	private final List<String> secrets = new ArrayList<>();

	private final List<AutoCloseable> servers = new ArrayList<>();

	Surroundings(Path home) {
		this.home = home;
		variable("HOME", home.toString());
		variable("AWS_REGION", "eu-west-1");
		variable("AWS_EC2_METADATA_DISABLED", "true");
	}

	void variable(String name, String value) {
		this.variables.put(name, value);
	}

	void argument(String argument) {
		this.arguments.add(argument);
	}

	/** Remembers what nobody may read in the output. */
	String secret(String name) {
		String secret = TestSecrets.of(name);
		this.secrets.add(secret);
		return secret;
	}

	List<String> secrets() {
		return this.secrets;
	}

	Path file(String name, String content) throws IOException {
		Path file = this.home.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, content);
	}

	FakeServer server(Function<Request, Answer> answers) throws IOException {
		return closing(new FakeServer(answers));
	}

	<T extends AutoCloseable> T closing(T server) {
		this.servers.add(server);
		return server;
	}

	/**
	 * Run the application, with no credentials in its properties.
	 * @param server what its calls go to
	 * @return what came of it
	 */
	JavaProcess run(String server) throws Exception {
		List<String> all = new ArrayList<>(List.of("--aws.sigv4.credentials.access-key-id=", "--test.secret=",
				"--test.calls=(WebClient|RestClient) orders", "--logging.level.root=warn",
				"--logging.threshold.console=info"));
		for (String service : List.of("s3", "execute-api", "ssm", "sts", "ec2", "iam")) {
			all.add("--test." + service + "=" + server);
		}
		all.addAll(this.arguments);
		return JavaProcess.run("sigv4.consumer.jar", List.of("-XX:TieredStopAtLevel=1", "-Duser.home=" + this.home),
				this.home.resolve("consumer"), this.variables, all);
	}

	void close() throws Exception {
		for (AutoCloseable server : this.servers) {
			server.close();
		}
	}

}
