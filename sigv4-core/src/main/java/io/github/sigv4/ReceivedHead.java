package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Verification.Outcome;

/**
 * The head of a request whose signer is known: its signature is verified when the body's
 * hash is there, or before a body that is signed in chunks.
 */
final class ReceivedHead {

	private final SigV4Request request;

	private final ReceivedSignature received;

	private final SigningSettings settings;

	private final SigningKey key;

	/** What the request says of its body, or {@code null} if it says nothing. */
	private final @Nullable PayloadHash payload;

	/**
	 * Take a head, if it is right so far.
	 * @param signedAmzHeaders whether every {@code x-amz-*} header has to be signed
	 */
	ReceivedHead(SigV4Request request, ReceivedSignature received, SigningSettings settings, SigningKey key,
			boolean signedAmzHeaders) {
		this.request = request;
		this.received = received;
		this.settings = settings;
		this.key = key;
		checkHost();
		if (signedAmzHeaders) {
			checkAmzHeaders();
		}
		checkArrived();
		this.payload = payload();
	}

	private void checkHost() {
		if (!this.received.signs(HeaderName.HOST)) {
			throw new RefusedException(Outcome.UNSIGNED_HEADER, "The host has to be signed");
		}
	}

	private void checkAmzHeaders() {
		for (int i = 0; i < this.request.headerCount(); i++) {
			HeaderName name = this.request.headerName(i);
			boolean tokenAfterSigning = name.is(HeaderName.AMZ_SECURITY_TOKEN) && !this.settings.signedSessionToken();
			if (name.isAmz() && !this.received.signs(name) && !tokenAfterSigning) {
				throw new RefusedException(Outcome.UNSIGNED_HEADER,
						"There were headers present in the request which were not signed: " + name);
			}
		}
	}

	private void checkArrived() {
		for (HeaderName name : this.received.signedHeaders()) {
			if (this.request.header(name.text()) == null) {
				throw new RefusedException(Outcome.SIGNATURE_MISMATCH,
						"Header '" + name + "' was signed but did not arrive");
			}
		}
	}

	private @Nullable PayloadHash payload() {
		if (this.request.headerValues("x-amz-content-sha256").size() > 1) {
			throw new RefusedException(Outcome.INCOMPLETE_SIGNATURE, "X-Amz-Content-Sha256 is there more than once");
		}
		String sent = this.request.header("x-amz-content-sha256");
		if (sent == null && this.received.presigned()) {
			sent = QueryParameters.amz(this.request.query()).get("X-Amz-Content-Sha256");
		}
		if (sent != null) {
			return PayloadHash.literal(sent.strip());
		}
		if (this.received.presigned()) {
			return this.settings.signedPresignedPayload() ? null : PayloadHash.UNSIGNED;
		}
		if (ServicePreset.of(this.settings.signingName()).contentSha256Required()) {
			throw new RefusedException(Outcome.UNSIGNED_HEADER,
					"Missing required header for this request: x-amz-content-sha256");
		}
		return null;
	}

	/** Verify the request by the hash of its body. */
	Verification verify(PayloadHash body) {
		PayloadHash signed = (this.payload != null) ? this.payload : body;
		Verification verification = verifySignature(signed);
		if (!verification.isVerified()) {
			return verification;
		}
		if (!this.settings.signedPayload() && !signed.equals(PayloadHash.UNSIGNED)) {
			return verification.refused(new RefusedException(Outcome.PAYLOAD_MISMATCH,
					"The service takes only UNSIGNED-PAYLOAD for x-amz-content-sha256"));
		}
		if (isChunkedTaken() && ChunkedForm.isSaidBy(this.request) && !signed.value().startsWith("STREAMING-")) {
			return verification.refused(new RefusedException(Outcome.MALFORMED_PAYLOAD,
					"Content-Encoding says that the body is aws-chunked, but x-amz-content-sha256 does not"));
		}
		if (!signed.equals(PayloadHash.UNSIGNED) && !signed.equals(body)) {
			return verification.refused(new RefusedException(Outcome.PAYLOAD_MISMATCH,
					(chunkedForm() != null)
							? "The body is aws-chunked and is verified while it is read, by SigV4Verifier.bodyVerifier"
							: "The provided 'x-amz-content-sha256' header does not match what was computed."));
		}
		return verification;
	}

	/** Start to verify the request with its body. */
	BodyVerifier bodyVerifier() {
		ChunkedForm form = chunkedForm();
		if (form == null || this.payload == null) {
			return new PlainBodyVerifier(this::verify);
		}
		Verification seed = verifySignature(this.payload);
		if (!seed.isVerified()) {
			return new PlainBodyVerifier(seed);
		}
		try {
			return new ChunkedBodyVerifier(seed, decoder(form));
		}
		catch (RefusedException ex) {
			return new PlainBodyVerifier(seed.refused(ex));
		}
	}

	/** None for a presigned URL: no service is known that decodes what is sent to one. */
	private @Nullable ChunkedForm chunkedForm() {
		if (this.payload == null || this.received.presigned() || !isChunkedTaken()) {
			return null;
		}
		return ChunkedForm.of(this.payload, this.received.algorithm());
	}

	private boolean isChunkedTaken() {
		return ChunkedPayload.isTakenBy(this.settings.signingName());
	}

	private ChunkedDecoder decoder(ChunkedForm form) {
		ChunkSignatures signatures = (form.algorithm() == null) ? null
				: new ChunkSignatures(new ChunkSigner(this.key, requestDate()), this.received.signature());
		long length = ChunkedForm.decodedLength(this.request);
		return new ChunkedDecoder(signatures, ReceivedTrailer.of(this.request, form), length);
	}

	private Verification verifySignature(PayloadHash signed) {
		SigningScratch scratch = new SigningScratch();
		try {
			canonicalize(scratch, signed);
			scratch.writeStringToSign(this.key, requestDate());
			boolean right = scratch.isSignature(this.key, this.received.signature());
			return new Verification(right ? Outcome.VERIFIED : Outcome.SIGNATURE_MISMATCH,
					right ? ""
							: "The request signature we calculated does not match the signature you provided. "
									+ "Check your AWS Secret Access Key and signing method.",
					this.received.accessKeyId(), scratch.canonicalRequest.text(), scratch.stringToSign());
		}
		catch (SigV4Exception ex) {
			return new Verification(Outcome.INCOMPLETE_SIGNATURE, String.valueOf(ex.getMessage()),
					this.received.accessKeyId(), null, null);
		}
	}

	private void canonicalize(SigningScratch scratch, PayloadHash signed) {
		Set<String> without = Set.of();
		if (this.received.presigned()) {
			without = this.settings.signedSessionToken() ? Set.of("X-Amz-Signature")
					: Set.of("X-Amz-Signature", "X-Amz-Security-Token");
		}
		scratch.query.addAll(this.request.query(), without);
		for (int i = 0; i < this.request.headerCount(); i++) {
			if (this.received.signs(this.request.headerName(i))) {
				scratch.headers.add(this.request.headerName(i), this.request.headerValue(i));
			}
		}
		scratch.canonicalRequest.write(this.request, this.settings, scratch.query, scratch.headers, signed);
	}

	private byte[] requestDate() {
		return this.received.requestDate().getBytes(StandardCharsets.US_ASCII);
	}

}
