package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Signs requests by Signature Version 4 or 4A, in their headers or in their URL.
 * <pre class="code">
 * SigV4Signer signer = SigV4Signer.create();
 * SigningSettings settings = SigningSettings.forService("ssm", "eu-west-1");
 * SignedRequest signed = signer.sign(request, settings, credentials, clock.instant());
 * </pre>
 * <p>
 * A result depends on the arguments alone: there is no I/O and no clock here. A signer
 * keeps the signing keys that it derived, at most 1,024 of each algorithm, and its
 * buffers: make one and share it. Thread-safe and without locks, for virtual threads too.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request</a>
 */
public final class SigV4Signer {

	/** The shortest time for which a presigned URL can be good. */
	public static final Duration MIN_EXPIRES = Duration.ofSeconds(1);

	/** The longest time for which a presigned URL can be good: seven days. */
	public static final Duration MAX_EXPIRES = Duration.ofDays(7);

	private final SigningKeyCache signingKeys = new SigningKeyCache();

	private final ScratchPool scratches = new ScratchPool();

	private final @Nullable Consumer<SignedRequest> observer;

	private SigV4Signer(@Nullable Consumer<SignedRequest> observer) {
		this.observer = observer;
	}

	/**
	 * Create a signer, to be shared.
	 * @return the signer
	 */
	public static SigV4Signer create() {
		return new SigV4Signer(null);
	}

	/**
	 * Create a signer that hands on what it signs, as for a test that asks later what was
	 * signed.
	 * @param observer is given each signed request, headers or URL, before the caller has
	 * it; called on the caller's thread, which gets what it throws
	 * @return the signer
	 */
	public static SigV4Signer observedBy(Consumer<SignedRequest> observer) {
		return new SigV4Signer(Objects.requireNonNull(observer, "The observer is null"));
	}

	/**
	 * Sign a request in its headers. An {@code X-Amz-Date} and
	 * {@code X-Amz-Security-Token} that the request has are replaced, as a retry needs.
	 * <p>
	 * A request for {@code s3express} that has an {@code X-Amz-S3session-Token} is signed
	 * with that and gets no {@code X-Amz-Security-Token}: S3 Express takes the token of
	 * its session in place of the credentials' own.
	 * @param request the request as it is sent
	 * @param settings how the service wants it signed
	 * @param credentials the credentials to sign with
	 * @param instant the time of signing, from one reading of the clock
	 * @return the headers to set before the request is sent
	 * @throws SigV4Exception if the request cannot be signed so that a server would
	 * accept it; the message says why
	 */
	public SignedRequest sign(SigV4Request request, SigningSettings settings, SigV4Credentials credentials,
			Instant instant) {
		return signInHeaders(request, null, settings, credentials, instant);
	}

	/**
	 * Sign a request in its headers together with its body, which is hashed here. A
	 * request can so be built once and signed with one body after the other. The body is
	 * not hashed if the request was built with a payload hash or has an
	 * {@code x-amz-content-sha256}, or the settings leave bodies unsigned.
	 * @param request the request as it is sent
	 * @param body the body as it is sent, after compression; it is only read
	 * @param settings how the service wants it signed
	 * @param credentials the credentials to sign with
	 * @param instant the time of signing, from one reading of the clock
	 * @return the headers to set before the request is sent
	 * @throws SigV4Exception if the request cannot be signed so that a server would
	 * accept it; the message says why
	 */
	public SignedRequest sign(SigV4Request request, byte[] body, SigningSettings settings, SigV4Credentials credentials,
			Instant instant) {
		Objects.requireNonNull(body, "The body is null");
		// That of an empty body is known
		boolean hashed = body.length > 0 && settings.signedPayload() && request.payload() == null
				&& !request.has(HeaderName.AMZ_CONTENT_SHA256);
		return signInHeaders(request, hashed ? body : null, settings, credentials, instant);
	}

	private SignedRequest signInHeaders(SigV4Request request, byte @Nullable [] body, SigningSettings settings,
			SigV4Credentials credentials, Instant instant) {
		SigningKey key = signingKey(settings, credentials, instant);
		SigningScratch scratch = this.scratches.take();
		try {
			SigV4Request complete = (body != null) ? request.withPayload(scratch.hash(body)) : request;
			HeaderSigning signing = new HeaderSigning(complete, settings, key, RequestDate.of(key.day(), instant));
			int signatureFrom = sign(signing, scratch);
			int signatureTo = scratch.result.length();
			return observed(
					new SignedRequest(signing, scratch.result.ascii(0, signatureTo), signatureFrom, signatureTo));
		}
		finally {
			this.scratches.giveBack(scratch);
		}
	}

	/**
	 * Sign a request in its URL, so that whoever has the URL can send it without
	 * credentials: a secret until it expires. The headers that are signed
	 * ({@link SignedRequest#signedHeaders()}) have to be sent with it as they are:
	 * {@code host}, and of those that the request was built with what the settings sign,
	 * but for {@code X-Amz-Date} and {@code X-Amz-Security-Token}, which are left out.
	 * <p>
	 * A body's hash is signed if the request has one: in a header
	 * {@code X-Amz-Content-Sha256}, else as its {@linkplain SigV4Request.Builder#payload
	 * payload}, else in a parameter {@code X-Amz-Content-Sha256} of its URL. S3 takes a
	 * body for unsigned, and other services hash it, unless a header or a parameter says
	 * otherwise: a payload that is neither makes a URL that S3 refuses.
	 * <p>
	 * The path goes into the URL as it is. Percent-encode what is not ASCII in it, as no
	 * client sends it otherwise.
	 * <p>
	 * A URL that was presigned before is presigned anew. The
	 * {@code X-Amz-S3session-Token} of a request for {@code s3express} is moved into the
	 * URL.
	 * @param request the request; if it says nothing of a body, S3's is not signed and
	 * other services' is signed as empty
	 * @param settings how the service wants it signed
	 * @param credentials the credentials to sign with; once they expire the URL does
	 * @param instant the time of signing, from which on the URL is good
	 * @param expires how long, from {@link #MIN_EXPIRES} to {@link #MAX_EXPIRES}, in
	 * whole seconds; or {@code null} for none, which few services accept. If the
	 * credentials are known to expire sooner, the URL is good until then
	 * @return the presigned URL, which tells its {@linkplain SignedRequest#expiration()
	 * expiration}
	 * @throws SigV4Exception if the request cannot be signed so that a server would
	 * accept it, or the credentials expire within a second; the message says why
	 */
	public SignedRequest presign(SigV4Request request, SigningSettings settings, SigV4Credentials credentials,
			Instant instant, @Nullable Duration expires) {
		SigningKey key = signingKey(settings, credentials, instant);
		Expiry expiry = (expires != null) ? Expiry.of(expires, instant, credentials.expiration()) : null;
		QuerySigning signing = new QuerySigning(request, settings, key, RequestDate.of(key.day(), instant), expiry);
		SigningScratch scratch = this.scratches.take();
		try {
			int signatureFrom = sign(signing, scratch);
			int signatureLength = scratch.result.length() - signatureFrom;
			signing.appendUnsigned(scratch);
			String url = scratch.result.utf8(0, scratch.result.length());
			// A path outside of ASCII has fewer characters than bytes
			int from = signatureFrom - (scratch.result.length() - url.length());
			return observed(new SignedRequest(signing, url, from, from + signatureLength));
		}
		finally {
			this.scratches.giveBack(scratch);
		}
	}

	private SignedRequest observed(SignedRequest signed) {
		if (this.observer != null) {
			this.observer.accept(signed);
		}
		return signed;
	}

	/**
	 * Return a signer of the chunks of a request's body.
	 * @param settings how the request was signed
	 * @param credentials the credentials with which it was signed
	 * @param instant when it was signed
	 * @return the chunk signer
	 */
	public ChunkSigner chunkSigner(SigningSettings settings, SigV4Credentials credentials, Instant instant) {
		SigningKey key = signingKey(settings, credentials, instant);
		return new ChunkSigner(key, RequestDate.of(key.day(), instant));
	}

	private SigningKey signingKey(SigningSettings settings, SigV4Credentials credentials, Instant instant) {
		return this.signingKeys.get(credentials, RequestDate.epochDay(instant), settings);
	}

	/** The steps of the specification; the result is left in the scratch. */
	private static int sign(Signing signing, SigningScratch scratch) {
		// 1. the canonical request
		signing.canonicalize(scratch);
		// 2. its hash, and the string to sign
		scratch.writeStringToSign(signing.key, signing.requestDate);
		// 3. and 4. the signing key was derived before; the signature goes to its place
		int signatureFrom = signing.complete(scratch);
		scratch.appendSignature(signing.key, scratch.result);
		return signatureFrom;
	}

}
