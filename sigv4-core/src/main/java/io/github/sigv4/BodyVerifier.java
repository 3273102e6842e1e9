package io.github.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * Verifies one request whose body comes in pieces, and decodes it if it is
 * {@code aws-chunked}. It holds a line of the encoding at most, however large body and
 * chunks are. <pre class="code">
 * BodyVerifier body = verifier.bodyVerifier(request, clock.instant());
 * while (body.refusal() == null &amp;&amp; (read = in.read(buffer)) &gt;= 0) {
 *     body.update(buffer, 0, read, file::write);
 * }
 * Verification verification = (body.refusal() != null) ? body.refusal() : body.finish();
 * </pre>
 * <p>
 * Bytes are handed on before they are known to be right: only {@link #finish()} tells,
 * and what it refuses is to be thrown away. For one thread at a time.
 *
 * @see SigV4Verifier#bodyVerifier(SigV4Request, java.time.Instant)
 */
public abstract sealed class BodyVerifier permits PlainBodyVerifier, ChunkedBodyVerifier {

	private boolean finished;

	BodyVerifier() {
	}

	/**
	 * Take a piece of the body. What is {@code aws-chunked} is handed on decoded, as long
	 * as nothing is wrong with it; a plain body is handed on as it comes, and so is one
	 * that cannot be decoded because the headers are refused.
	 * @param bytes an array that has the piece
	 * @param offset where the piece starts
	 * @param length how many bytes it has
	 * @param sink what to hand bytes on to
	 * @param <E> what the sink throws
	 * @throws E as the sink does
	 * @throws IllegalStateException if the body was finished
	 */
	public final <E extends Exception> void update(byte[] bytes, int offset, int length, ByteSink<E> sink) throws E {
		requireUnfinished();
		take(bytes, offset, length, sink);
	}

	/**
	 * Return why the request is refused, if that is known before the body is at its end:
	 * there is no need to read on.
	 * @return what was found to be wrong, or {@code null} if all has been right so far
	 */
	public abstract @Nullable Verification refusal();

	/**
	 * Say what was found, since the body is at its end.
	 * @return what was found in headers and body
	 * @throws IllegalStateException if the body was finished before
	 */
	public final Verification finish() {
		requireUnfinished();
		this.finished = true;
		return end();
	}

	/**
	 * Return how many bytes were handed on.
	 * @return the length of the body, without the encoding
	 */
	public abstract long decodedLength();

	/**
	 * Return the hash of a body that was handed on as it came.
	 * @return the hash, or {@code null} if the body is not finished, or was decoded
	 */
	public abstract @Nullable PayloadHash hash();

	abstract <E extends Exception> void take(byte[] bytes, int offset, int length, ByteSink<E> sink) throws E;

	abstract Verification end();

	private void requireUnfinished() {
		if (this.finished) {
			throw new IllegalStateException("The body is finished. A verifier of a body is for one request.");
		}
	}

}
