package io.github.sigv4.it.refusals;

import java.util.List;

/**
 * Answers that AWS and others give to requests they refuse. None is made up: each has its
 * source beside it. What stands in braces depends on the request.
 */
final class Answers {

	private static final String TROUBLESHOOTING = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
			+ "reference_sigv-troubleshooting.html";

	static final Answer GATEWAY_MISMATCH = Answer.json("https://github.com/mhart/aws4/issues/33", 403,
			"{\"message\":\"The request signature we calculated does not match the signature you provided. Check your"
					+ " AWS Secret Access Key and signing method. Consult the service documentation for details."
					+ "\\n\\nThe Canonical String for this request should have been\\n'{canonicalRequest}'"
					+ "\\n\\nThe String-to-Sign should have been\\n'{stringToSign}'\\n\"}")
		.with("x-amzn-ErrorType: InvalidSignatureException");

	static final Answer GATEWAY_SERVICE = Answer
		.json("https://github.com/ex-aws/ex_aws/issues/701", 403,
				"{\"message\":\"Credential should be scoped to correct service: 'execute-api'. \"}")
		.with("x-amzn-ErrorType: InvalidSignatureException");

	static final Answer OPENSEARCH_SERVICE = Answer.json(
			"https://github.com/compwright/aws-elasticsearch-connector/pull/9", 403,
			"{\"message\":\"Credential should be scoped to correct service: 'es'. \"}");

	static final Answer OPENSEARCH_REGION = Answer.json("https://github.com/joona/aws-es-curl/issues/15", 403,
			"{\"message\":\"Credential should be scoped to a valid region, not '{region}'. \"}");

	static final Answer IAM_REGION = Answer.xml("https://github.com/cognitect-labs/aws-api/issues/27", 403, """
			<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
			  <Error>
			    <Type>Sender</Type>
			    <Code>SignatureDoesNotMatch</Code>
			    <Message>Credential should be scoped to a valid region, not '{region}'. </Message>
			  </Error>
			  <RequestId>689b4496-ca92-11e5-9a31-4932678efe5c</RequestId>
			</ErrorResponse>
			""");

	static final Answer GATEWAY_MISSING_TOKEN = Answer
		.json("https://repost.aws/knowledge-center/api-gateway-authentication-token-errors", 403,
				"{\"message\":\"Missing Authentication Token\"}")
		.with("x-amzn-ErrorType: MissingAuthenticationTokenException");

	static final Answer GATEWAY_NO_EQUALS = Answer
		.json("https://github.com/amazon-archives/aws-cognito-angular-quickstart/issues/50", 403,
				"{\"message\":\"'{secondWord}' not a valid key=value pair (missing equal-sign) in Authorization header:"
						+ " '{authorization}'.\"}")
		.with("x-amzn-ErrorType: IncompleteSignatureException");

	static final Answer GATEWAY_UNKNOWN_KEY = Answer
		.json("https://github.com/badslug/Paw-AWSSignature4DynamicValue/issues/5", 403,
				"{\"message\":\"The security token included in the request is invalid.\"}")
		.with("x-amzn-ErrorType: UnrecognizedClientException");

	static final Answer GATEWAY_FORBIDDEN = Answer
		.json("https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden", 403,
				"{\"message\":\"Forbidden\"}")
		.with("x-amzn-ErrorType: ForbiddenException");

	static final Answer GATEWAY_RESOURCE_POLICY = Answer.json(
			"https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden", 403,
			"{\"Message\":\"User: arn:aws:sts::123456789012:assumed-role/orders/session is not authorized to perform:"
					+ " execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********9012:abc123/prod/GET/orders"
					+ " with an explicit deny\"}")
		.with("x-amzn-ErrorType: AccessDeniedException");

	static final Answer GATEWAY_ANONYMOUS = Answer
		.json("https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden", 403,
				"{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on resource:"
						+ " arn:aws:execute-api:eu-west-1:********9012:abc123/prod/GET/orders\"}")
		.with("x-amzn-ErrorType: AccessDeniedException");

	static final Answer GATEWAY_SCOPE_DATE = Answer
		.json(TROUBLESHOOTING, 403,
				"{\"message\":\"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
						+ " HTTP\"}")
		.with("x-amzn-ErrorType: InvalidSignatureException");

	static final Answer GATEWAY_NOT_YET = Answer.json(TROUBLESHOOTING, 403,
			"{\"message\":\"Signature not yet current: {requestDate} is still later than {now+5m} ({now+0m} + 5 min.)\"}")
		.with("x-amzn-ErrorType: InvalidSignatureException");

	static final Answer STS_EXPIRED = Answer.xml("https://github.com/aws/aws-cli/issues/6676", 403, """
			<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			  <Error>
			    <Type>Sender</Type>
			    <Code>SignatureDoesNotMatch</Code>
			    <Message>Signature expired: {requestDate} is now earlier than {now-15m} ({now+0m} - 15 min.)</Message>
			  </Error>
			  <RequestId>16fc956c-311e-4199-bee1-1680236e9698</RequestId>
			</ErrorResponse>
			""");

	static final Answer DYNAMODB_EXPIRED_SIGNATURE = Answer.json("https://github.com/aws/aws-sdk-js/issues/254", 400,
			"{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\",\"message\":\"Signature expired:"
					+ " {requestDate} is now earlier than {now-15m} ({now+0m} - 15 min.)\"}");

	static final Answer STS_REGION = Answer.xml("https://github.com/namecheap/node-vault-client/issues/25", 403, """
			<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			  <Error>
			    <Type>Sender</Type>
			    <Code>SignatureDoesNotMatch</Code>
			    <Message>Credential should be scoped to a valid region. </Message>
			  </Error>
			  <RequestId>16fc956c-311e-4199-bee1-1680236e9698</RequestId>
			</ErrorResponse>
			""");

	static final Answer STS_MISMATCH = Answer.xml("https://github.com/hashicorp/vault/issues/3615", 403, """
			<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			  <Error>
			    <Type>Sender</Type>
			    <Code>SignatureDoesNotMatch</Code>
			    <Message>The request signature we calculated does not match the signature you provided. Check your AWS \
			Secret Access Key and signing method. Consult the service documentation for details.</Message>
			  </Error>
			  <RequestId>c4aee143-d37c-11e7-9fd6-99a4a8d95498</RequestId>
			</ErrorResponse>
			""");

	static final Answer STS_UNKNOWN_KEY = Answer.xml("https://github.com/aws-azure-login/aws-azure-login/issues/251",
			403, """
					<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
					  <Error>
					    <Type>Sender</Type>
					    <Code>InvalidClientTokenId</Code>
					    <Message>The security token included in the request is invalid</Message>
					  </Error>
					  <RequestId>16fc956c-311e-4199-bee1-1680236e9698</RequestId>
					</ErrorResponse>
					""");

	static final Answer EC2_AUTH_FAILURE = Answer.xml("https://github.com/aws/aws-sdk-java-v2/issues/2981", 401,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access \
					credentials</Message></Error></Errors><RequestID>5b48c718-a402-4c2f-b776-8ebea01ae49d</RequestID></Response>""");

	static final Answer ROUTE_53_OPT_IN = Answer.xml("https://github.com/pcorliss/ruby_route_53/issues/1", 403,
			"""
					<?xml version="1.0"?>
					<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2010-10-01/"><Error><Type>Sender</Type>\
					<Code>OptInRequired</Code><Message>The AWS Access Key Id needs a subscription for the service</Message></Error>\
					<RequestId>7ed72d75-03e5-11e0-9bde-d11c7fd928aa</RequestId></ErrorResponse>""");

	static final Answer DYNAMODB_EXPIRED_TOKEN = Answer.json("https://github.com/guregu/dynamo/issues/68", 400,
			"{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\","
					+ "\"message\":\"The security token included in the request is expired\"}");

	static final Answer DYNAMODB_TWO_SIGNATURES = Answer.json("npm dynalite 4.0.0, recorded", 400,
			"{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\",\"message\":\"Found both"
					+ " 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.\"}");

	static final Answer DYNAMODB_NO_DATE = Answer.json("npm dynalite 4.0.0, recorded", 400,
			"{\"__type\":\"com.amazon.coral.service#IncompleteSignatureException\",\"message\":\"Authorization header"
					+ " requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization={authorization}\"}");

	static final Answer DYNAMODB_NO_SIGNED_HEADERS = Answer.json("npm dynalite 4.0.0, recorded", 400,
			"{\"__type\":\"com.amazon.coral.service#IncompleteSignatureException\",\"message\":\"Authorization header"
					+ " requires 'SignedHeaders' parameter. Authorization={authorization}\"}");

	static final Answer DYNAMODB_NOT_SIGNED = Answer.json("npm dynalite 4.0.0, recorded", 400,
			"{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
					+ "\"message\":\"Request is missing Authentication Token\"}");

	static final Answer DYNAMODB_HOST = Answer.json("https://github.com/aws/aws-sdk-php/issues/2469", 400,
			"{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\",\"message\":\"'Host' or ':authority'"
					+ " must be a 'SignedHeader' in the AWS Authorization.\"}");

	static final Answer APPSYNC_PERMISSION = Answer.json("https://github.com/aws-amplify/amplify-js/issues/5601", 401,
			"{\"errors\":[{\"errorType\":\"UnauthorizedException\",\"message\":\"Permission denied\"}]}");

	static final Answer SSM_NO_POLICY = Answer.json(
			"https://github.com/aws-solutions/aws-control-tower-customizations/issues/208", 400,
			"{\"__type\":\"AccessDeniedException\",\"Message\":\"User:"
					+ " arn:aws:sts::123456789012:assumed-role/orders/session is not authorized to perform:"
					+ " ssm:GetParameter on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/orders because no"
					+ " identity-based policy allows the ssm:GetParameter action\"}");

	static final Answer OPENSEARCH_ANONYMOUS = Answer.json(
			"https://github.com/aws-quickstart/quickstart-datalake-47lining/issues/18", 403,
			"{\"Message\":\"User: anonymous is not authorized to perform: es:ESHttpGet\"}");

	static final Answer LAMBDA_FORBIDDEN = Answer
		.json("https://github.com/awsdocs/aws-lambda-developer-guide/issues/494", 403,
				"{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
						+ " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}")
		.with("x-amzn-ErrorType: AccessDeniedException");

	static final Answer LAMBDA_TOKEN = Answer
		.json("https://github.com/jamesmbourne/aws4-axios/issues/1553", 403,
				"{\"message\":\"The security token included in the request is invalid.\"}")
		.with("x-amzn-ErrorType: UnrecognizedClientException");

	static final Answer SERVERLESS_FORBIDDEN = Answer
		.json("https://github.com/usebruno/bruno/issues/8149", 403,
				"{\"status\":403,\"request-id\":\"655a6c2f-e9ca-92a6-bf49-fb6b4ad0c2b8\","
						+ "\"error\":{\"reason\":\"403 Forbidden\",\"type\":\"Forbidden\"}}")
		.with("x-aoss-response-hint: X01:gw-helper-deny");

	static final Answer LATTICE_NO_HASH = Answer
		.json("https://github.com/awslabs/aws-sigv4-proxy/issues/116", 403,
				"{\"message\":\"Missing the 'x-amz-content-sha256' in canonical headers\"}")
		.with("x-amzn-ErrorType: IncompleteSignatureException");

	static final Answer S3_MISMATCH = Answer.xml("https://github.com/minio/minio/issues/2986", 403,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the \
					signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>{accessKeyId}\
					</AWSAccessKeyId><StringToSign>{stringToSign}</StringToSign><SignatureProvided>{signature}</SignatureProvided>\
					<StringToSignBytes>{stringToSign bytes}</StringToSignBytes><CanonicalRequest>{canonicalRequest}\
					</CanonicalRequest><CanonicalRequestBytes>{canonicalRequest bytes}</CanonicalRequestBytes>\
					<RequestId>C5DEBFD8E4C7F7A7</RequestId><HostId>aG9zdA==</HostId></Error>""");

	static final Answer S3_REGION = Answer.xml("https://github.com/jsoma/flatware/issues/10", 400, """
			<?xml version="1.0" encoding="UTF-8"?>
			<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region \
			'{region}' is wrong; expecting 'eu-central-1'</Message><Region>eu-central-1</Region>\
			<RequestId>D5F2662865713BDC</RequestId><HostId>aG9zdA==</HostId></Error>""")
		.with("Server: AmazonS3")
		.with("x-amz-bucket-region: eu-central-1");

	static final Answer S3_HEADERS_NOT_SIGNED = Answer
		.xml("https://github.com/badslug/Paw-AWSSignature4DynamicValue/issues/4", 403, """
				<?xml version="1.0" encoding="UTF-8"?>
				<Error><Code>AccessDenied</Code><Message>There were headers present in the request which were not \
				signed</Message><HeadersNotSigned>x-amz-acl</HeadersNotSigned><RequestId>D42F71A0C2EB4188</RequestId>\
				<HostId>aG9zdA==</HostId></Error>""");

	static final Answer S3_EXPIRED_TOKEN = Answer.xml("https://github.com/romange/helio/issues/15", 400,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message><Token-0>{token}</Token-0>\
					<RequestId>C043EEA5A00B5DF8</RequestId><HostId>aG9zdA==</HostId></Error>""");

	static final Answer S3_INVALID_TOKEN = Answer.xml("https://github.com/prachiFam/amazon_s3_cognito/issues/3", 400,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>InvalidToken</Code><Message>The provided token is malformed or otherwise invalid.</Message>\
					<RequestId>6FD6FD119D9C816C</RequestId><HostId>aG9zdA==</HostId></Error>""");

	static final Answer S3_UNKNOWN_KEY = Answer.xml("https://github.com/versity/versitygw/issues/2042", 403, """
			<?xml version="1.0" encoding="UTF-8"?>
			<Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our \
			records.</Message><AWSAccessKeyId>{accessKeyId}</AWSAccessKeyId><RequestId>6J3PDT3BWZH60X21</RequestId>\
			<HostId>aG9zdA==</HostId></Error>""");

	static final Answer S3_HASH = Answer.xml("https://github.com/grosskur/lua-resty-aws/issues/2", 400,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>XAmzContentSHA256Mismatch</Code><Message>The provided 'x-amz-content-sha256' header does not match \
					what was computed.</Message><ClientComputedContentSHA256>{hash}</ClientComputedContentSHA256>\
					<S3ComputedContentSHA256>{computedHash}</S3ComputedContentSHA256><RequestId>D5BE775ED50BEBFE</RequestId>\
					<HostId>aG9zdA==</HostId></Error>""");

	static final Answer S3_NO_HASH = Answer.xml("npm s3rver 3.7.1, recorded", 400, """
			<?xml version="1.0" encoding="UTF-8"?>
			<Error><Code>InvalidRequest</Code><Message>Missing required header for this request: \
			x-amz-content-sha256</Message></Error>""");

	static final Answer S3_THREE_COMPONENTS = Answer.xml("npm s3rver 3.7.1, recorded", 400,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the \
					authorization header requires three components: Credential, SignedHeaders, and Signature.</Message></Error>""");

	static final Answer S3_UNSUPPORTED = Answer.xml("npm s3rver 3.7.1, recorded", 400, """
			<?xml version="1.0" encoding="UTF-8"?>
			<Error><Code>InvalidArgument</Code><Message>Unsupported Authorization Type</Message>\
			<ArgumentName>Authorization</ArgumentName><ArgumentValue>{authorization}</ArgumentValue></Error>""");

	static final Answer S3_TIME = Answer.xml("npm s3rver 3.7.1, recorded", 403,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is \
					too large.</Message><RequestTime>{requestDate}</RequestTime><ServerTime>{serverTime}</ServerTime></Error>""");

	static final Answer S3_DENIED = Answer.xml(
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html", 403,
			"""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>656c76696e6727732</RequestId>\
					<HostId>aG9zdA==</HostId></Error>""");

	static final Answer CLOUDFRONT_BLOCKED = new Answer(
			"https://github.com/webrecorder/browsertrix-crawler/issues/1124", 403,
			List.of("Content-Type: text/html", "Server: CloudFront", "X-Cache: Error from cloudfront"),
			"""
					<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
					<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
					<TITLE>ERROR: The request could not be satisfied</TITLE>
					</HEAD><BODY>
					<H1>403 ERROR</H1>
					<H2>The request could not be satisfied.</H2>
					<HR noshade size="1px">
					Request blocked.
					</BODY></HTML>
					""");

	private Answers() {
	}

}
