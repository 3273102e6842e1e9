package io.github.sigv4.test;

import java.time.Duration;
import java.time.Instant;

import io.github.sigv4.Verification.Outcome;

/**
 * The answers that a test asks for, in the form of the service.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 * response types for API Gateway</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">Error
 * codes for the Amazon EC2 API</a>
 */
final class DemandedErrors {

	/** More than a client believes of a service's clock. */
	private static final Duration FAR = Duration.ofHours(2);

	private static final String CALLER = "arn:aws:sts::123456789012:assumed-role/test/test";

	private final ErrorShape shape;

	private final ErrorWriter writer;

	DemandedErrors(ErrorShape shape, ErrorWriter writer) {
		this.shape = shape;
		this.writer = writer;
	}

	TestResponse of(AwsRefusal demanded, Refusal request, String requestId) {
		return switch (demanded) {
			case EXPIRED_TOKEN ->
				this.writer.refused(request.as(Outcome.EXPIRED_CREDENTIALS, request.now()), requestId);
			case SKEWED_CLOCK -> skewed(request, request.now().plus(FAR), requestId);
			case THROTTLED -> this.writer.write(throttled(), requestId);
			case ACCESS_DENIED -> this.writer.write(denied(request), requestId);
			case FORBIDDEN -> forbidden(requestId);
		};
	}

	private TestResponse skewed(Refusal request, Instant time, String requestId) {
		return this.writer.refused(request.as(Outcome.TIME_TOO_SKEWED, time), requestId)
			.withHeader("Date", HttpDate.format(time));
	}

	private AwsError throttled() {
		return switch (this.shape) {
			case XML_QUERY -> new AwsError(400, "Throttling", "Rate exceeded");
			case XML_EC2 -> new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
			case XML_S3 -> new AwsError(503, "SlowDown", "Please reduce your request rate.");
			case JSON -> new AwsError(400, "ThrottlingException", "Rate exceeded");
			case API_GATEWAY -> new AwsError(429, "TooManyRequestsException", "Too Many Requests");
		};
	}

	private AwsError denied(Refusal request) {
		return switch (this.shape) {
			case XML_QUERY -> new AwsError(403, "AccessDenied", notAuthorized(request));
			case XML_EC2 ->
				new AwsError(403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
			case XML_S3 -> new AwsError(403, "AccessDenied", "Access Denied");
			case JSON ->
				new AwsError(request.isOfOperation() ? 400 : 403, "AccessDeniedException", notAuthorized(request));
			case API_GATEWAY -> new AwsError(403, "AccessDeniedException", notAuthorized(request));
		};
	}

	private static String notAuthorized(Refusal request) {
		String action = request.service().signingName() + ":" + request.operation();
		return "User: " + CALLER + " is not authorized to perform: " + action
				+ " because no identity-based policy allows the " + action + " action";
	}

	private TestResponse forbidden(String requestId) {
		return switch (this.shape) {
			case JSON, API_GATEWAY ->
				this.writer.write(new AwsError(403, "ForbiddenException", "Forbidden"), requestId);
			case XML_QUERY, XML_EC2, XML_S3 -> TestResponse.of(403)
				.withHeader("Content-Type", "text/html")
				.withBody("<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden"
						+ "</h1></center>\r\n</body>\r\n</html>\r\n");
		};
	}

}
