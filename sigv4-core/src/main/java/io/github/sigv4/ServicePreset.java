package io.github.sigv4;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one AWS service wants otherwise than most.
 *
 * @param normalizePath whether dot segments and repeated slashes are resolved
 * @param doubleEncodePath whether the encoded path is encoded once more
 * @param contentSha256Header whether {@code x-amz-content-sha256} is sent
 * @param contentSha256Required whether requests without that header are refused
 * @param signedPayload whether the body is hashed
 * @param signedPresignedPayload whether the body is hashed for a presigned URL
 * @param signedSessionToken whether the session token is signed
 */
record ServicePreset(boolean normalizePath, boolean doubleEncodePath, boolean contentSha256Header,
		boolean contentSha256Required, boolean signedPayload, boolean signedPresignedPayload,
		boolean signedSessionToken) {

	private static final ServicePreset USUAL = new ServicePreset(true, true, false, false, true, true, true);

	/**
	 * A key may have dot segments and empty ones, and S3 encodes it once. A presigned URL
	 * is made before its body is known.
	 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
	 */
	private static final ServicePreset S3 = new ServicePreset(false, false, true, true, true, false, true);

	/**
	 * Services that refuse a request without the header.
	 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-clients.html
	 */
	private static final ServicePreset CONTENT_SHA256 = new ServicePreset(true, true, true, true, true, true, true);

	/**
	 * A function URL behind CloudFront needs the header; one called directly takes it.
	 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
	 */
	private static final ServicePreset LAMBDA = new ServicePreset(true, true, true, false, true, true, true);

	/**
	 * VPC Lattice does not see bodies and takes nothing but {@code UNSIGNED-PAYLOAD}.
	 * https://docs.aws.amazon.com/vpc-lattice/latest/ug/sigv4-authenticated-requests.html
	 */
	private static final ServicePreset VPC_LATTICE = new ServicePreset(true, true, true, true, false, false, true);

	/**
	 * MQTT over WebSocket: the token is added to the URL after signing.
	 * https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html
	 */
	private static final ServicePreset IOT = new ServicePreset(true, true, false, false, true, true, false);

	private static final Map<String, ServicePreset> PRESETS = presets();

	private static Map<String, ServicePreset> presets() {
		Map<String, ServicePreset> presets = new HashMap<>();
		List.of("s3", "s3-outposts", "s3-object-lambda", "s3express").forEach((name) -> presets.put(name, S3));
		List.of("aoss", "glacier").forEach((name) -> presets.put(name, CONTENT_SHA256));
		presets.put("lambda", LAMBDA);
		presets.put("vpc-lattice-svcs", VPC_LATTICE);
		presets.put("iotdevicegateway", IOT);
		return Map.copyOf(presets);
	}

	static ServicePreset of(String signingName) {
		return PRESETS.getOrDefault(signingName, USUAL);
	}

}
