package io.github.sigv4.sample.server;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the servers end with the application.
 */
class EmbeddedServersTests {

	private final List<URI> servers = new ArrayList<>();

	@Test
	void serversRunAsLongAsTheApplication() throws IOException {
		try (ConfigurableApplicationContext context = application(Empty.class).run()) {
			assertThat(context.isRunning()).isTrue();
			assertThat(this.servers).hasSize(6).allMatch(EmbeddedServersTests::listens);
		}
		assertThat(this.servers).noneMatch(EmbeddedServersTests::listens);
	}

	@Test
	void serversEndWithAnApplicationThatDoesNotStart() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> application(Failing.class).run("--logging.level.root=off"));
		assertThat(this.servers).hasSize(6).noneMatch(EmbeddedServersTests::listens);
	}

	private SpringApplication application(Class<?> source) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers(new EmbeddedServers(), (context) -> note(context.getEnvironment()));
		return application;
	}

	private void note(Environment environment) {
		for (String name : List.of("s3", "execute-api", "ssm", "sts", "ec2", "iam")) {
			this.servers.add(URI.create(environment.getRequiredProperty("sample." + name + ".url")));
		}
	}

	private static boolean listens(URI server) {
		try (Socket socket = new Socket(server.getHost(), server.getPort())) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * An application that starts.
	 */
	static class Empty {

	}

	/**
	 * An application that does not.
	 */
	static class Failing {

		Failing() {
			throw new IllegalStateException("As intended");
		}

	}

}
