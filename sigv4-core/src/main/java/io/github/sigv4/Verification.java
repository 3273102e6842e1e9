package io.github.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link SigV4Verifier} found: who signed a request, or why it is refused.
 * <p>
 * Immutable.
 */
public final class Verification {

	private final Outcome outcome;

	private final String message;

	private final @Nullable String accessKeyId;

	private final @Nullable String canonicalRequest;

	private final @Nullable String stringToSign;

	Verification(Outcome outcome, String message, @Nullable String accessKeyId, @Nullable String canonicalRequest,
			@Nullable String stringToSign) {
		this.outcome = outcome;
		this.message = message;
		this.accessKeyId = accessKeyId;
		this.canonicalRequest = canonicalRequest;
		this.stringToSign = stringToSign;
	}

	/** Refuse after all what this found to be right so far. */
	Verification refused(RefusedException ex) {
		String there = ex.stringToSign();
		return new Verification(ex.outcome(), ex.reason(), this.accessKeyId, this.canonicalRequest,
				(there != null) ? there : this.stringToSign);
	}

	/**
	 * Return what was found.
	 * @return the outcome
	 */
	public Outcome outcome() {
		return this.outcome;
	}

	/**
	 * Return whether the request is what the owner of the access key signed.
	 * @return whether the request is accepted
	 */
	public boolean isVerified() {
		return this.outcome == Outcome.VERIFIED;
	}

	/**
	 * Return what is wrong, for the one who signed. It has no secret and no token.
	 * @return the message, empty if nothing is wrong
	 */
	public String message() {
		return this.message;
	}

	/**
	 * Return the access key id of the signature.
	 * @return the access key id, or {@code null} if there is no signature to read
	 */
	public @Nullable String accessKeyId() {
		return this.accessKeyId;
	}

	/**
	 * Return the canonical request of the request as it was received. It contains the
	 * session token if that was signed.
	 * @return the canonical request, or {@code null} if it did not come to that
	 */
	public @Nullable String canonicalRequest() {
		return this.canonicalRequest;
	}

	/**
	 * Return the string to sign of the request as it was received, or that of the chunk
	 * or trailer whose signature is wrong.
	 * @return the string to sign, or {@code null} if it did not come to that
	 */
	public @Nullable String stringToSign() {
		return this.stringToSign;
	}

	@Override
	public String toString() {
		return "Verification[" + this.outcome + (this.message.isEmpty() ? "" : ": " + this.message) + "]";
	}

	/**
	 * The kinds of answer, in the order in which they are looked for.
	 */
	public enum Outcome {

		/** The request is as it was signed, in time, by a known key. */
		VERIFIED,

		/** There is no signature. */
		MISSING_AUTHENTICATION,

		/** There is a signature that cannot be read, or more than one. */
		INCOMPLETE_SIGNATURE,

		/** The access key is not known, or the session token is not its own. */
		UNKNOWN_CREDENTIALS,

		/** The credentials have expired. */
		EXPIRED_CREDENTIALS,

		/** The signature is for another day, region or service. */
		WRONG_SCOPE,

		/** The request date is too far from the present, or lies in the future. */
		TIME_TOO_SKEWED,

		/** A presigned URL has expired. */
		EXPIRED_URL,

		/** A header that has to be signed is not. */
		UNSIGNED_HEADER,

		/**
		 * The request, a chunk or the trailer of its body was changed after it was
		 * signed, or the secret is another one.
		 */
		SIGNATURE_MISMATCH,

		/** The body is not the one whose hash was signed. */
		PAYLOAD_MISMATCH,

		/**
		 * The body is to be {@code aws-chunked} but cannot be read as such, ends early or
		 * goes on, or does not have the announced length.
		 */
		MALFORMED_PAYLOAD,

		/** A chunk that is not the last one with data has less than 8 KiB. */
		CHUNK_TOO_SMALL,

		/** The trailer of the body is not the announced one. */
		MALFORMED_TRAILER,

		/** The body does not have the checksum that its trailer says. */
		CHECKSUM_MISMATCH

	}

}
