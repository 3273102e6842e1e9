package io.github.sigv4;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Encodes one body as {@code aws-chunked} while it passes by, holding one chunk of it at
 * a time. <pre class="code">
 * for (int read = body.read(buffer); read &gt;= 0; read = body.read(buffer)) {
 *     encoder.update(buffer, 0, read, out::write);
 * }
 * encoder.finish(out::write);
 * </pre>
 * <p>
 * For one thread at a time, and for one attempt: a retry is signed afresh.
 */
public final class ChunkedEncoder {

	static final String CHUNK_SIGNATURE = ";chunk-signature=";

	static final String TRAILER_SIGNATURE = "x-amz-trailer-signature:";

	/** The length of a body whose length was not announced. */
	static final long ANY_LENGTH = -1;

	private static final String LINE_END = "\r\n";

	/** In front of a chunk there is room for its line: size, signature and line end. */
	private static final int LINE_ROOM = 8 + CHUNK_SIGNATURE.length()
			+ ChunkedPayload.signatureLength(SigningAlgorithm.SIGV4A) + LINE_END.length();

	private final ChunkedPayload payload;

	private final ChunkSigner chunkSigner;

	private final int signatureLength;

	private final long decodedLength;

	/** The chunk in the making, which is framed where it is. */
	private final byte[] framed;

	private final TrailerChecksum.@Nullable Accumulator checksum;

	private final ByteBuilder text = new ByteBuilder(512);

	private String previousSignature;

	private int filled;

	private long taken;

	private boolean finished;

	ChunkedEncoder(ChunkedPayload payload, String seedSignature, ChunkSigner chunkSigner, int signatureLength,
			long decodedLength) {
		this.payload = payload;
		this.chunkSigner = chunkSigner;
		this.signatureLength = signatureLength;
		this.decodedLength = decodedLength;
		this.framed = new byte[LINE_ROOM + payload.chunkSize() + LINE_END.length()];
		TrailerChecksum trailer = payload.trailer();
		this.checksum = (trailer != null) ? trailer.newAccumulator() : null;
		this.previousSignature = seedSignature;
	}

	/**
	 * Take a piece of the body and give the chunks that are full.
	 * @param bytes an array that has the piece
	 * @param offset where the piece starts
	 * @param length how many bytes it has
	 * @param sink what to give encoded bytes to, in an array that is reused
	 * @param <E> what the sink throws
	 * @throws E as the sink does
	 * @throws SigV4Exception if the body is longer than was announced
	 * @throws IllegalStateException if the body was finished
	 */
	public <E extends Exception> void update(byte[] bytes, int offset, int length, ByteSink<E> sink) throws E {
		requireUnfinished();
		this.taken += length;
		if (this.decodedLength != ANY_LENGTH && this.taken > this.decodedLength) {
			throw new SigV4Exception("The body has more than the " + this.decodedLength + " bytes that were announced "
					+ "for it, so the upload was broken off. Set its Content-Length to the number of bytes in it.");
		}
		int from = offset;
		int end = offset + length;
		while (from < end) {
			int count = Math.min(end - from, this.payload.chunkSize() - this.filled);
			System.arraycopy(bytes, from, this.framed, LINE_ROOM + this.filled, count);
			this.filled += count;
			from += count;
			if (this.filled == this.payload.chunkSize()) {
				giveChunk(sink);
			}
		}
	}

	/**
	 * Give what remains: the last chunks and the trailer.
	 * @param sink what to give encoded bytes to, in an array that is reused
	 * @param <E> what the sink throws
	 * @throws E as the sink does
	 * @throws SigV4Exception if the body has another length than was announced
	 * @throws IllegalStateException if the body was finished before
	 */
	public <E extends Exception> void finish(ByteSink<E> sink) throws E {
		requireUnfinished();
		this.finished = true;
		if (this.decodedLength != ANY_LENGTH && this.taken != this.decodedLength) {
			throw new SigV4Exception("The body has " + this.taken + " bytes but " + this.decodedLength
					+ " were announced for it, so the upload was broken off. Set its Content-Length to the number of "
					+ "bytes in it.");
		}
		if (this.filled > 0) {
			giveChunk(sink);
		}
		writeChunkLine();
		TrailerChecksum trailer = this.payload.trailer();
		if (trailer != null && this.checksum != null) {
			writeTrailer(trailer.headerName(), this.checksum.base64());
		}
		this.text.appendAscii(LINE_END);
		sink.write(this.text.array(), 0, this.text.length());
	}

	private void requireUnfinished() {
		if (this.finished) {
			throw new IllegalStateException("The body is finished. An encoder is for one body and one attempt.");
		}
	}

	private <E extends Exception> void giveChunk(ByteSink<E> sink) throws E {
		if (this.checksum != null) {
			this.checksum.update(this.framed, LINE_ROOM, this.filled);
		}
		writeChunkLine();
		int line = this.text.length();
		System.arraycopy(this.text.array(), 0, this.framed, LINE_ROOM - line, line);
		int end = LINE_ROOM + this.filled;
		this.framed[end] = '\r';
		this.framed[end + 1] = '\n';
		int length = line + this.filled + LINE_END.length();
		this.filled = 0;
		sink.write(this.framed, LINE_ROOM - line, length);
	}

	private void writeChunkLine() {
		this.text.truncate(0);
		this.text.appendAscii(Integer.toHexString(this.filled));
		if (this.payload.isSigned()) {
			SignedChunk signed = this.chunkSigner.sign(this.previousSignature, this.framed, LINE_ROOM, this.filled);
			this.previousSignature = signed.signature();
			this.text.appendAscii(CHUNK_SIGNATURE);
			writeSignature(signed);
		}
		this.text.appendAscii(LINE_END);
	}

	private void writeTrailer(String name, String value) {
		this.text.appendAscii(name + ":" + value + LINE_END);
		if (this.payload.isSigned()) {
			this.text.appendAscii(TRAILER_SIGNATURE);
			writeSignature(this.chunkSigner.signTrailer(this.previousSignature, Map.of(name, value)));
			this.text.appendAscii(LINE_END);
		}
	}

	/** Padded to the length that the Content-Length was computed with. */
	private void writeSignature(SignedChunk signed) {
		this.text.appendAscii(signed.signature());
		for (int i = signed.signature().length(); i < this.signatureLength; i++) {
			this.text.append('*');
		}
	}

}
