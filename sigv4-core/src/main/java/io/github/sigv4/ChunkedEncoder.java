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

	private final ChunkedPayload payload;

	private final ChunkSigner chunkSigner;

	private final int signatureLength;

	private final long decodedLength;

	private final byte[] chunk;

	private final TrailerChecksum.@Nullable Accumulator checksum;

	private final ByteBuilder encoded;

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
		this.chunk = new byte[payload.chunkSize()];
		TrailerChecksum trailer = payload.trailer();
		this.checksum = (trailer != null) ? trailer.newAccumulator() : null;
		this.encoded = new ByteBuilder(payload.chunkSize() + 256);
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
			int count = Math.min(end - from, this.chunk.length - this.filled);
			System.arraycopy(bytes, from, this.chunk, this.filled, count);
			this.filled += count;
			from += count;
			if (this.filled == this.chunk.length) {
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
		this.encoded.appendAscii(LINE_END);
		give(sink);
	}

	private void requireUnfinished() {
		if (this.finished) {
			throw new IllegalStateException("The body is finished. An encoder is for one body and one attempt.");
		}
	}

	private <E extends Exception> void giveChunk(ByteSink<E> sink) throws E {
		if (this.checksum != null) {
			this.checksum.update(this.chunk, 0, this.filled);
		}
		writeChunkLine();
		this.encoded.append(this.chunk, 0, this.filled);
		this.encoded.appendAscii(LINE_END);
		this.filled = 0;
		give(sink);
	}

	private void writeChunkLine() {
		this.encoded.appendAscii(Integer.toHexString(this.filled));
		if (this.payload.isSigned()) {
			SignedChunk signed = this.chunkSigner.sign(this.previousSignature, this.chunk, 0, this.filled);
			this.previousSignature = signed.signature();
			this.encoded.appendAscii(CHUNK_SIGNATURE);
			writeSignature(signed);
		}
		this.encoded.appendAscii(LINE_END);
	}

	private void writeTrailer(String name, String value) {
		this.encoded.appendAscii(name + ":" + value + LINE_END);
		if (this.payload.isSigned()) {
			this.encoded.appendAscii(TRAILER_SIGNATURE);
			writeSignature(this.chunkSigner.signTrailer(this.previousSignature, Map.of(name, value)));
			this.encoded.appendAscii(LINE_END);
		}
	}

	/** Padded to the length that the Content-Length was computed with. */
	private void writeSignature(SignedChunk signed) {
		this.encoded.appendAscii(signed.signature());
		for (int i = signed.signature().length(); i < this.signatureLength; i++) {
			this.encoded.append('*');
		}
	}

	private <E extends Exception> void give(ByteSink<E> sink) throws E {
		sink.write(this.encoded.array(), 0, this.encoded.length());
		this.encoded.truncate(0);
	}

}
