package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes requests, and answers with the number of bytes in their body. The first segment
 * of the path says how much it looks at them. Public so that a process can start with it.
 */
public final class LoopbackServer implements AutoCloseable {

	/** A request that may be unsigned. */
	static final String ANY = "/any/";

	/** A request that has a signature, whether right or wrong. */
	static final String SIGNED = "/signed/";

	/** A request whose signature is checked. */
	static final String JUDGED = "/judged/";

	private static final int OK = 200;

	private static final int FORBIDDEN = 403;

	private static final int NOT_FOUND = 404;

	private final SignatureJudge judge;

	private final DisposableServer server;

	LoopbackServer(Account account) {
		this.judge = new SignatureJudge(account);
		this.server = HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();
	}

	/**
	 * Runs a server until the process that started this one closes its standard input, or
	 * ends. It tells the server's URL.
	 * @param arguments options
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		Options options = Options.parse(List.of(arguments));
		try (LoopbackServer server = new LoopbackServer(options.account())) {
			JavaProcess.tell(server.url().toString());
			System.in.transferTo(OutputStream.nullOutputStream());
		}
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.port());
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		String target = request.uri();
		if (target.startsWith(JUDGED)) {
			return request.receive()
				.aggregate()
				.asByteArray()
				.defaultIfEmpty(new byte[0])
				.flatMap((body) -> this.judge.accepts(request.method().name(), target, request.requestHeaders(), body)
						? answer(response, OK, body.length) : answer(response, FORBIDDEN, body.length));
		}
		int status = status(request, target);
		return request.receive()
			.map(ByteBuf::readableBytes)
			.reduce(0L, Long::sum)
			.flatMap((count) -> answer(response, status, count));
	}

	private static int status(HttpServerRequest request, String target) {
		if (target.startsWith(SIGNED)) {
			return request.requestHeaders().contains("Authorization") ? OK : FORBIDDEN;
		}
		return target.startsWith(ANY) ? OK : NOT_FOUND;
	}

	private static Mono<Void> answer(HttpServerResponse response, int status, long count) {
		return response.status(status).sendString(Mono.just(Long.toString(count))).then();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
