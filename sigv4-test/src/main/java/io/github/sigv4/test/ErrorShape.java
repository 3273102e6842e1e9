package io.github.sigv4.test;

import java.util.Map;
import java.util.Set;

/**
 * The form in which a service says that it refuses a request.
 */
public enum ErrorShape {

	/**
	 * XML with {@code Type}, {@code Code} and {@code Message} in an
	 * {@code ErrorResponse}: STS, IAM and the other services with the query protocol.
	 */
	XML_QUERY,

	/**
	 * XML with {@code Code} and {@code Message} in a {@code Response}: EC2.
	 */
	XML_EC2,

	/**
	 * XML with {@code Code}, {@code Message} and what S3 adds: {@code CanonicalRequest},
	 * {@code StringToSign}, {@code HeadersNotSigned}, {@code ServerTime} and so on.
	 */
	XML_S3,

	/**
	 * {@code x-amzn-ErrorType} and {@code {"__type":..., "message":...}}: SSM, DynamoDB,
	 * AppSync and most others. The status of a refused signature is 400 for requests that
	 * name their operation in {@code X-Amz-Target}, else 403.
	 */
	JSON,

	/**
	 * {@code x-amzn-ErrorType} and {@code {"message":...}}: API Gateway, OpenSearch
	 * Service.
	 */
	API_GATEWAY;

	private static final Set<String> QUERY = Set.of("sts", "iam", "autoscaling", "cloudformation", "elasticache",
			"elasticbeanstalk", "elasticloadbalancing", "monitoring", "rds", "redshift", "sns");

	private static final Map<String, ErrorShape> OTHERS = Map.of("ec2", XML_EC2, "s3", XML_S3, "s3express", XML_S3,
			"s3-outposts", XML_S3, "s3-object-lambda", XML_S3, "execute-api", API_GATEWAY, "es", API_GATEWAY);

	/**
	 * Return the form in which a service answers.
	 * @param signingName the service in the credential scope
	 * @return the form; {@link #JSON} for a service that is not known
	 */
	public static ErrorShape of(String signingName) {
		return QUERY.contains(signingName) ? XML_QUERY : OTHERS.getOrDefault(signingName, JSON);
	}

}
