package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The receiving side: says who signed a request, whether it is as it was signed, and
 * whether it is in time. <pre class="code">
 * SigV4Verifier verifier = SigV4Verifier.builder(knownCredentials::get)
 *     .signingName("execute-api")
 *     .region("eu-west-1")
 *     .build();
 * Verification verification = verifier.verify(request, PayloadHash.of(body), clock.instant());
 * </pre>
 * <p>
 * A body that is large, or {@code aws-chunked}, is verified while it is read:
 * {@link #bodyVerifier(SigV4Request, Instant)}.
 * <p>
 * It is strict, as AWS is at its strictest, unless its builder is told otherwise: every
 * {@code x-amz-*} header of the request has to be signed, and there has to be one
 * signature only. It canonicalises with the code that signs, so it is no judge of that
 * code. Thread-safe.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 * Signature Version 4 signing for AWS API requests</a>
 */
public final class SigV4Verifier {

	/** How far the request date may be from the present, if nothing else is said. */
	public static final Duration DEFAULT_MAX_SKEW = Duration.ofMinutes(5);

	private final Function<String, @Nullable SigV4Credentials> credentials;

	private final @Nullable String signingName;

	private final @Nullable String region;

	private final Duration maxSkew;

	private final boolean signedAmzHeaders;

	private final boolean ownSessionToken;

	private final SigningKeyCache signingKeys = new SigningKeyCache();

	private SigV4Verifier(Builder builder) {
		this.credentials = builder.credentials;
		this.signingName = builder.signingName;
		this.region = builder.region;
		this.maxSkew = builder.maxSkew;
		this.signedAmzHeaders = builder.signedAmzHeaders;
		this.ownSessionToken = builder.ownSessionToken;
	}

	/**
	 * Start a verifier.
	 * @param credentials returns the credentials of an access key id, or {@code null} if
	 * it is not known
	 * @return a builder
	 */
	public static Builder builder(Function<String, @Nullable SigV4Credentials> credentials) {
		return new Builder(credentials);
	}

	/**
	 * Verify a request whose body has been hashed. A body that is {@code aws-chunked} is
	 * not verified by one hash: {@link #bodyVerifier(SigV4Request, Instant)}.
	 * @param request the request as it was received: target and headers to the byte
	 * @param body the hash of the body as it was received
	 * @param now the present time
	 * @return what was found
	 */
	public Verification verify(SigV4Request request, PayloadHash body, Instant now) {
		return receive(request, now, (head) -> head.verify(body), (refusal) -> refusal);
	}

	/**
	 * Start to verify a request with its body, of any size and any form: plain, or
	 * {@code aws-chunked} in one of the five forms that a {@code STREAMING-...} literal
	 * in {@code x-amz-content-sha256} announces, all of them with a {@code PAYLOAD} in
	 * it.
	 * @param request the request as it was received: target and headers to the byte
	 * @param now the present time
	 * @return what is fed with the body
	 */
	public BodyVerifier bodyVerifier(SigV4Request request, Instant now) {
		return receive(request, now, ReceivedHead::bodyVerifier, (refusal) -> new PlainBodyVerifier(refusal));
	}

	/** Check all that does not depend on the body. */
	private <T> T receive(SigV4Request request, Instant now, Function<ReceivedHead, T> next,
			Function<Verification, T> refuse) {
		String accessKeyId = null;
		try {
			ReceivedSignature received = ReceivedSignature.of(request);
			accessKeyId = received.accessKeyId();
			SigningSettings settings = settings(received);
			SigV4Credentials known = credentials(received, now);
			checkTime(received, now);
			SigningKey key = this.signingKeys.get(known, RequestDate.epochDay(received.signedAt()), settings);
			return next.apply(new ReceivedHead(request, received, settings, key, this.signedAmzHeaders));
		}
		catch (RefusedException ex) {
			return refuse.apply(new Verification(ex.outcome(), ex.reason(), accessKeyId, null, null));
		}
		catch (SigV4Exception ex) {
			return refuse.apply(new Verification(Outcome.INCOMPLETE_SIGNATURE, String.valueOf(ex.getMessage()),
					accessKeyId, null, null));
		}
	}

	private SigningSettings settings(ReceivedSignature received) {
		CredentialScope scope = received.scope();
		if (this.signingName != null && !this.signingName.equals(scope.signingName())) {
			throw new RefusedException(Outcome.WRONG_SCOPE,
					"Credential should be scoped to correct service: '" + this.signingName + "'.");
		}
		if (this.region != null && !received.isFor(this.region)) {
			throw new RefusedException(Outcome.WRONG_SCOPE,
					"Credential should be scoped to a valid region: '" + this.region + "'.");
		}
		String regionSet = received.regionSet();
		if (regionSet != null) {
			return SigningSettings.forService(scope.signingName(), "*")
				.withRegionSet(List.of(regionSet.split(",", -1)));
		}
		return SigningSettings.forService(scope.signingName(), String.valueOf(scope.region()));
	}

	private SigV4Credentials credentials(ReceivedSignature received, Instant now) {
		SigV4Credentials known = this.credentials.apply(received.accessKeyId());
		if (known == null) {
			throw new RefusedException(Outcome.UNKNOWN_CREDENTIALS, "The access key id is not known");
		}
		if (this.ownSessionToken) {
			checkSessionToken(known.sessionToken(), received.sessionToken());
		}
		Instant expiration = known.expiration();
		if (expiration != null && !now.isBefore(expiration)) {
			throw new RefusedException(Outcome.EXPIRED_CREDENTIALS, "The credentials expired at " + expiration);
		}
		return known;
	}

	private static void checkSessionToken(@Nullable String token, @Nullable String sent) {
		if ((token == null) != (sent == null) || (token != null && sent != null && !isEqual(token, sent))) {
			throw new RefusedException(Outcome.UNKNOWN_CREDENTIALS,
					(sent != null) ? "The session token is not one of this access key"
							: "The credentials are temporary but the request has no session token");
		}
	}

	private void checkTime(ReceivedSignature received, Instant now) {
		Instant signedAt = received.signedAt();
		if (!received.requestDate().startsWith(received.scope().day())
				|| received.scope().day().length() != RequestDate.DAY_LENGTH) {
			throw new RefusedException(Outcome.WRONG_SCOPE, "The day of the credential scope is not that of the "
					+ "request date: '" + received.requestDate() + "'");
		}
		Instant earliest = signedAt.minus(this.maxSkew);
		Duration lifetime = received.expires();
		Instant latest = signedAt.plus((lifetime != null) ? lifetime : this.maxSkew);
		if (now.isBefore(earliest)) {
			throw new RefusedException(Outcome.TIME_TOO_SKEWED, "The request date " + received.requestDate()
					+ " lies in the future; here it is " + now.truncatedTo(ChronoUnit.SECONDS));
		}
		if (now.isAfter(latest)) {
			throw new RefusedException((lifetime != null) ? Outcome.EXPIRED_URL : Outcome.TIME_TOO_SKEWED,
					(lifetime != null) ? "The presigned URL expired at " + latest
							: "The request date " + received.requestDate() + " lies too far back; here it is "
									+ now.truncatedTo(ChronoUnit.SECONDS));
		}
	}

	/** Takes as long for a wrong text as for a right one. */
	private static boolean isEqual(String expected, String actual) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
				actual.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Collects what a verifier accepts.
	 */
	public static final class Builder {

		private final Function<String, @Nullable SigV4Credentials> credentials;

		private @Nullable String signingName;

		private @Nullable String region;

		private Duration maxSkew = DEFAULT_MAX_SKEW;

		private boolean signedAmzHeaders = true;

		private boolean ownSessionToken = true;

		private Builder(Function<String, @Nullable SigV4Credentials> credentials) {
			this.credentials = credentials;
		}

		/**
		 * Accept signatures for one service only.
		 * @param signingName the service in the credential scope
		 * @return this builder
		 */
		public Builder signingName(String signingName) {
			this.signingName = signingName;
			return this;
		}

		/**
		 * Accept signatures for one region only.
		 * @param region the region in the credential scope
		 * @return this builder
		 */
		public Builder region(String region) {
			this.region = region;
			return this;
		}

		/**
		 * Set how far the request date may be from the present. S3 allows 15 minutes,
		 * most services 5.
		 * @param maxSkew the difference, in either direction
		 * @return this builder
		 */
		public Builder maxSkew(Duration maxSkew) {
			this.maxSkew = maxSkew;
			return this;
		}

		/**
		 * Accept requests with {@code x-amz-*} headers that are not signed, as services
		 * do for most of these headers. Without this they are refused, as S3 does.
		 * @return this builder
		 */
		public Builder unsignedAmzHeaders() {
			this.signedAmzHeaders = false;
			return this;
		}

		/**
		 * Accept any session token, or none, whatever the credentials have. What is sent
		 * has to be as it was signed even so.
		 * @return this builder
		 */
		public Builder anySessionToken() {
			this.ownSessionToken = false;
			return this;
		}

		/**
		 * Build the verifier.
		 * @return the verifier
		 */
		public SigV4Verifier build() {
			return new SigV4Verifier(this);
		}

	}

}
