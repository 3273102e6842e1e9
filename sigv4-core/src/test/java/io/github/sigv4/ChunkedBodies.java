package io.github.sigv4;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Bodies to send in chunks, and how to send them.
 */
final class ChunkedBodies {

	private ChunkedBodies() {
	}

	static byte[] random(int length) {
		byte[] body = new byte[length];
		new Random(length).nextBytes(body);
		return body;
	}

	/** Encode a body that comes in one piece. */
	static byte[] encode(ChunkedEncoder encoder, byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		encoder.update(body, 0, body.length, out::write);
		encoder.finish(out::write);
		return out.toByteArray();
	}

}
