package io.github.sigv4.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignatureType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSigningAlgorithm;
import software.amazon.awssdk.crt.auth.signing.AwsSigningUtils;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;

/**
 * AWS's Common Runtime as the judge of SigV4A, for the credentials, service and time of
 * {@link Batch#line(String)}.
 */
final class CommonRuntime {

	/** The public key that AWS publishes for these credentials. */
	private static final String X = "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1";

	private static final String Y = "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518";

	static {
		// Loads the library, which what verifies does not do of itself
		new CRT();
	}

	private CommonRuntime() {
	}

	/** Settings to be completed, and closed. */
	static AwsSigningConfig config(AwsSignatureType type, String regionSet) {
		AwsSigningConfig config = new AwsSigningConfig();
		config.setAlgorithm(AwsSigningAlgorithm.SIGV4_ASYMMETRIC);
		config.setSignatureType(type);
		config.setRegion(regionSet);
		config.setService("service");
		config.setTime(Instant.parse("2015-08-30T12:36:00Z").toEpochMilli());
		config.setCredentials(new Credentials(ascii("AKIDEXAMPLE"), ascii(Batch.SECRET), null));
		return config;
	}

	/**
	 * Whether it makes the same canonical request of a request to the host of
	 * {@link Batch#line(String)}, and this is its signature.
	 */
	static boolean verifies(AwsSigningConfig config, String target, String canonicalRequest, String signature) {
		HttpHeader[] headers = { new HttpHeader("Host", "example.amazonaws.com") };
		try {
			return AwsSigningUtils.verifySigv4aEcdsaSignature(new HttpRequest("GET", target, headers, null),
					canonicalRequest, config, ascii(signature), X, Y);
		}
		catch (CrtRuntimeException ex) {
			return false;
		}
	}

	/** Whether this is a signature of a string to sign. */
	static boolean verifies(String stringToSign, String signature) {
		return AwsSigningUtils.verifyRawSha256EcdsaSignature(ascii(stringToSign), ascii(signature), X, Y);
	}

	/** Its own signature of a chunk. */
	static String signChunk(String previousSignature, byte[] chunk) {
		ByteBuffer remaining = ByteBuffer.wrap(chunk);
		HttpRequestBodyStream stream = new HttpRequestBodyStream() {

			@Override
			public boolean sendRequestBody(ByteBuffer out) {
				while (out.hasRemaining() && remaining.hasRemaining()) {
					out.put(remaining.get());
				}
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
		try (AwsSigningConfig config = config(AwsSignatureType.HTTP_REQUEST_CHUNK, "*")) {
			return text(AwsSigner.sign(stream, ascii(previousSignature), config).join().getSignature());
		}
	}

	/** Its own signature of a trailer. */
	static String signTrailer(String previousSignature, List<HttpHeader> trailer) {
		try (AwsSigningConfig config = config(AwsSignatureType.HTTP_REQUEST_TRAILING_HEADERS, "*")) {
			return text(AwsSigner.sign(trailer, ascii(previousSignature), config).join().getSignature());
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static String text(byte[] ascii) {
		return new String(ascii, StandardCharsets.US_ASCII);
	}

}
