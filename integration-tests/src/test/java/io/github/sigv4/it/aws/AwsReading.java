package io.github.sigv4.it.aws;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4CanonicalRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.SignerUtils;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.matrix.WireRequest;

/**
 * What AWS's own signer makes of a request as it arrived. Its parts are taken one by one:
 * as a whole it signs no request without {@code x-amz-content-sha256}, and does not show
 * its canonical request, which services do.
 *
 * @param canonicalRequest the canonical request
 * @param stringToSign the string to sign
 * @param signature the signature
 */
public record AwsReading(String canonicalRequest, String stringToSign, String signature) {

	/**
	 * Read a request.
	 * @param request the request
	 * @param claim what it says of its signature
	 * @param credentials whose key to sign with
	 * @return what AWS's signer makes of it
	 */
	public static AwsReading of(WireRequest request, ReceivedClaim claim, SigV4Credentials credentials) {
		boolean s3 = claim.service().equals("s3");
		SdkHttpRequest.Builder sdkRequest = SdkHttpRequest.builder()
			.uri(URI.create("https://" + request.value("Host")))
			.encodedPath(request.target().split("\\?", 2)[0])
			.method(SdkHttpMethod.valueOf(request.method()));
		for (Map.Entry<String, String> parameter : query(request.target())) {
			if (!parameter.getKey().equals("X-Amz-Signature")) {
				sdkRequest.appendRawQueryParameter(parameter.getKey(), parameter.getValue());
			}
		}
		request.headers().forEach((header) -> {
			if (claim.signedHeaders().contains(header.getKey().toLowerCase(Locale.ROOT))) {
				sdkRequest.appendHeader(header.getKey(), header.getValue());
			}
		});
		String canonicalRequest = new V4CanonicalRequest(sdkRequest.build(), payloadHash(request, claim),
				new V4CanonicalRequest.Options(!s3, !s3))
			.getCanonicalRequestString();
		CredentialScope scope = new CredentialScope(claim.region(), claim.service(), claim.instant());
		String stringToSign = String.join("\n", List.of("AWS4-HMAC-SHA256", claim.requestDate(), scope.scope(),
				SignerUtils.hashCanonicalRequest(canonicalRequest)));
		byte[] key = SignerUtils.deriveSigningKey(
				AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()), scope);
		return new AwsReading(canonicalRequest, stringToSign,
				HexFormat.of().formatHex(SignerUtils.computeSignature(stringToSign, key)));
	}

	private static String payloadHash(WireRequest request, ReceivedClaim claim) {
		if (claim.service().equals("s3") && claim.validity() != null) {
			return "UNSIGNED-PAYLOAD";
		}
		String hash = request.value("X-Amz-Content-Sha256");
		return hash.isEmpty() ? sha256(request.body()) : hash;
	}

	static List<Map.Entry<String, String>> query(String target) {
		String[] parts = target.split("\\?", 2);
		List<Map.Entry<String, String>> parameters = new ArrayList<>();
		for (String parameter : ((parts.length > 1) ? parts[1] : "").split("&", -1)) {
			if (!parameter.isEmpty()) {
				String[] pair = parameter.split("=", 2);
				parameters.add(Map.entry(decode(pair[0]), (pair.length > 1) ? decode(pair[1]) : ""));
			}
		}
		return parameters;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

	/**
	 * Hash a body.
	 * @param body the body
	 * @return its SHA-256 in hexadecimal digits
	 */
	public static String sha256(byte[] body) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "AwsReading";
	}

}
