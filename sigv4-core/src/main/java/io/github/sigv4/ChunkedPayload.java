package io.github.sigv4;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How a body is sent as {@code aws-chunked}: in chunks that are signed one by one, so
 * that it can be sent while it is read, with a checksum behind them. <pre class="code">
 * ChunkedPayload payload = ChunkedPayload.signed(64 * 1024).withTrailer(TrailerChecksum.CRC64NVME);
 * SigV4Request.Builder request = SigV4Request.builder("PUT", uri);
 * payload.headers(file.length(), null, settings.algorithm()).forEach(request::header);
 * SignedRequest signed = signer.sign(request.build(), settings, credentials, instant);
 * ChunkedEncoder encoder = payload.encoder(signed);
 * </pre>
 * <p>
 * Immutable.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Amazon S3:
 * transferring the payload in multiple chunks</a>
 */
public final class ChunkedPayload {

	/** The size below which S3 refuses a chunk, but for the last one. */
	public static final int MIN_CHUNK_SIZE = 8 * 1024;

	/** The size above which a chunk is refused here, since one is held in memory. */
	public static final int MAX_CHUNK_SIZE = 64 * 1024 * 1024;

	private static final Set<String> TAKEN_BY = Set.of("s3", "s3-outposts", "s3express");

	private final int chunkSize;

	private final boolean signed;

	private final @Nullable TrailerChecksum trailer;

	private ChunkedPayload(int chunkSize, boolean signed, @Nullable TrailerChecksum trailer) {
		if (chunkSize < MIN_CHUNK_SIZE) {
			throw new SigV4Exception("The chunk size is " + chunkSize + " bytes; S3 wants at least " + MIN_CHUNK_SIZE);
		}
		if (chunkSize > MAX_CHUNK_SIZE) {
			throw new SigV4Exception("The chunk size is " + chunkSize + " bytes, of which one chunk is held in memory; "
					+ "at most " + MAX_CHUNK_SIZE + " are allowed");
		}
		this.chunkSize = chunkSize;
		this.signed = signed;
		this.trailer = trailer;
	}

	/**
	 * Sign each chunk.
	 * @param chunkSize bytes in a chunk, from {@link #MIN_CHUNK_SIZE} to
	 * {@link #MAX_CHUNK_SIZE}
	 * @return the payload, without a trailer
	 * @throws SigV4Exception if a chunk would be too small or too large
	 */
	public static ChunkedPayload signed(int chunkSize) {
		return new ChunkedPayload(chunkSize, true, null);
	}

	/**
	 * Sign no chunk: the checksum behind them only protects against accidents. For https.
	 * @param chunkSize bytes in a chunk, from {@link #MIN_CHUNK_SIZE} to
	 * {@link #MAX_CHUNK_SIZE}
	 * @param trailer the checksum, which S3 demands here
	 * @return the payload
	 * @throws SigV4Exception if a chunk would be too small or too large
	 */
	public static ChunkedPayload unsigned(int chunkSize, TrailerChecksum trailer) {
		return new ChunkedPayload(chunkSize, false, trailer);
	}

	/**
	 * Return a copy with a checksum behind the chunks.
	 * @param trailer the checksum
	 * @return the copy
	 */
	public ChunkedPayload withTrailer(TrailerChecksum trailer) {
		return new ChunkedPayload(this.chunkSize, this.signed, trailer);
	}

	/**
	 * Return a copy without a checksum behind the chunks.
	 * @return the copy
	 * @throws SigV4Exception if the chunks are not signed: S3 demands a checksum then
	 */
	public ChunkedPayload withoutTrailer() {
		if (!this.signed) {
			throw new SigV4Exception("Chunks that are not signed need the checksum behind them");
		}
		return new ChunkedPayload(this.chunkSize, true, null);
	}

	/**
	 * Return what stands for the body in the canonical request.
	 * @param algorithm the algorithm of the request's signature
	 * @return one of the {@code STREAMING-...} literals
	 */
	public PayloadHash payloadHash(SigningAlgorithm algorithm) {
		if (!this.signed) {
			return PayloadHash.literal("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
		}
		return PayloadHash
			.literal("STREAMING-" + algorithm.id() + "-PAYLOAD" + ((this.trailer != null) ? "-TRAILER" : ""));
	}

	/**
	 * Return the headers that such a body needs, which are to be set before signing.
	 * @param decodedLength bytes in the body
	 * @param contentEncoding the {@code Content-Encoding} that it has already
	 * @param algorithm the algorithm of the request's signature
	 * @return values by name
	 */
	public Map<String, String> headers(long decodedLength, @Nullable String contentEncoding,
			SigningAlgorithm algorithm) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Encoding", (contentEncoding != null) ? "aws-chunked," + contentEncoding : "aws-chunked");
		headers.put("Content-Length", Long.toString(encodedLength(decodedLength, algorithm)));
		headers.put("X-Amz-Decoded-Content-Length", Long.toString(decodedLength));
		headers.put("X-Amz-Content-Sha256", payloadHash(algorithm).value());
		if (this.trailer != null) {
			headers.put("X-Amz-Trailer", this.trailer.headerName());
		}
		return headers;
	}

	/**
	 * Return how many bytes a body takes when it is encoded.
	 * @param decodedLength bytes in the body
	 * @param algorithm the algorithm of the request's signature
	 * @return the {@code Content-Length}
	 * @throws SigV4Exception if no body has such a length
	 */
	public long encodedLength(long decodedLength, SigningAlgorithm algorithm) {
		if (decodedLength < 0) {
			throw new SigV4Exception("The length of the body is " + decodedLength + " bytes; to send it in chunks, it "
					+ "has to be known");
		}
		int signature = signatureLength(algorithm);
		long chunks = decodedLength / this.chunkSize;
		int rest = (int) (decodedLength % this.chunkSize);
		long length = chunks * (lineLength(this.chunkSize, signature) + this.chunkSize + 2);
		length += (rest > 0) ? lineLength(rest, signature) + rest + 2 : 0;
		length += lineLength(0, signature);
		if (this.trailer != null) {
			length += this.trailer.headerName().length() + 1 + this.trailer.valueLength() + 2;
			length += this.signed ? ChunkedEncoder.TRAILER_SIGNATURE.length() + signature + 2 : 0;
		}
		return length + 2;
	}

	private int lineLength(int size, int signature) {
		return Integer.toHexString(size).length()
				+ (this.signed ? ChunkedEncoder.CHUNK_SIGNATURE.length() + signature : 0) + 2;
	}

	/**
	 * Start to encode the body of a request.
	 * @param signed the request, which has the {@linkplain #headers headers} of such a
	 * body among those that were signed
	 * @return the encoder, which refuses a body of another length than was announced
	 * @throws SigV4Exception if the request announces none
	 */
	public ChunkedEncoder encoder(SignedRequest signed) {
		return encoder(signed.signature(), signed.chunkSigner(), signed.decodedLength());
	}

	/**
	 * Start to encode the body of a request that was signed elsewhere. Its length is not
	 * checked.
	 * @param seedSignature the signature of the request's headers
	 * @param chunkSigner signs the chunks
	 * @return the encoder
	 */
	public ChunkedEncoder encoder(String seedSignature, ChunkSigner chunkSigner) {
		return encoder(seedSignature, chunkSigner, ChunkedEncoder.ANY_LENGTH);
	}

	private ChunkedEncoder encoder(String seedSignature, ChunkSigner chunkSigner, long decodedLength) {
		return new ChunkedEncoder(this, seedSignature, chunkSigner, signatureLength(chunkSigner.algorithm()),
				decodedLength);
	}

	/**
	 * Characters of a signature on the wire: SigV4A's are padded, to be known in advance.
	 */
	static int signatureLength(SigningAlgorithm algorithm) {
		return switch (algorithm) {
			case SIGV4 -> 64;
			case SIGV4A -> 144;
		};
	}

	/**
	 * Return whether a service takes bodies in chunks.
	 * @param signingName the service's name in the credential scope
	 * @return whether it is Amazon S3, by one of its names for objects
	 */
	public static boolean isTakenBy(String signingName) {
		return TAKEN_BY.contains(signingName);
	}

	int chunkSize() {
		return this.chunkSize;
	}

	boolean isSigned() {
		return this.signed;
	}

	@Nullable TrailerChecksum trailer() {
		return this.trailer;
	}

}
