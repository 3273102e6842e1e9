package io.github.sigv4.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Changes one byte of each PUT of an object on its way. A client sends nothing more
 * before it has an answer, so that a piece is of one request.
 */
final class DamagingRelay implements UnaryOperator<byte[]> {

	private final long damagedAt;

	private long at = -1;

	private DamagingRelay(long damagedAt) {
		this.damagedAt = damagedAt;
	}

	/**
	 * Start a relay.
	 * @param target the server's port
	 * @param damagedAt which byte is changed of what a client sends in an upload, head
	 * and all
	 */
	static Relay start(int target, long damagedAt) throws IOException {
		return new Relay(target, () -> new DamagingRelay(damagedAt));
	}

	@Override
	public byte[] apply(byte[] piece) {
		String start = new String(piece, 0, Math.min(piece.length, 20), StandardCharsets.ISO_8859_1);
		if (start.matches("(?s)[A-Z]+ /.*")) {
			this.at = start.startsWith("PUT /consumer/") ? 0 : -1;
		}
		if (this.at >= 0) {
			if (this.at <= this.damagedAt && this.damagedAt < this.at + piece.length) {
				piece[(int) (this.damagedAt - this.at)] ^= 1;
			}
			this.at += piece.length;
		}
		return piece;
	}

}
