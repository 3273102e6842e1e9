package io.github.sigv4.differential;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Checksum;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.checksums.CRC32;
import software.amazon.awssdk.crt.checksums.CRC32C;
import software.amazon.awssdk.crt.checksums.CRC64NVME;

/**
 * The body of an upload as {@code aws-chunked} once more: slow, piece by piece, straight
 * from the specification, and sharing no line with the main code. The signatures are
 * somebody else's; the CRCs are those of AWS's Common Runtime.
 */
final class ReferenceEncoder {

	private static final String HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	private final NastyUpload upload;

	private final ReferenceSigner signer;

	private final byte[] body;

	private final Signatures signatures;

	private final List<Piece> pieces = new ArrayList<>();

	private String previous;

	private ReferenceEncoder(NastyUpload upload, byte[] body, String seed, Signatures signatures) {
		this.upload = upload;
		this.signer = new ReferenceSigner(upload.request);
		this.body = body;
		this.previous = seed;
		this.signatures = signatures;
	}

	/** The headers that announce the chunks, by name in lower case. */
	static Map<String, String> headers(NastyUpload upload) {
		Map<String, String> headers = new TreeMap<>();
		headers.put("content-encoding",
				(upload.contentEncoding != null) ? "aws-chunked," + upload.contentEncoding : "aws-chunked");
		headers.put("content-length",
				Integer.toString(wire(encode(upload, upload.body, "", (part, position) -> "")).length));
		headers.put("x-amz-decoded-content-length", Integer.toString(upload.body.length));
		String trailer = (upload.trailer != null) ? "-TRAILER" : "";
		headers.put("x-amz-content-sha256", upload.signed ? "STREAMING-" + algorithm(upload) + "-PAYLOAD" + trailer
				: "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
		if (upload.trailer != null) {
			headers.put("x-amz-trailer", trailerName(upload));
		}
		return headers;
	}

	/** The pieces of a body on the wire. */
	static List<Piece> encode(NastyUpload upload, byte[] body, String seed, Signatures signatures) {
		return new ReferenceEncoder(upload, body, seed, signatures).encode();
	}

	static byte[] wire(List<Piece> pieces) {
		ByteArrayOutputStream wire = new ByteArrayOutputStream();
		pieces.forEach((piece) -> wire.writeBytes(piece.bytes));
		return wire.toByteArray();
	}

	private List<Piece> encode() {
		int chunks = (this.body.length + this.upload.chunkSize - 1) / this.upload.chunkSize;
		for (int i = 0; i < chunks; i++) {
			int from = i * this.upload.chunkSize;
			byte[] data = Arrays.copyOfRange(this.body, from, Math.min(from + this.upload.chunkSize, this.body.length));
			String name = "chunk " + (i + 1) + " of " + chunks;
			addChunkLine(name, data);
			add(name + ": data", data);
			add(name + ": line end behind the data", "\r\n");
		}
		addChunkLine("last chunk", new byte[0]);
		if (this.upload.trailer != null) {
			addTrailer();
		}
		add("end of the body", "\r\n");
		return this.pieces;
	}

	private void addChunkLine(String name, byte[] data) {
		add(name + ": size", Integer.toString(data.length, 16));
		if (this.upload.signed) {
			add(name + ": extension", ";chunk-signature=");
			addSignature(name, "-PAYLOAD", data, HASH_OF_NOTHING + "\n" + ReferenceSigner.sha256(data));
		}
		add(name + ": line end", "\r\n");
	}

	private void addTrailer() {
		String value = checksum();
		add("trailer: name", trailerName(this.upload) + ":");
		add("trailer: value", value);
		add("trailer: line end", "\r\n");
		if (this.upload.signed) {
			byte[] canonical = ascii(trailerName(this.upload) + ":" + value + "\n");
			add("trailer signature: name", "x-amz-trailer-signature:");
			addSignature("trailer", "-TRAILER", canonical, ReferenceSigner.sha256(canonical));
			add("trailer signature: line end", "\r\n");
		}
	}

	private void addSignature(String name, String kind, byte[] data, String hashes) {
		String stringToSign = String.join("\n", algorithm(this.upload) + kind, this.signer.date, this.signer.scope,
				this.previous, hashes);
		Part part = new Part(kind.equals("-TRAILER"), this.previous, data, stringToSign);
		int position = this.pieces.stream().mapToInt((piece) -> piece.bytes.length).sum();
		String signature = this.signatures.sign(part, position);
		this.pieces.add(new Piece(name + ": signature",
				ascii(signature + "*".repeat(Math.max(0, signatureLength(this.upload) - signature.length()))), part));
		this.previous = signature;
	}

	private void add(String name, String text) {
		add(name, ascii(text));
	}

	private void add(String name, byte[] bytes) {
		this.pieces.add(new Piece(name, bytes, null));
	}

	private static String algorithm(NastyUpload upload) {
		return (upload.request.regionSet != null) ? "AWS4-ECDSA-P256-SHA256" : "AWS4-HMAC-SHA256";
	}

	static int signatureLength(NastyUpload upload) {
		return (upload.request.regionSet != null) ? 144 : 64;
	}

	private static String trailerName(NastyUpload upload) {
		return switch (upload.requiredTrailer()) {
			case CRC32 -> "x-amz-checksum-crc32";
			case CRC32C -> "x-amz-checksum-crc32c";
			case CRC64NVME -> "x-amz-checksum-crc64nvme";
			case SHA1 -> "x-amz-checksum-sha1";
			case SHA256 -> "x-amz-checksum-sha256";
		};
	}

	private String checksum() {
		byte[] checksum = switch (this.upload.requiredTrailer()) {
			case CRC32 -> ByteBuffer.allocate(4).putInt((int) value(new CRC32())).array();
			case CRC32C -> ByteBuffer.allocate(4).putInt((int) value(new CRC32C())).array();
			case CRC64NVME -> ByteBuffer.allocate(8).putLong(value(new CRC64NVME())).array();
			case SHA1 -> digest("SHA-1");
			case SHA256 -> digest("SHA-256");
		};
		return Base64.getEncoder().encodeToString(checksum);
	}

	private long value(Checksum checksum) {
		checksum.update(this.body, 0, this.body.length);
		return checksum.getValue();
	}

	private byte[] digest(String algorithm) {
		try {
			return MessageDigest.getInstance(algorithm).digest(this.body);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** Says what the signature of a part is. */
	@FunctionalInterface
	interface Signatures {

		/** Return the signature of a part that stands at a position of the wire. */
		String sign(Part part, int position);

	}

	/** What is signed: a chunk, or the canonical trailer. */
	static final class Part {

		final boolean trailer;

		final String previous;

		final byte[] data;

		final String stringToSign;

		Part(boolean trailer, String previous, byte[] data, String stringToSign) {
			this.trailer = trailer;
			this.previous = previous;
			this.data = data;
			this.stringToSign = stringToSign;
		}

	}

	/**
	 * Bytes on the wire with what they are, and what they sign if they are a signature.
	 */
	static final class Piece {

		final String name;

		final byte[] bytes;

		final @Nullable Part signed;

		Piece(String name, byte[] bytes, @Nullable Part signed) {
			this.name = name;
			this.bytes = bytes;
			this.signed = signed;
		}

	}

}
