package io.github.sigv4.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A server for tests that stands for one AWS service: it verifies the signature of every
 * request as the service does, and refuses what is not signed right with the service's
 * own error. <pre class="code">
 * SigV4Credentials credentials = SigV4Credentials.of("AKIDEXAMPLE", "secret");
 * try (VerifyingServer server = VerifyingServer.builder()
 *         .credentials(credentials)
 *         .service("execute-api", "eu-west-1")
 *         .respond("GET", "/orders", TestResponse.json("[]"))
 *         .start()) {
 *     // call server.uri() with the client under test
 *     assertThat(server.requests()).hasSize(1).allMatch((request) -&gt; request.verification().isVerified());
 * }
 * </pre>
 * <p>
 * It speaks HTTP/1.1 on 127.0.0.1 only, and verifies what is on the wire, to the byte:
 * the request target is not normalised, and header values are read as UTF-8, which is
 * what is signed, so a client that sends another charset is found out. It is strict: one
 * signature only, every {@code x-amz-*} header signed, the right region, service and day.
 * Header values with control characters or continued lines, more than one {@code Host},
 * and targets with a fragment or with characters that have to be percent-encoded are
 * refused with status 400.
 * <p>
 * A body that is sent as {@code aws-chunked} is verified chunk by chunk and decoded while
 * it is read, in all five forms, by both algorithms: signatures, sizes, trailer and its
 * checksums. No more than {@link Builder#bodyLimit(int)} of any body is held in memory.
 * <p>
 * Session tokens in what an answer repeats of the request are redacted, which AWS does
 * not do: answers end in logs. The rest of the text is what was signed. The {@code Date}
 * of answers is that of the server's clock.
 * <p>
 * It canonicalises with the code that signs, so it is no judge of that code. Thread-safe.
 */
public final class VerifyingServer implements AutoCloseable {

	private final LoopbackListener listener;

	private final RequestLog log;

	private VerifyingServer(LoopbackListener listener, RequestLog log) {
		this.listener = listener;
		this.log = log;
	}

	/**
	 * Start to describe a server.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return the address, without a path.
	 * @return the address, as {@code http://127.0.0.1:49152}
	 */
	public URI uri() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * Return the port.
	 * @return the port
	 */
	public int port() {
		return this.listener.port();
	}

	/**
	 * Return what was received, the accepted and the refused, in the order in which they
	 * were complete. A request is here before its answer is sent. The latest 10,000 are
	 * kept, and no more than 64 MiB of bodies. What is no HTTP request is not here.
	 * @return a copy of the list
	 */
	public List<ReceivedRequest> requests() {
		return this.log.requests();
	}

	/**
	 * Forget what was received.
	 */
	public void clearRequests() {
		this.log.clear();
	}

	/**
	 * Stop: connections are closed, also those with a request under way.
	 */
	@Override
	public void close() {
		this.listener.close();
	}

	@Override
	public String toString() {
		return "VerifyingServer[" + uri() + "]";
	}

	/**
	 * Collects what a server accepts and answers.
	 */
	public static final class Builder {

		private static final int DEFAULT_BODY_LIMIT = 1024 * 1024;

		private final Map<String, SigV4Credentials> credentials = new HashMap<>();

		private @Nullable String signingName;

		private @Nullable String region;

		private Clock clock = Clock.systemUTC();

		private @Nullable Duration maxSkew;

		private @Nullable ErrorShape errorShape;

		private final Map<String, TestResponse> stubs = new LinkedHashMap<>();

		private Function<ReceivedRequest, TestResponse> handler = (request) -> TestResponse.ok();

		private int bodyLimit = DEFAULT_BODY_LIMIT;

		private int port;

		private Builder() {
		}

		/**
		 * Add credentials that are known. Temporary ones expire by the server's clock.
		 * @param credentials credentials, each with its own access key id
		 * @return this builder
		 */
		public Builder credentials(SigV4Credentials... credentials) {
			for (SigV4Credentials added : credentials) {
				if (this.credentials.putIfAbsent(added.accessKeyId(), added) != null) {
					throw new IllegalArgumentException("The access key id " + added.accessKeyId() + " is there twice");
				}
			}
			return this;
		}

		/**
		 * Set the service that the server stands for.
		 * @param signingName the service in the credential scope, as {@code execute-api}
		 * @param region the region in the credential scope
		 * @return this builder
		 */
		public Builder service(String signingName, String region) {
			this.signingName = signingName;
			this.region = region;
			return this;
		}

		/**
		 * Set the clock. Without it, it is the system's.
		 * @param clock what says the present time
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Set how far the request date may be from the present. Without it, it is 15
		 * minutes for S3 and 5 for other services.
		 * @param maxSkew the difference, in either direction
		 * @return this builder
		 */
		public Builder maxSkew(Duration maxSkew) {
			this.maxSkew = maxSkew;
			return this;
		}

		/**
		 * Set the form of errors. Without it, it is that of the service.
		 * @param errorShape the form
		 * @return this builder
		 */
		public Builder errorShape(ErrorShape errorShape) {
			this.errorShape = errorShape;
			return this;
		}

		/**
		 * Answer verified requests to one path.
		 * @param method the method
		 * @param path the raw path, without the query
		 * @param response the answer
		 * @return this builder
		 */
		public Builder respond(String method, String path, TestResponse response) {
			this.stubs.put(method + " " + path, response);
			return this;
		}

		/**
		 * Answer verified requests for which no path was given. Without it, they are
		 * answered with status 200 and no body.
		 * @param handler makes the answer; called by several threads. What it throws
		 * becomes an answer with status 500
		 * @return this builder
		 */
		public Builder respond(Function<ReceivedRequest, TestResponse> handler) {
			this.handler = handler;
			return this;
		}

		/**
		 * Set how much of a body is kept. All of it is verified in any case, in pieces.
		 * @param bytes how many bytes are kept; 1 MiB without this
		 * @return this builder
		 */
		public Builder bodyLimit(int bytes) {
			if (bytes < 0) {
				throw new IllegalArgumentException("The limit is negative: " + bytes);
			}
			this.bodyLimit = bytes;
			return this;
		}

		/**
		 * Set the port. Without it, it is any free one.
		 * @param port the port
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Start the server.
		 * @return the server, which listens
		 * @throws IllegalStateException if the service or credentials are missing
		 * @throws UncheckedIOException if the port cannot be opened
		 */
		public VerifyingServer start() {
			String name = this.signingName;
			String where = this.region;
			if (name == null || where == null) {
				throw new IllegalStateException(
						"Say which service the server stands for: service(\"s3\", \"eu-west-1\")");
			}
			if (this.credentials.isEmpty()) {
				throw new IllegalStateException("Say whose signatures are accepted: credentials(...)");
			}
			RequestLog log = new RequestLog();
			TestService service = new TestService(name, where, skew(name), Map.copyOf(this.credentials), this.clock);
			ErrorShape shape = (this.errorShape != null) ? this.errorShape : ErrorShape.of(name);
			VerifyingExchange exchange = new VerifyingExchange(service, shape, this.bodyLimit, Map.copyOf(this.stubs),
					this.handler, log);
			try {
				return new VerifyingServer(LoopbackListener.start(this.port, exchange), log);
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Port " + this.port + " of 127.0.0.1 cannot be opened", ex);
			}
		}

		private Duration skew(String name) {
			if (this.maxSkew != null) {
				return this.maxSkew;
			}
			return (ErrorShape.of(name) == ErrorShape.XML_S3) ? Duration.ofMinutes(15) : SigV4Verifier.DEFAULT_MAX_SKEW;
		}

	}

}
