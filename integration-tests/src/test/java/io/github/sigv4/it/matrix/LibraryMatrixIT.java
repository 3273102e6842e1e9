package io.github.sigv4.it.matrix;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What HTTP libraries by themselves send, without a client of Spring's around them, is
 * what was signed.
 */
class LibraryMatrixIT {

	private static Map<Sender, Matrix> matrices;

	private static RawServer server;

	private static Library library;

	@BeforeAll
	static void start() throws Exception {
		server = new RawServer();
		library = new Library("spring.application.name", "libraries", server, Library.Application.class);
		matrices = Map.of(Sender.HTTP_CLIENT, matrix(Sender.HTTP_CLIENT), Sender.HTTP_ASYNC_CLIENT,
				matrix(Sender.HTTP_ASYNC_CLIENT), Sender.JDK_CLIENT, matrix(Sender.JDK_CLIENT));
	}

	private static Matrix matrix(Sender sender) {
		return new Matrix(sender, server, List.of(library));
	}

	@AfterAll
	static void stop() {
		library.close();
		server.close();
	}

	@ParameterizedTest(name = "{0}: {2}", autoCloseArguments = false)
	@MethodSource("cells")
	void whatIsSentIsWhatWasSigned(Sender sender, Library library, Call call, int number) throws Exception {
		matrices.get(sender).check(library, call, number, "HTTP/1.1");
	}

	static Stream<Arguments> cells() {
		return Stream.of(Sender.HTTP_CLIENT, Sender.HTTP_ASYNC_CLIENT, Sender.JDK_CLIENT)
			.flatMap((sender) -> matrices.get(sender)
				.cells(Stream.concat(Calls.all().stream(), Calls.ofHosts(server).stream()).toList())
				.map((cell) -> Arguments.of(sender, cell.get()[0], cell.get()[1], cell.get()[2])));
	}

}
