package io.github.sigv4.it.matrix;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code RestTemplate} sends, on each HTTP library, is what was signed.
 */
class RestTemplateMatrixIT {

	private static Matrix matrix;

	private static RawServer server;

	@BeforeAll
	static void start() throws Exception {
		server = new RawServer();
		matrix = new Matrix(Sender.REST_TEMPLATE, server,
				Stream.of("jdk", "http-components", "jetty", "reactor", "simple")
					.map((name) -> new Library("spring.http.clients.imperative.factory", name, server,
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
