package io.github.sigv4.test;

import java.util.Map;

/**
 * Puts errors into the form of a service.
 */
final class ErrorWriter {

	private static final String XML_DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

	private static final Map<String, String> NAMESPACES = Map.of("sts", "https://sts.amazonaws.com/doc/2011-06-15/",
			"iam", "https://iam.amazonaws.com/doc/2010-05-08/");

	private final ErrorShape shape;

	private final String signingName;

	ErrorWriter(ErrorShape shape, String signingName) {
		this.shape = shape;
		this.signingName = signingName;
	}

	TestResponse refused(Refusal refusal, String requestId) {
		AwsError error = (this.shape == ErrorShape.XML_S3) ? S3Errors.of(refusal)
				: new CommonErrors(this.shape).of(refusal);
		TestResponse response = write(error, requestId);
		String contentType = refusal.request().header("content-type");
		if (this.shape == ErrorShape.JSON && contentType != null && contentType.startsWith("application/x-amz-json-")) {
			return response.withContentType(contentType);
		}
		return response;
	}

	/** Answer what went wrong apart from the signature. */
	TestResponse failed(int status, String reason, String requestId) {
		boolean s3 = this.shape == ErrorShape.XML_S3;
		String code = switch (status) {
			case 404 -> s3 ? "NoSuchKey" : "NotFoundException";
			case 408 -> s3 ? "RequestTimeout" : "RequestTimeoutException";
			case 413 -> s3 ? "EntityTooLarge" : "RequestEntityTooLargeException";
			case 500 -> s3 ? "InternalError" : "InternalFailure";
			default -> s3 ? "BadRequest" : "MalformedHttpRequestException";
		};
		return write(new AwsError(status, code, reason), requestId);
	}

	TestResponse write(AwsError error, String requestId) {
		TestResponse response = TestResponse.of(error.status());
		return switch (this.shape) {
			case XML_QUERY -> response.withHeader("Content-Type", "text/xml").withBody(query(error, requestId));
			case XML_EC2 ->
				response.withHeader("Content-Type", "text/xml;charset=UTF-8").withBody(ec2(error, requestId));
			case XML_S3 -> response.withHeader("Content-Type", "application/xml")
				.withHeader("x-amz-request-id", requestId)
				.withBody(s3(error, requestId));
			case JSON -> response.withHeader("Content-Type", "application/json")
				.withHeader("x-amzn-ErrorType", error.code())
				.withBody("{\"__type\":" + EscapedText.json(error.code()) + "," + message(error) + "}");
			case API_GATEWAY -> response.withHeader("Content-Type", "application/json")
				.withHeader("x-amzn-ErrorType", error.code())
				.withBody("{" + message(error) + "}");
		};
	}

	/** What policies say is spelt otherwise. */
	private static String message(AwsError error) {
		String name = error.code().equals("AccessDeniedException") ? "Message" : "message";
		return EscapedText.json(name) + ":" + EscapedText.json(error.message());
	}

	private String query(AwsError error, String requestId) {
		String namespace = NAMESPACES.get(this.signingName);
		return "<ErrorResponse" + ((namespace != null) ? " xmlns=\"" + namespace + "\"" : "") + ">\n  <Error>\n    "
				+ element("Type", (error.status() < 500) ? "Sender" : "Receiver") + "\n    "
				+ element("Code", error.code()) + "\n    " + element("Message", error.message()) + "\n  </Error>\n  "
				+ element("RequestId", requestId) + "\n</ErrorResponse>\n";
	}

	private static String ec2(AwsError error, String requestId) {
		return XML_DECLARATION + "<Response><Errors><Error>" + element("Code", error.code())
				+ element("Message", error.message()) + "</Error></Errors>" + element("RequestID", requestId)
				+ "</Response>";
	}

	private static String s3(AwsError error, String requestId) {
		StringBuilder xml = new StringBuilder(XML_DECLARATION).append("<Error>");
		xml.append(element("Code", error.code())).append(element("Message", error.message()));
		error.details().forEach((name, text) -> xml.append(element(name, text)));
		return xml.append(element("RequestId", requestId))
			.append(element("HostId", "test"))
			.append("</Error>")
			.toString();
	}

	private static String element(String name, String text) {
		return "<" + name + ">" + EscapedText.xml(text) + "</" + name + ">";
	}

}
