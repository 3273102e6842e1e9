package io.github.sigv4;

import java.util.Collection;
import java.util.Map;

/**
 * Signs the chunks of a body that is sent as {@code aws-chunked}, each with the signature
 * before it, the first with that of the request's headers. <pre class="code">
 * ChunkSigner chunks = signer.chunkSigner(settings, credentials, instant);
 * SignedChunk first = chunks.sign(signedRequest.signature(), data, 0, data.length);
 * SignedChunk last = chunks.sign(first.signature(), data, 0, 0);
 * SignedChunk trailer = chunks.signTrailer(last.signature(), Map.of("x-amz-checksum-crc32c", "sOO8/Q=="));
 * </pre>
 * <p>
 * The instant is that of the request's signature, for all chunks, also past midnight.
 * Immutable and thread-safe.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Amazon S3:
 * transferring the payload in multiple chunks</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Amazon
 * S3: including trailing headers</a>
 */
public final class ChunkSigner {

	private final SigningKey key;

	private final byte[] requestDate;

	ChunkSigner(SigningKey key, byte[] requestDate) {
		this.key = key;
		this.requestDate = requestDate;
	}

	/**
	 * Sign a chunk; the last one is empty.
	 * @param previousSignature the signature of the headers or of the chunk before, for
	 * SigV4A without its padding
	 * @param bytes an array that has the chunk
	 * @param offset where the chunk starts
	 * @param length how many bytes it has
	 * @return the signed chunk
	 */
	public SignedChunk sign(String previousSignature, byte[] bytes, int offset, int length) {
		return sign(previousSignature, PayloadHash.of(bytes, offset, length));
	}

	/**
	 * Sign a chunk that was hashed before, as one that is never in memory as a whole.
	 * @param previousSignature the signature of the headers or of the chunk before, for
	 * SigV4A without its padding
	 * @param chunk the hash of the chunk; of the last one {@link PayloadHash#EMPTY}
	 * @return the signed chunk
	 */
	public SignedChunk sign(String previousSignature, PayloadHash chunk) {
		SigningScratch scratch = new SigningScratch();
		writeChunk(scratch, previousSignature, chunk);
		return sign(scratch);
	}

	/**
	 * Sign the trailer that follows the last chunk.
	 * @param previousSignature the signature of the last, empty chunk
	 * @param trailer values by name, as {@code x-amz-checksum-crc32c}
	 * @return the signed trailer
	 * @throws SigV4Exception if one is not a header
	 */
	public SignedChunk signTrailer(String previousSignature, Map<String, String> trailer) {
		return signTrailer(previousSignature, trailer.entrySet());
	}

	/**
	 * Sign the trailer that follows the last chunk, where a name may be repeated: its
	 * values are joined in their order, as those of a header.
	 * @param previousSignature the signature of the last, empty chunk
	 * @param trailer fields of a name and a value
	 * @return the signed trailer
	 * @throws SigV4Exception if one is not a header
	 */
	public SignedChunk signTrailer(String previousSignature, Collection<Map.Entry<String, String>> trailer) {
		SigningScratch scratch = new SigningScratch();
		writeTrailer(scratch, previousSignature, trailer);
		return sign(scratch);
	}

	/**
	 * Whether this is the signature of a chunk, whose string to sign the scratch gets.
	 */
	boolean isSignature(SigningScratch scratch, String previousSignature, PayloadHash chunk, String signature) {
		writeChunk(scratch, previousSignature, chunk);
		return scratch.isSignature(this.key, signature);
	}

	/** Whether this is the signature of a trailer. */
	boolean isTrailerSignature(SigningScratch scratch, String previousSignature, Map<String, String> trailer,
			String signature) {
		writeTrailer(scratch, previousSignature, trailer.entrySet());
		return scratch.isSignature(this.key, signature);
	}

	SigningAlgorithm algorithm() {
		return this.key.algorithm();
	}

	private void writeChunk(SigningScratch scratch, String previousSignature, PayloadHash chunk) {
		write(scratch, "-PAYLOAD", previousSignature, PayloadHash.EMPTY, chunk);
	}

	private void writeTrailer(SigningScratch scratch, String previousSignature,
			Collection<Map.Entry<String, String>> trailer) {
		CanonicalHeaders canonical = new CanonicalHeaders();
		trailer.forEach((field) -> canonical.add(HeaderName.of(field.getKey()), field.getValue()));
		ByteBuilder lines = new ByteBuilder(128);
		canonical.writeLines(lines);
		write(scratch, "-TRAILER", previousSignature, PayloadHash.of(lines.array(), 0, lines.length()));
	}

	private void write(SigningScratch scratch, String kind, String previousSignature, PayloadHash... hashes) {
		scratch.writeText(this.key, (text) -> {
			text.append(this.key.algorithmBytes());
			text.appendAscii(kind);
			text.append('\n');
			text.append(this.requestDate);
			text.append('\n');
			text.append(this.key.scopeBytes());
			text.append('\n');
			text.appendText(previousSignature);
			for (PayloadHash hash : hashes) {
				text.append('\n');
				text.append(hash.ascii());
			}
		});
	}

	private SignedChunk sign(SigningScratch scratch) {
		ByteBuilder signature = scratch.result;
		scratch.appendSignature(this.key, signature);
		return new SignedChunk(scratch.stringToSign(), signature.ascii(0, signature.length()));
	}

	@Override
	public String toString() {
		return "ChunkSigner[" + this.key.scope() + "]";
	}

}
