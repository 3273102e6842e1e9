package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A body on the wire taken apart, so that it can be damaged: one character for each byte,
 * each part with its line end.
 *
 * @param chunks the chunks with data, each with the line before it
 * @param last the line of the last, empty chunk
 * @param trailer the lines of the trailer
 */
record EncodedBody(List<String> chunks, String last, List<String> trailer) {

	static EncodedBody of(AwsChunkedMessage message) {
		String text = new String(message.encoded(), StandardCharsets.ISO_8859_1);
		List<String> chunks = new ArrayList<>();
		int at = 0;
		while (text.charAt(at) != '0') {
			int data = text.indexOf("\r\n", at) + 2;
			int size = Integer.parseInt(text.substring(at, data - 2).replaceAll(";.*", ""), 16);
			chunks.add(text.substring(at, data + size + 2));
			at = data + size + 2;
		}
		int end = text.indexOf("\r\n", at) + 2;
		String last = text.substring(at, end);
		List<String> trailer = new ArrayList<>();
		while (text.indexOf("\r\n", end) > end) {
			int next = text.indexOf("\r\n", end) + 2;
			trailer.add(text.substring(end, next));
			end = next;
		}
		EncodedBody body = new EncodedBody(List.copyOf(chunks), last, List.copyOf(trailer));
		if (!body.text().equals(text)) {
			throw new IllegalArgumentException("Not a body that is aws-chunked");
		}
		return body;
	}

	String text() {
		return String.join("", this.chunks) + this.last + String.join("", this.trailer) + "\r\n";
	}

	/** Where the line before a chunk ends, its line end included. */
	static int dataIndex(String chunk) {
		return chunk.indexOf("\r\n") + 2;
	}

	EncodedBody withChunks(List<String> chunks) {
		return new EncodedBody(chunks, this.last, this.trailer);
	}

	EncodedBody withChunk(int index, String chunk) {
		List<String> changed = new ArrayList<>(this.chunks);
		changed.set(index, chunk);
		return withChunks(changed);
	}

	EncodedBody withLast(String last) {
		return new EncodedBody(this.chunks, last, this.trailer);
	}

	EncodedBody withTrailer(List<String> trailer) {
		return new EncodedBody(this.chunks, this.last, trailer);
	}

}
