package io.github.sigv4.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.Verification;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest.Header;

/**
 * Says of a request that some server received whether an AWS service would accept its
 * signature, and if not, why: for tests that have a server already, such as WireMock or
 * MockWebServer. <pre class="code">
 * SignatureJudge judge = SignatureJudge.builder()
 *     .credentials(credentials)
 *     .service("execute-api", "eu-west-1")
 *     .build();
 * Verdict verdict = judge.judge(WireRequest.of("GET", "/orders?dry=1")
 *     .withHeader("Host", "localhost:8080")
 *     .withHeader("X-Amz-Date", "20150830T123600Z")
 *     .withHeader("Authorization", "AWS4-HMAC-SHA256 Credential=..."));
 * assertThat(verdict.isAccepted()).as(verdict.toString()).isTrue();
 * </pre>
 * <p>
 * It judges what it is given: a server that normalises paths or changes headers before it
 * shows them makes it refuse what was right. As strict as a {@link VerifyingServer},
 * which judges by it. It canonicalises with the code that signs, so it is no judge of
 * that code. Thread-safe.
 */
public final class SignatureJudge {

	private final TestService service;

	private final SigV4Verifier verifier;

	private final ErrorWriter errors;

	private final DemandedErrors demanded;

	private final SigningLedger ledger;

	private SignatureJudge(TestService service, ErrorShape shape, SigningLedger ledger) {
		this.service = service;
		this.verifier = service.verifier();
		this.errors = new ErrorWriter(shape, service.signingName());
		this.demanded = new DemandedErrors(shape, this.errors);
		this.ledger = ledger;
	}

	/**
	 * Start to describe the service that is stood for.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Judge a request.
	 * @param request the request
	 * @return the verdict
	 * @throws SigV4Exception if it can be no request: its method, target or headers have
	 * characters that no server lets through
	 */
	public Verdict judge(WireRequest request) {
		return receive(request).verdict();
	}

	/**
	 * Judge a request, and return it with the verdict, for assertions.
	 * @param request the request
	 * @return the request with its {@linkplain ReceivedRequest#verdict() verdict}
	 * @throws SigV4Exception if it can be no request: its method, target or headers have
	 * characters that no server lets through
	 */
	public ReceivedRequest receive(WireRequest request) {
		IncomingBody body = start(request.head(), request.body().length);
		body.add(request.body(), request.body().length);
		return finish(request.head(), body, UUID.randomUUID().toString());
	}

	/** Start to verify a request, whose body follows. */
	IncomingBody start(MessageHead head, int bodyLimit) {
		Instant now = now();
		SigV4Request.Builder request = SigV4Request.forTarget(head.method(), head.target());
		for (Header header : head.headers()) {
			request.header(header.name(), header.value());
		}
		boolean encoded = head.values("x-amz-content-sha256")
			.stream()
			.anyMatch((value) -> value.startsWith("STREAMING-"));
		return new IncomingBody(this.verifier.bodyVerifier(request.build(), now), now, bodyLimit, encoded);
	}

	/** Judge a request, whose body is complete. */
	ReceivedRequest finish(MessageHead head, IncomingBody incoming, String requestId) {
		Verification verification = incoming.verify();
		MessageBody body = incoming.body();
		if (verification.isVerified()) {
			return new ReceivedRequest(head, body, verification, Verdict.accepted());
		}
		String hash = body.isDecoded() ? "" : body.hash().value();
		Refusal refusal = new Refusal(head, verification, this.service, incoming.arrival(), hash);
		TestResponse answer = this.errors.refused(refusal, requestId);
		return new ReceivedRequest(head, body, verification, new Diagnosis(refusal, answer).verdict(this.ledger));
	}

	/** Answer a request that is signed right as a test demands it. */
	TestResponse refuse(AwsRefusal kind, ReceivedRequest request, String requestId) {
		Refusal refusal = new Refusal(request.head(), request.verification(), this.service, now(), "");
		return this.demanded.of(kind, refusal, requestId);
	}

	/** Answer what went wrong apart from the signature. */
	TestResponse failed(int status, String reason, String requestId) {
		return this.errors.failed(status, reason, requestId);
	}

	Instant now() {
		return this.service.clock().instant();
	}

	TestService service() {
		return this.service;
	}

	@Override
	public String toString() {
		return "SignatureJudge[" + this.service.signingName() + ", " + this.service.region() + "]";
	}

	/**
	 * Collects what a judge goes by.
	 */
	public static final class Builder {

		private final Map<String, SigV4Credentials> credentials = new HashMap<>();

		private final Set<Leniency> lenient = EnumSet.noneOf(Leniency.class);

		private @Nullable String signingName;

		private @Nullable String region;

		private Clock clock = Clock.systemUTC();

		private @Nullable Duration maxSkew;

		private @Nullable ErrorShape errorShape;

		private SigningLedger ledger = new SigningLedger();

		private Builder() {
		}

		/**
		 * Add credentials that are known. Temporary ones expire by the clock.
		 * @param credentials credentials, each with its own access key id
		 * @return this builder
		 * @throws IllegalArgumentException if an access key id is there twice
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
		 * Set the service that is stood for.
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
		 * Tolerate what is refused otherwise. Without it, nothing is tolerated.
		 * @param lenient what is tolerated, in addition to what was before
		 * @return this builder
		 */
		public Builder lenient(Leniency... lenient) {
			this.lenient.addAll(List.of(lenient));
			return this;
		}

		/**
		 * Set what remembers what the code under test signs. Without it, the first
		 * differing step of a signature that is wrong is not known.
		 * @param ledger what gave the code under test its signer
		 * @return this builder
		 */
		public Builder ledger(SigningLedger ledger) {
			this.ledger = ledger;
			return this;
		}

		/**
		 * Build the judge.
		 * @return the judge
		 * @throws IllegalStateException if the service or credentials are missing
		 */
		public SignatureJudge build() {
			String name = this.signingName;
			String where = this.region;
			if (name == null || where == null) {
				throw new IllegalStateException(
						"Say which service the server stands for: service(\"s3\", \"eu-west-1\")");
			}
			if (this.credentials.isEmpty()) {
				throw new IllegalStateException("Say whose signatures are accepted: credentials(...)");
			}
			TestService service = new TestService(name, where, skew(name), Map.copyOf(this.credentials), this.clock,
					Set.copyOf(this.lenient));
			ErrorShape shape = (this.errorShape != null) ? this.errorShape : ErrorShape.of(name);
			return new SignatureJudge(service, shape, this.ledger);
		}

		private Duration skew(String name) {
			if (this.maxSkew != null) {
				return this.maxSkew;
			}
			return (ErrorShape.of(name) == ErrorShape.XML_S3) ? Duration.ofMinutes(15) : SigV4Verifier.DEFAULT_MAX_SKEW;
		}

	}

}
