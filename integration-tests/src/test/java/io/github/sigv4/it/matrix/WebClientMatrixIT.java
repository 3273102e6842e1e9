package io.github.sigv4.it.matrix;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code WebClient} sends, on each HTTP library, is what was signed.
 */
class WebClientMatrixIT {

	private static Matrix matrix;

	private static RawServer server;

	@BeforeAll
	static void start() throws Exception {
		server = new RawServer();
		matrix = new Matrix(Sender.WEB_CLIENT, server,
				Stream.of("reactor", "jdk", "jetty", "http-components")
					.map((name) -> new Library("spring.http.clients.reactive.connector", name, server,
							Library.Application.class))
					.toList());
	}

	@AfterAll
	static void stop() {
		matrix.close();
	}

	@ParameterizedTest(name = "{0}: {1}", autoCloseArguments = false)
	@MethodSource("cells")
	void whatIsSentIsWhatWasSigned(Library library, Call call, int number) throws Exception {
		matrix.check(library, call, number, "HTTP/1.1");
	}

	static Stream<Arguments> cells() {
		return matrix.cells(Stream.concat(Calls.all().stream(), Calls.ofHosts(server).stream()).toList());
	}

}
