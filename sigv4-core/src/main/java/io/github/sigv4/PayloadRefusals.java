package io.github.sigv4;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Knows refusals for the body, and for what the request says of it.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3:
 * XAmzContentSHA256Mismatch, BadDigest, MissingSecurityHeader</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Amazon S3:
 * transferring a payload in multiple chunks</a>
 */
final class PayloadRefusals {

	private PayloadRefusals() {
	}

	static @Nullable Finding find(RefusedCall call) {
		if (call.answer().says("missing required header for this request: x-amz-content-sha256")
				|| call.answer().says("missing the 'x-amz-content-sha256'")
				|| (call.answer().hasCode("XAmzContentSHA256Mismatch") && !isHashSent(call))) {
			return missing(call);
		}
		if (call.answer().hasCode("XAmzContentSHA256Mismatch")) {
			String ours = call.payload().value();
			String theirs = call.answer().hash(call.answer().detail("S3ComputedContentSHA256"));
			return changed(call, ours, theirs);
		}
		if (call.answer().hasCode("BadDigest")) {
			return new Finding(Cause.PAYLOAD_CHANGED, "The body that arrived does not have the checksum that was sent"
					+ " with it. Something changed the body after the checksum was made, or the checksum is of another"
					+ " form of it. Compute it over the bytes that are sent: after compression and encoding.");
		}
		if (call.answer().hasCode("InvalidDigest")) {
			return new Finding(Cause.PAYLOAD_CHANGED,
					"The checksum that was sent, as Content-MD5, cannot be one: it was"
							+ " not compared with the body at all. Content-MD5 is the Base64 of the 16 bytes of the MD5, not of its"
							+ " hexadecimal digits. Set it right, or leave it out.");
		}
		if (call.answer().says("x-amz-content-sha256 must be unsigned-payload")) {
			return mode(call);
		}
		if (call.answer().hasCode("IncompleteBody") && !call.payload().value().startsWith("STREAMING-")) {
			return new Finding(Cause.PAYLOAD_CHANGED, "Fewer bytes of the body arrived than Content-Length announces."
					+ " The sender broke off, a proxy cut the body, or the length was set before the body was changed. Set"
					+ " it to what is sent, or leave it to the client.");
		}
		if (call.answer().hasCode("InvalidChunkSizeError", "MalformedTrailerError", "IncompleteBody")
				|| call.answer().says("chunk signature") || isChunk(call.answer().detail("StringToSign"))) {
			return chunk(call);
		}
		return null;
	}

	/** Say that another body arrived than was hashed. */
	static Finding changed(RefusedCall call, String ours, @Nullable String theirs) {
		String empty = PayloadHash.EMPTY.value();
		String what;
		if (empty.equals(theirs)) {
			what = "No body arrived, but one was hashed and signed. A redirect, a client or a proxy dropped it.";
		}
		else if (ours.equals(empty)) {
			what = "A body arrived, but the request was signed as one without. It was added after signing: sign where the"
					+ " body is known.";
		}
		else {
			what = "The body that arrived is not the one that was hashed. Something changed it after it was signed:"
					+ " compression, a converter, another interceptor, a proxy. Sign last, after all that changes the"
					+ " body.";
		}
		return new Finding(Cause.PAYLOAD_CHANGED,
				what + " (Hash signed " + Hashes.brief(ours) + " | received " + Hashes.brief(theirs) + ")",
				new SignatureDifference(Step.PAYLOAD_HASH, null, Hashes.shown(ours), Hashes.shown(theirs)));
	}

	private static boolean isHashSent(RefusedCall call) {
		return call.signed().signedHeaders().contains("x-amz-content-sha256");
	}

	/** Say that the service wants the header, which was not signed, or got lost. */
	private static Finding missing(RefusedCall call) {
		boolean sent = isHashSent(call);
		String what = sent
				? "X-Amz-Content-Sha256 was signed and set, but did not arrive: something on the way dropped it."
						+ " Have it left alone."
				: "The service wants X-Amz-Content-Sha256, which was not sent. Set content-sha256-header to true.";
		return new Finding(Cause.PAYLOAD_HASH_MISSING, what,
				new SignatureDifference(Step.CANONICAL_HEADER, "x-amz-content-sha256",
						sent ? Hashes.shown(call.payload().value()) : SignatureDifference.NONE,
						SignatureDifference.NONE));
	}

	private static Finding mode(RefusedCall call) {
		return new Finding(Cause.PAYLOAD_MODE, "The service does not take the payload hash "
				+ Hashes.brief(call.payload().value())
				+ " that was sent. Set payload to signed or, where the service cannot read the body first, to unsigned; drop an"
				+ " X-Amz-Content-Sha256 that the caller sets.",
				new SignatureDifference(Step.PAYLOAD_HASH, null, Hashes.shown(call.payload().value()),
						SignatureDifference.NONE));
	}

	private static Finding chunk(RefusedCall call) {
		if (call.answer().hasCode("InvalidChunkSizeError")) {
			return new Finding(Cause.CHUNK, "A chunk of the body is too small: S3 wants at least 8 KiB in all but the"
					+ " last. Set chunked.chunk-size to 8KB or more (64KB is usual).");
		}
		return new Finding(Cause.CHUNK, "The signature of the request is right, but the aws-chunked body is not what it"
				+ " announced: a chunk or trailer was changed, cut off or re-encoded after it was signed. Look for a"
				+ " proxy or client that decodes or repeats bodies; on a retry all chunks have to be signed anew.");
	}

	private static boolean isChunk(@Nullable String stringToSign) {
		return stringToSign != null
				&& (stringToSign.startsWith("AWS4-HMAC-SHA256-") || stringToSign.startsWith("AWS4-ECDSA-P256-SHA256-"));
	}

}
