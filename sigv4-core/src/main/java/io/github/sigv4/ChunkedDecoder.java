package io.github.sigv4;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Verification.Outcome;

/**
 * Takes an {@code aws-chunked} body apart while it passes by, and verifies each part of
 * it when it is complete. It holds one line at most. What it throws is a
 * {@link RefusedException}, after which it is of no more use.
 * <p>
 * It takes what AWS's clients write and nothing else: sizes without leading zeros, no
 * blanks, no other extensions.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Amazon S3:
 * transferring the payload in multiple chunks</a>
 */
final class ChunkedDecoder {

	/** Enough for any line that is right, and not for a stranger to fill the memory. */
	private static final int MAX_LINE = 4 * 1024;

	/** A {@code long} has room for any such size. */
	private static final int MAX_SIZE_DIGITS = 15;

	private final @Nullable ChunkSignatures signatures;

	private final ReceivedTrailer trailer;

	private final long announcedLength;

	private final ByteBuilder line = new ByteBuilder(256);

	private Part part = Part.CHUNK_LINE;

	private boolean lineEnds;

	private long chunks;

	private long chunkSize;

	private String chunkSignature = "";

	/** Bytes of the present chunk that are still to come. */
	private long remaining;

	private long decodedLength;

	ChunkedDecoder(@Nullable ChunkSignatures signatures, ReceivedTrailer trailer, long announcedLength) {
		this.signatures = signatures;
		this.trailer = trailer;
		this.announcedLength = announcedLength;
	}

	<E extends Exception> void update(byte[] bytes, int offset, int length, ByteSink<E> sink) throws E {
		int from = offset;
		int end = offset + length;
		while (from < end) {
			if (this.part == Part.DATA) {
				int count = (int) Math.min(this.remaining, end - from);
				takeData(bytes, from, count);
				sink.write(bytes, from, count);
				from += count;
			}
			else {
				takeByte(bytes[from++]);
			}
		}
	}

	void finish() {
		if (this.part != Part.NOTHING) {
			throw malformed("The body ends in the middle of its encoding");
		}
	}

	/** Bytes of the body itself that have passed by. */
	long decodedLength() {
		return this.decodedLength;
	}

	private void takeData(byte[] bytes, int offset, int length) {
		if (this.signatures != null) {
			this.signatures.update(bytes, offset, length);
		}
		this.trailer.update(bytes, offset, length);
		this.decodedLength += length;
		this.remaining -= length;
		if (this.remaining == 0) {
			this.part = Part.DATA_END;
		}
	}

	private void takeByte(byte value) {
		if (this.part == Part.NOTHING) {
			throw malformed("The body goes on behind the end of its encoding");
		}
		if (this.lineEnds != (value == '\n')) {
			throw malformed("A line of the encoding does not end with carriage return and line feed");
		}
		if (this.lineEnds) {
			String text = this.line.ascii(0, this.line.length());
			this.line.truncate(0);
			this.lineEnds = false;
			takeLine(text);
		}
		else if (value == '\r') {
			this.lineEnds = true;
		}
		else if (this.part == Part.DATA_END) {
			throw malformed("The data of chunk " + this.chunks + " does not end where its size says");
		}
		else if (this.line.length() == MAX_LINE) {
			throw malformed("A line of the encoding is longer than " + MAX_LINE + " bytes");
		}
		else {
			this.line.append((char) (value & 0xff));
		}
	}

	private void takeLine(String text) {
		if (this.part == Part.CHUNK_LINE) {
			startChunk(text);
		}
		else if (this.part == Part.DATA_END) {
			verifyChunk("chunk " + this.chunks);
			this.part = Part.CHUNK_LINE;
		}
		else if (text.isEmpty()) {
			this.trailer.verify(this.signatures);
			this.part = Part.NOTHING;
		}
		else {
			this.trailer.add(text);
		}
	}

	private void startChunk(String text) {
		long previousSize = this.chunkSize;
		int sizeEnd = text.length();
		if (this.signatures != null) {
			sizeEnd = text.indexOf(ChunkedEncoder.CHUNK_SIGNATURE);
			if (sizeEnd < 0) {
				throw malformed("A chunk does not start with <size>" + ChunkedEncoder.CHUNK_SIGNATURE + "<signature>");
			}
			this.chunkSignature = text.substring(sizeEnd + ChunkedEncoder.CHUNK_SIGNATURE.length());
		}
		this.chunkSize = size(text.substring(0, sizeEnd));
		if (this.chunkSize == 0) {
			verifyChunk("the last, empty chunk");
			requireLength(this.decodedLength == this.announcedLength);
			this.part = Part.TRAILER;
			return;
		}
		if (++this.chunks > 1 && previousSize < ChunkedPayload.MIN_CHUNK_SIZE) {
			throw new RefusedException(Outcome.CHUNK_TOO_SMALL,
					"Only the last chunk is allowed to have a size less than " + ChunkedPayload.MIN_CHUNK_SIZE
							+ " bytes; chunk " + (this.chunks - 1) + " has " + previousSize);
		}
		requireLength(this.chunkSize <= this.announcedLength - this.decodedLength);
		this.remaining = this.chunkSize;
		this.part = Part.DATA;
	}

	private static long size(String digits) {
		boolean padded = digits.length() > 1 && digits.startsWith("0");
		if (padded || digits.isEmpty() || digits.length() > MAX_SIZE_DIGITS
				|| !digits.chars().allMatch((c) -> Character.digit(c, 16) >= 0 && c < 0x80)) {
			throw malformed("A chunk does not start with its size in hexadecimal digits");
		}
		return Long.parseLong(digits, 16);
	}

	private void verifyChunk(String name) {
		if (this.signatures != null) {
			this.signatures.verify(name, this.chunkSignature);
		}
	}

	private void requireLength(boolean right) {
		if (!right) {
			throw malformed("The chunks do not have the " + this.announcedLength
					+ " bytes that X-Amz-Decoded-Content-Length announces");
		}
	}

	private static RefusedException malformed(String reason) {
		return new RefusedException(Outcome.MALFORMED_PAYLOAD, reason);
	}

	/** What comes next. */
	private enum Part {

		CHUNK_LINE, DATA, DATA_END, TRAILER, NOTHING

	}

}
