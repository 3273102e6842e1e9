package io.github.sigv4.differential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignatureType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignedBodyHeaderType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningUtils;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;

import io.github.sigv4.differential.ReferenceEncoder.Part;
import io.github.sigv4.differential.ReferenceEncoder.Signatures;

/**
 * AWS's Common Runtime, asked for the signatures of chunks and trailers, or whether
 * others are good where a signature is another one each time.
 */
final class CrtChunkOracle {

	private static final Map<String, ReferenceCurve.Point> PUBLIC_POINTS = new ConcurrentHashMap<>();

	static {
		// Loads the library, which what verifies does not do of itself
		new CRT();
	}

	private final NastyUpload upload;

	private final CrtOracle headers;

	CrtChunkOracle(NastyUpload upload, CrtOracle headers) {
		this.upload = upload;
		this.headers = headers;
	}

	/** Its own signatures. */
	Signatures signatures() {
		return (part, position) -> part.trailer ? sign(trailer(part), part.previous)
				: sign(stream(part.data), part.previous);
	}

	private String sign(HttpRequestBodyStream chunk, String previous) {
		try (AwsSigningConfig config = config(AwsSignatureType.HTTP_REQUEST_CHUNK)) {
			return text(AwsSigner.sign(chunk, ascii(previous), config).join().getSignature());
		}
	}

	private String sign(List<HttpHeader> trailer, String previous) {
		try (AwsSigningConfig config = config(AwsSignatureType.HTTP_REQUEST_TRAILING_HEADERS)) {
			return text(AwsSigner.sign(trailer, ascii(previous), config).join().getSignature());
		}
	}

	private AwsSigningConfig config(AwsSignatureType type) {
		AwsSigningConfig config = this.headers.config();
		config.setSignatureType(type);
		config.setSignedBodyHeader(AwsSignedBodyHeaderType.NONE);
		config.setSignedBodyValue(null);
		return config;
	}

	private static List<HttpHeader> trailer(Part part) {
		return text(part.data).lines()
			.map((line) -> line.split(":", 2))
			.map((field) -> new HttpHeader(field[0], field[1]))
			.toList();
	}

	private static HttpRequestBodyStream stream(byte[] chunk) {
		ByteBuffer remaining = ByteBuffer.wrap(chunk);
		return new HttpRequestBodyStream() {

			@Override
			public boolean sendRequestBody(ByteBuffer out) {
				int length = Math.min(out.remaining(), remaining.remaining());
				out.put(remaining.slice().limit(length));
				remaining.position(remaining.position() + length);
				return !remaining.hasRemaining();
			}

			@Override
			public boolean resetPosition() {
				remaining.rewind();
				return true;
			}

			@Override
			public long getLength() {
				return chunk.length;
			}

		};
	}

	/** The signatures that stand on a wire, if they are good. */
	Signatures signaturesOn(byte[] wire) {
		return (part, position) -> {
			int end = Math.min(position + ReferenceEncoder.signatureLength(this.upload), wire.length);
			String padded = (position < end) ? text(Arrays.copyOfRange(wire, position, end)) : "";
			String signature = padded.replaceAll("[*]+$", "");
			return verifies(part.stringToSign, signature) ? signature : "not verified";
		};
	}

	/** Whether it verifies a signature of Signature Version 4A. */
	boolean verifies(String stringToSign, String signature) {
		NastyRequest request = this.upload.request;
		ReferenceCurve.Point point = PUBLIC_POINTS.computeIfAbsent(request.accessKeyId + " " + request.secretAccessKey,
				(key) -> ReferenceCurve
					.publicPoint(ReferenceCurve.privateValue(request.accessKeyId, request.secretAccessKey)));
		try {
			return Patterns.matches("[0-9a-f]{2,144}", signature) && AwsSigningUtils
				.verifyRawSha256EcdsaSignature(ascii(stringToSign), ascii(signature), point.xHex(), point.yHex());
		}
		catch (CrtRuntimeException ex) {
			return false;
		}
	}

	private static String text(byte[] ascii) {
		return new String(ascii, StandardCharsets.ISO_8859_1);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
