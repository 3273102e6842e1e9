package io.github.sigv4.spring.webclient;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The start of a body, which one thread adds to until any thread ends it.
 */
final class BodyStart {

	private final AtomicReference<Piece> last = new AtomicReference<>(new Piece(null, new byte[0], 0, false));

	/**
	 * Add bytes.
	 * @return whether they are in it, which has not ended
	 */
	boolean add(byte[] bytes) {
		Piece before = last();
		return !before.end
				&& this.last.compareAndSet(before, new Piece(before, bytes, before.size + bytes.length, false));
	}

	/** End it: nothing is added any more. */
	void end() {
		Piece before = last();
		while (!before.end && !this.last.compareAndSet(before, new Piece(before, new byte[0], before.size, true))) {
			before = last();
		}
	}

	int size() {
		return last().size;
	}

	byte[] bytes() {
		byte[] bytes = new byte[size()];
		for (Piece piece = last(); piece != null; piece = piece.before) {
			System.arraycopy(piece.bytes, 0, bytes, piece.size - piece.bytes.length, piece.bytes.length);
		}
		return bytes;
	}

	private Piece last() {
		return Objects.requireNonNull(this.last.get());
	}

	/** A piece and, by the size up to it, where it is. */
	private static final class Piece {

		private final @Nullable Piece before;

		private final byte[] bytes;

		private final int size;

		private final boolean end;

		Piece(@Nullable Piece before, byte[] bytes, int size, boolean end) {
			this.before = before;
			this.bytes = bytes;
			this.size = size;
			this.end = end;
		}

	}

}
