package io.github.sigv4.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

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
 * signature only, every {@code x-amz-*} header signed, the right region, service and day,
 * unless it is {@linkplain Builder#lenient(Leniency...) told} to be less so. Header
 * values with control characters or continued lines, more than one {@code Host}, and
 * targets with a fragment or with characters that have to be percent-encoded are refused
 * with status 400.
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

	private final String name;

	private final SignatureJudge judge;

	private final ShiftedClock clock;

	private final Stubs stubs;

	private final RequestLog log;

	private final RequestLog unmatched;

	private final LoopbackListener listener;

	private VerifyingServer(Builder builder) throws IOException {
		this.name = builder.name;
		this.clock = new ShiftedClock(builder.clock);
		this.judge = builder.judge.clock(this.clock).build();
		this.stubs = new Stubs(builder.stubs);
		this.log = new RequestLog();
		this.unmatched = new RequestLog();
		this.listener = LoopbackListener.start(builder.port, new VerifyingExchange(this.judge, builder.bodyLimit,
				this.stubs, builder.handler, this.log, this.unmatched));
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
	 * Return the name by which a test knows the server.
	 * @return the name, empty if it has none
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the service that the server stands for.
	 * @return the service in the credential scope
	 */
	public String signingName() {
		return this.judge.service().signingName();
	}

	/**
	 * Return the region that the server stands in.
	 * @return the region in the credential scope
	 */
	public String region() {
		return this.judge.service().region();
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
	 * Return what was received, was signed right, and had no stub, though there are some.
	 * It was answered with status 404.
	 * @return a copy of the list
	 */
	public List<ReceivedRequest> unmatchedRequests() {
		return this.unmatched.requests();
	}

	/**
	 * Forget what was received.
	 */
	public void clearRequests() {
		this.log.clear();
		this.unmatched.clear();
	}

	/**
	 * Say what is answered to verified requests with one method and path. From the first
	 * stub on, requests without one are {@linkplain #unmatchedRequests() unmatched}. Of
	 * several stubs that match, the latest answers.
	 * @param method the method
	 * @param path the raw path, for whatever query; or with the query, to the byte
	 * @return the stub, which answers with status 200 until it is told otherwise
	 */
	public Stub stub(String method, String path) {
		return this.stubs.add(Stub.of(method, path));
	}

	/**
	 * Say what is answered to some of the verified requests.
	 * @param requests tells which; called by several threads
	 * @return the stub, which answers with status 200 until it is told otherwise
	 */
	public Stub stub(Predicate<ReceivedRequest> requests) {
		return this.stubs.add(new Stub("requests that match a predicate", requests));
	}

	/**
	 * Let the server's clock be wrong, as far as a client can tell: requests are refused
	 * for their time, and answers have its {@code Date}.
	 * @param offset by how much it is ahead of the clock that it was built with; negative
	 * if it is behind
	 */
	public void setClockOffset(Duration offset) {
		this.clock.setOffset(offset);
	}

	/**
	 * Make the server as it was when it was started: without requests, clock offset, and
	 * stubs other than those that it was built with.
	 */
	public void reset() {
		clearRequests();
		this.stubs.reset();
		this.clock.setOffset(Duration.ZERO);
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
		return "VerifyingServer[" + (this.name.isEmpty() ? "" : this.name + " ") + uri() + "]";
	}

	/**
	 * Collects what a server accepts and answers.
	 */
	public static final class Builder {

		private static final int DEFAULT_BODY_LIMIT = 1024 * 1024;

		private final SignatureJudge.Builder judge = SignatureJudge.builder();

		private final List<Stub> stubs = new ArrayList<>();

		private String name = "";

		private Clock clock = Clock.systemUTC();

		private @Nullable Function<ReceivedRequest, TestResponse> handler;

		private int bodyLimit = DEFAULT_BODY_LIMIT;

		private int port;

		private Builder() {
		}

		/**
		 * Add credentials that are known. Temporary ones expire by the server's clock.
		 * @param credentials credentials, each with its own access key id
		 * @return this builder
		 * @throws IllegalArgumentException if an access key id is there twice
		 */
		public Builder credentials(SigV4Credentials... credentials) {
			this.judge.credentials(credentials);
			return this;
		}

		/**
		 * Set the service that the server stands for.
		 * @param signingName the service in the credential scope, as {@code execute-api}
		 * @param region the region in the credential scope
		 * @return this builder
		 */
		public Builder service(String signingName, String region) {
			this.judge.service(signingName, region);
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
			this.judge.maxSkew(maxSkew);
			return this;
		}

		/**
		 * Set the form of errors. Without it, it is that of the service.
		 * @param errorShape the form
		 * @return this builder
		 */
		public Builder errorShape(ErrorShape errorShape) {
			this.judge.errorShape(errorShape);
			return this;
		}

		/**
		 * Tolerate what is refused otherwise. Without it, nothing is tolerated.
		 * @param lenient what is tolerated, in addition to what was before
		 * @return this builder
		 */
		public Builder lenient(Leniency... lenient) {
			this.judge.lenient(lenient);
			return this;
		}

		/**
		 * Set what remembers what the code under test signs, so that the first differing
		 * step of a refused request is known.
		 * @param ledger what gave the code under test its signer
		 * @return this builder
		 */
		public Builder ledger(SigningLedger ledger) {
			this.judge.ledger(ledger);
			return this;
		}

		/**
		 * Set the name by which a test knows the server.
		 * @param name the name, as that of the service under {@code aws.sigv4.services}
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Answer verified requests to one path. Stubs of one test are made of the server
		 * itself: {@link VerifyingServer#stub(String, String)}.
		 * @param method the method
		 * @param path the raw path, for whatever query; or with the query, to the byte
		 * @param response the answer
		 * @return this builder
		 */
		public Builder respond(String method, String path, TestResponse response) {
			this.stubs.add(Stub.of(method, path).respond(response));
			return this;
		}

		/**
		 * Answer verified requests that no stub matches. Without it, they are answered
		 * with status 200 and no body if there is no stub at all, else with status 404.
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
			try {
				return new VerifyingServer(this);
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Port " + this.port + " of 127.0.0.1 cannot be opened", ex);
			}
		}

	}

}
