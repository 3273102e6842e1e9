package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
 * It is strict, as AWS is at its strictest: every {@code x-amz-*} header of the request
 * has to be signed, and there has to be one signature only. It canonicalises with the
 * code that signs, so it is no judge of that code. Thread-safe.
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

	private final SigningKeyCache signingKeys = new SigningKeyCache();

	private SigV4Verifier(Builder builder) {
		this.credentials = builder.credentials;
		this.signingName = builder.signingName;
		this.region = builder.region;
		this.maxSkew = builder.maxSkew;
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
	 * Verify a request.
	 * @param request the request as it was received: target and headers to the byte
	 * @param body the hash of the body as it was received
	 * @param now the present time
	 * @return what was found
	 */
	public Verification verify(SigV4Request request, PayloadHash body, Instant now) {
		String accessKeyId = null;
		SigningScratch scratch = new SigningScratch();
		boolean canonicalized = false;
		try {
			ReceivedSignature received = ReceivedSignature.of(request);
			accessKeyId = received.accessKeyId();
			SigningSettings settings = settings(received);
			SigV4Credentials known = credentials(received, now);
			checkTime(received, now);
			checkHeaders(request, received, settings);
			PayloadHash payload = payload(request, received, settings, body);
			SigningKey key = this.signingKeys.get(known, RequestDate.epochDay(received.signedAt()), settings);
			canonicalize(scratch, request, received, settings, payload);
			scratch.writeStringToSign(key, ascii(received.requestDate()));
			canonicalized = true;
			checkSignature(scratch, key, received);
			checkPayload(payload, body, settings);
			return new Verification(Outcome.VERIFIED, "", accessKeyId, scratch.canonicalRequest.text(),
					scratch.stringToSign());
		}
		catch (RefusedException ex) {
			return new Verification(ex.outcome(), ex.reason(), accessKeyId,
					canonicalized ? scratch.canonicalRequest.text() : null,
					canonicalized ? scratch.stringToSign() : null);
		}
		catch (SigV4Exception ex) {
			return new Verification(Outcome.INCOMPLETE_SIGNATURE, String.valueOf(ex.getMessage()), accessKeyId, null,
					null);
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
		String token = known.sessionToken();
		String sent = received.sessionToken();
		if ((token == null) != (sent == null) || (token != null && sent != null && !isEqual(token, sent))) {
			throw new RefusedException(Outcome.UNKNOWN_CREDENTIALS,
					(sent != null) ? "The session token is not one of this access key"
							: "The credentials are temporary but the request has no session token");
		}
		Instant expiration = known.expiration();
		if (expiration != null && !now.isBefore(expiration)) {
			throw new RefusedException(Outcome.EXPIRED_CREDENTIALS, "The credentials expired at " + expiration);
		}
		return known;
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
			throw new RefusedException(Outcome.TIME_TOO_SKEWED,
					"The request date " + received.requestDate() + " lies in the future; here it is " + now);
		}
		if (now.isAfter(latest)) {
			throw new RefusedException((lifetime != null) ? Outcome.EXPIRED_URL : Outcome.TIME_TOO_SKEWED,
					(lifetime != null) ? "The presigned URL expired at " + latest
							: "The request date " + received.requestDate() + " lies too far back; here it is " + now);
		}
	}

	private static void checkHeaders(SigV4Request request, ReceivedSignature received, SigningSettings settings) {
		if (!received.signs(HeaderName.HOST)) {
			throw new RefusedException(Outcome.UNSIGNED_HEADER, "The host has to be signed");
		}
		for (int i = 0; i < request.headerCount(); i++) {
			HeaderName name = request.headerName(i);
			boolean tokenAfterSigning = name.equals(HeaderName.AMZ_SECURITY_TOKEN) && !settings.signedSessionToken();
			if (name.isAmz() && !received.signs(name) && !tokenAfterSigning) {
				throw new RefusedException(Outcome.UNSIGNED_HEADER,
						"There were headers present in the request which were not signed: " + name);
			}
		}
		for (HeaderName name : received.signedHeaders()) {
			if (request.header(name.text()) == null) {
				throw new RefusedException(Outcome.SIGNATURE_MISMATCH,
						"Header '" + name + "' was signed but did not arrive");
			}
		}
	}

	private static PayloadHash payload(SigV4Request request, ReceivedSignature received, SigningSettings settings,
			PayloadHash body) {
		if (request.headerValues("x-amz-content-sha256").size() > 1) {
			throw new RefusedException(Outcome.INCOMPLETE_SIGNATURE, "X-Amz-Content-Sha256 is there more than once");
		}
		String sent = request.header("x-amz-content-sha256");
		if (sent == null && received.presigned()) {
			sent = QueryParameters.amz(request.query()).get("X-Amz-Content-Sha256");
		}
		if (sent != null) {
			return PayloadHash.literal(sent.strip());
		}
		if (received.presigned()) {
			return settings.signedPresignedPayload() ? body : PayloadHash.UNSIGNED;
		}
		if (ServicePreset.of(settings.signingName()).contentSha256Required()) {
			throw new RefusedException(Outcome.UNSIGNED_HEADER,
					"Missing required header for this request: x-amz-content-sha256");
		}
		return body;
	}

	private static void canonicalize(SigningScratch scratch, SigV4Request request, ReceivedSignature received,
			SigningSettings settings, PayloadHash payload) {
		Set<String> without = Set.of();
		if (received.presigned()) {
			without = settings.signedSessionToken() ? Set.of("X-Amz-Signature")
					: Set.of("X-Amz-Signature", "X-Amz-Security-Token");
		}
		scratch.query.addAll(request.query(), without);
		for (int i = 0; i < request.headerCount(); i++) {
			if (received.signs(request.headerName(i))) {
				scratch.headers.add(request.headerName(i), request.headerValue(i));
			}
		}
		scratch.canonicalRequest.write(request, settings, scratch.query, scratch.headers, payload);
	}

	private static void checkSignature(SigningScratch scratch, SigningKey key, ReceivedSignature received) {
		if (!scratch.isSignature(key, received.signature())) {
			throw new RefusedException(Outcome.SIGNATURE_MISMATCH,
					"The request signature we calculated does not match the signature you provided. "
							+ "Check your AWS Secret Access Key and signing method.");
		}
	}

	private static void checkPayload(PayloadHash payload, PayloadHash body, SigningSettings settings) {
		if (!settings.signedPayload() && !payload.equals(PayloadHash.UNSIGNED)) {
			throw new RefusedException(Outcome.PAYLOAD_MISMATCH,
					"The service takes only UNSIGNED-PAYLOAD for x-amz-content-sha256");
		}
		if (!payload.equals(PayloadHash.UNSIGNED) && !payload.equals(body)) {
			throw new RefusedException(Outcome.PAYLOAD_MISMATCH,
					"The provided 'x-amz-content-sha256' header does not match what was computed.");
		}
	}

	/** Takes as long for a wrong text as for a right one. */
	private static boolean isEqual(String expected, String actual) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
				actual.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Collects what a verifier accepts.
	 */
	public static final class Builder {

		private final Function<String, @Nullable SigV4Credentials> credentials;

		private @Nullable String signingName;

		private @Nullable String region;

		private Duration maxSkew = DEFAULT_MAX_SKEW;

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
		 * Build the verifier.
		 * @return the verifier
		 */
		public SigV4Verifier build() {
			return new SigV4Verifier(this);
		}

	}

}
