package io.github.sigv4.spring.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.auth.signing.AwsSigningUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes down what the signatures of a request to S3 by SigV4A have to be of, straight
 * from the specification, and has AWS's Common Runtime verify them. For
 * {@link TestServices#PERMANENT}, and for paths without a query.
 */
public final class SigV4aJudge {

	/** The public key that AWS publishes for these credentials. */
	private static final String X = "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1";

	private static final String Y = "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518";

	static {
		// Loads the library, which what verifies does not do of itself
		new CRT();
	}

	private final WireRequest request;

	private final String previousLines;

	private int at;

	private SigV4aJudge(WireRequest request) {
		this.request = request;
		String requestDate = request.value("X-Amz-Date");
		this.previousLines = "\n" + requestDate + "\n" + requestDate.substring(0, 8) + "/s3/aws4_request\n";
	}

	/**
	 * Assert that the headers are signed right.
	 * @param request what was on the wire
	 * @param regionSet the regions for which it is to be good
	 */
	public static void assertSigned(WireRequest request, String regionSet) {
		new SigV4aJudge(request).judgeHeaders(regionSet);
	}

	/**
	 * Assert that the headers and all chunks of an upload are signed right.
	 * @param request what was on the wire
	 * @param regionSet the regions for which it is to be good
	 * @return the body that was encoded
	 */
	public static byte[] assertUploaded(WireRequest request, String regionSet) {
		SigV4aJudge judge = new SigV4aJudge(request);
		assertThat(request.values("X-Amz-Content-Sha256")).containsExactly("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD");
		return judge.judgeChunks(judge.judgeHeaders(regionSet));
	}

	private String judgeHeaders(String regionSet) {
		assertThat(this.request.values("X-Amz-Region-Set")).containsExactly(regionSet);
		assertThat(this.request.values("Authorization")).hasSize(1);
		String authorization = this.request.value("Authorization");
		assertThat(authorization).matches("AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/\\d{8}/s3/aws4_request, "
				+ "SignedHeaders=[a-z0-9;-]*;x-amz-region-set[a-z0-9;-]*, Signature=[0-9a-f]{130,144}");
		String names = authorization.replaceAll(".*SignedHeaders=|, Signature=.*", "");
		StringBuilder canonicalRequest = new StringBuilder();
		canonicalRequest.append(this.request.method()).append('\n').append(this.request.target()).append("\n\n");
		for (String name : names.split(";", -1)) {
			canonicalRequest.append(name).append(':').append(this.request.value(name)).append('\n');
		}
		canonicalRequest.append('\n').append(names).append('\n').append(this.request.value("X-Amz-Content-Sha256"));
		String signature = authorization.replaceAll(".*, Signature=", "");
		assertSignature("AWS4-ECDSA-P256-SHA256" + this.previousLines + sha256(bytes(canonicalRequest.toString())),
				signature);
		return signature;
	}

	private byte[] judgeChunks(String seed) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		String previous = seed;
		int size = -1;
		while (size != 0) {
			List<String> line = List.of(until("\r\n").split(";chunk-signature=", -1));
			size = Integer.parseInt(line.get(0), 16);
			byte[] chunk = Arrays.copyOfRange(this.request.body(), this.at, this.at + size);
			this.at += size;
			assertThat(line.get(1)).hasSize(144);
			String signature = line.get(1).replaceAll("\\*+$", "");
			assertSignature("AWS4-ECDSA-P256-SHA256-PAYLOAD" + this.previousLines + previous + "\n"
					+ sha256(new byte[0]) + "\n" + sha256(chunk), signature);
			assertThat(until("\r\n")).isEmpty();
			body.writeBytes(chunk);
			previous = signature;
		}
		assertThat(this.at).isEqualTo(this.request.body().length);
		assertThat(this.request.values("Content-Length")).containsExactly(Integer.toString(this.at));
		return body.toByteArray();
	}

	private static void assertSignature(String stringToSign, String signature) {
		assertThat(AwsSigningUtils.verifyRawSha256EcdsaSignature(bytes(stringToSign), bytes(signature), X, Y))
			.as("signature of\n%s", stringToSign)
			.isTrue();
	}

	private String until(String end) {
		String text = new String(this.request.body(), this.at, Math.min(200, this.request.body().length - this.at),
				StandardCharsets.ISO_8859_1);
		String line = text.substring(0, text.indexOf(end));
		this.at += line.length() + end.length();
		return line;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
