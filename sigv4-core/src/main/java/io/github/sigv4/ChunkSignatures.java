package io.github.sigv4;

import java.security.MessageDigest;
import java.util.Map;

import io.github.sigv4.Verification.Outcome;

/**
 * The chain of signatures in a body, verified while it passes by: each chunk is hashed,
 * none is held.
 */
final class ChunkSignatures {

	private final ChunkSigner chunkSigner;

	private final SigningScratch scratch = new SigningScratch();

	private final MessageDigest sha256 = Sha256.newDigest();

	private String previousSignature;

	ChunkSignatures(ChunkSigner chunkSigner, String seedSignature) {
		this.chunkSigner = chunkSigner;
		this.previousSignature = seedSignature;
	}

	/** Take bytes of the present chunk. */
	void update(byte[] bytes, int offset, int length) {
		this.sha256.update(bytes, offset, length);
	}

	/** Verify the present chunk, which is complete. */
	void verify(String chunk, String sent) {
		String signature = unpadded(sent);
		if (!this.chunkSigner.isSignature(this.scratch, this.previousSignature, PayloadHash.of(this.sha256),
				signature)) {
			throw mismatch(chunk);
		}
		this.previousSignature = signature;
	}

	/** Verify the trailer, values by name. */
	void verifyTrailer(Map<String, String> trailer, String sent) {
		if (!this.chunkSigner.isTrailerSignature(this.scratch, this.previousSignature, trailer, unpadded(sent))) {
			throw mismatch("the trailer");
		}
	}

	/** Only asterisks at the end are padding. */
	private String unpadded(String sent) {
		if (this.chunkSigner.algorithm() == SigningAlgorithm.SIGV4) {
			return sent;
		}
		int paddedLength = ChunkedPayload.signatureLength(SigningAlgorithm.SIGV4A);
		if (sent.length() != paddedLength) {
			throw new RefusedException(Outcome.MALFORMED_PAYLOAD, "A signature by SigV4A has " + sent.length()
					+ " characters in the body; it is padded with asterisks to " + paddedLength);
		}
		int end = sent.length();
		while (end > 0 && sent.charAt(end - 1) == '*') {
			end--;
		}
		return sent.substring(0, end);
	}

	private RefusedException mismatch(String what) {
		return new RefusedException(Outcome.SIGNATURE_MISMATCH,
				"The signature we calculated of " + what + " does not match the one in the body.",
				this.scratch.stringToSign());
	}

}
