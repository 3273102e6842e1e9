package io.github.sigv4;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Random;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * What a verifier says of an upload, and what it handed on.
 */
final class ReceivedUpload {

	private final Verification verification;

	private final byte[] decoded;

	private ReceivedUpload(Verification verification, byte[] decoded) {
		this.verification = verification;
		this.decoded = decoded;
	}

	/** Receive an upload in pieces of random sizes, many of them of one byte. */
	static ReceivedUpload of(AwsChunkedMessage message, Random random) {
		return of(verifier(AwsChunkedMessage.CREDENTIALS), message.request(), message.encoded(), AwsChunkedMessage.NOW,
				random);
	}

	static ReceivedUpload of(SigV4Verifier verifier, SigV4Request request, byte[] encoded, Instant now, Random random) {
		BodyVerifier body = verifier.bodyVerifier(request, now);
		ByteArrayOutputStream decoded = new ByteArrayOutputStream();
		int largest = (encoded.length < 50_000 && random.nextBoolean()) ? 20 : 40_000;
		int from = 0;
		while (from < encoded.length) {
			int length = Math.min(encoded.length - from, random.nextBoolean() ? 1 : random.nextInt(largest));
			body.update(encoded, from, length, decoded::write);
			from += length;
		}
		Verification verification = body.finish();
		if (body.decodedLength() != decoded.size()) {
			throw new AssertionError(body.decodedLength() + " bytes are said to be handed on, not " + decoded.size());
		}
		return new ReceivedUpload(verification, decoded.toByteArray());
	}

	static SigV4Verifier verifier(SigV4Credentials credentials) {
		return SigV4Verifier.builder((id) -> id.equals(credentials.accessKeyId()) ? credentials : null)
			.signingName("s3")
			.region(AwsChunkedMessage.REGION)
			.build();
	}

	/** What it says. */
	Verification verification() {
		return this.verification;
	}

	/** What it handed on. */
	byte[] decoded() {
		return this.decoded;
	}

}
