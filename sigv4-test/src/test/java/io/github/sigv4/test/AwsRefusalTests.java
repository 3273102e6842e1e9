package io.github.sigv4.test;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.sts.StsClient;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.RawClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link AwsRefusal}: AWS's own clients sign the calls, and say what they make
 * of the answers.
 */
class AwsRefusalTests {

	private static final SigV4Credentials CREDENTIALS = TestCredentials.temporary();

	/** What AWS's clients learn of a service's clock, they keep for all of them. */
	@AfterEach
	void setTheirClockRight() {
		SdkGlobalTime.setGlobalTimeOffset(0);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					XML_S3      | THROTTLED     | 503 | SlowDown                 | Please reduce your request rate.
					XML_S3      | EXPIRED_TOKEN | 400 | ExpiredToken             | The provided token has expired.
					XML_S3      | SKEWED_CLOCK  | 403 | RequestTimeTooSkewed     | The difference between the request time and the current time is too large.
					XML_S3      | ACCESS_DENIED | 403 | AccessDenied             | Access Denied
					XML_QUERY   | THROTTLED     | 400 | Throttling               | Rate exceeded
					XML_QUERY   | EXPIRED_TOKEN | 403 | ExpiredToken             | The security token included in the request is expired
					XML_QUERY   | SKEWED_CLOCK  | 403 | SignatureDoesNotMatch    | Signature expired: .* is now earlier than .* - 5 min.\\)
					XML_QUERY   | ACCESS_DENIED | 403 | AccessDenied             | User: arn:aws:sts::123456789012:assumed-role/test/test is not authorized to perform: sts:Invoke because no identity-based policy allows the sts:Invoke action
					JSON        | THROTTLED     | 400 | ThrottlingException      | Rate exceeded
					JSON        | EXPIRED_TOKEN | 403 | ExpiredTokenException    | The security token included in the request is expired
					JSON        | SKEWED_CLOCK  | 403 | InvalidSignatureException | Signature expired: .* is now earlier than .* - 5 min.\\)
					JSON        | ACCESS_DENIED | 403 | AccessDeniedException    | User: .* is not authorized to perform: sso-oauth:Invoke because .*
					JSON        | FORBIDDEN     | 403 | ForbiddenException       | Forbidden
					API_GATEWAY | THROTTLED     | 429 | TooManyRequestsException | Too Many Requests
					API_GATEWAY | EXPIRED_TOKEN | 403 | ExpiredTokenException    | The security token included in the request is expired
					API_GATEWAY | SKEWED_CLOCK  | 403 | InvalidSignatureException | Signature expired: .* is now earlier than .* - 5 min.\\)
					API_GATEWAY | ACCESS_DENIED | 403 | AccessDeniedException    | User: .* is not authorized to perform: sso-oauth:Invoke because .*
					API_GATEWAY | FORBIDDEN     | 403 | ForbiddenException       | Forbidden
					""")
	void shouldBeReadByAwsClients(ErrorShape shape, AwsRefusal refusal, int status, String code, String message) {
		try (VerifyingServer server = server(shape)) {
			server.stub((request) -> true).refuse(refusal).respond(TestResponse.xml(answer(shape)));
			AwsServiceException thrown = catchThrowableOfType(AwsServiceException.class, () -> call(shape, server));
			assertThat(server.requests()).as("What AWS's client signs")
				.allMatch((request) -> request.verdict().isAccepted());
			assertThat(thrown.statusCode()).isEqualTo(status);
			assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code);
			assertThat(thrown.awsErrorDetails().errorMessage()).matches(message);
			assertThat(thrown.isThrottlingException()).isEqualTo(refusal == AwsRefusal.THROTTLED);
			assertThat(SdkGlobalTime.getGlobalTimeOffset()).as("What AWS's client learns of the service's clock")
				.isCloseTo((refusal == AwsRefusal.SKEWED_CLOCK) ? -7200 : 0, within(2));
			setTheirClockRight();
			assertThatNoException().isThrownBy(() -> call(shape, server));
		}
	}

	/** No client of EC2 is here: its texts are those of its documentation. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					THROTTLED     | 503 | RequestLimitExceeded  | Request limit exceeded.
					EXPIRED_TOKEN | 403 | ExpiredToken          | The security token included in the request is expired
					SKEWED_CLOCK  | 400 | RequestExpired        | Request has expired. Signature expired: 20150830T123600Z is now earlier than 20150830T143100Z (20150830T143600Z - 5 min.)
					ACCESS_DENIED | 403 | UnauthorizedOperation | You are not authorized to perform this operation.
					""")
	void shouldBeWrittenAsEc2Does(AwsRefusal refusal, int status, String code, String message) throws Exception {
		Answer answer = answer("ec2", "/?Action=DescribeRegions", Map.of(), refusal);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body()).contains("<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
				+ "</Message></Error></Errors><RequestID>");
	}

	@ParameterizedTest
	@CsvSource({ "s3", "sts", "ec2" })
	void whenSomethingInFrontRefusesThenItIsAPage(String service) throws Exception {
		Answer answer = answer(service, "/", Map.of(), AwsRefusal.FORBIDDEN);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.headers()).containsEntry("content-type", "text/html");
		assertThat(answer.body()).startsWith("<html>").contains("403 Forbidden");
	}

	@Test
	void shouldHaveTheStatusOfOperationsInHeaders() throws Exception {
		Map<String, String> headers = Map.of("X-Amz-Target", "AmazonSSM.GetParameter", "Content-Type",
				"application/x-amz-json-1.1");
		Answer denied = answer("ssm", "/", headers, AwsRefusal.ACCESS_DENIED);
		assertThat(denied.status()).isEqualTo(400);
		assertThat(denied.body()).isEqualTo("{\"__type\":\"AccessDeniedException\",\"Message\":\"User: "
				+ "arn:aws:sts::123456789012:assumed-role/test/test is not authorized to perform: ssm:GetParameter "
				+ "because no identity-based policy allows the ssm:GetParameter action\"}");
		Answer expired = answer("ssm", "/", headers, AwsRefusal.EXPIRED_TOKEN);
		assertThat(expired.status()).isEqualTo(400);
		assertThat(expired.headers()).containsEntry("content-type", "application/x-amz-json-1.1");
		assertThat(answer("sts", "/?Action=GetCallerIdentity&Version=1", Map.of(), AwsRefusal.ACCESS_DENIED).body())
			.contains("is not authorized to perform: sts:GetCallerIdentity because");
	}

	@Test
	void whenTheClockIsSkewedThenTheDateIsTwoHoursLater() throws Exception {
		Answer answer = answer("s3", "/", Map.of(), AwsRefusal.SKEWED_CLOCK);
		assertThat(answer.headers()).containsEntry("date", "Sun, 30 Aug 2015 14:36:00 GMT");
		assertThat(answer.body()).contains("<ServerTime>2015-08-30T14:36:00Z</ServerTime>");
	}

	private static Answer answer(String service, String target, Map<String, String> headers, AwsRefusal refusal)
			throws Exception {
		Instant now = Instant.parse("2015-08-30T12:36:00Z");
		try (VerifyingServer server = VerifyingServer.builder()
			.credentials(CREDENTIALS)
			.service(service, "eu-west-1")
			.clock(TestClock.at(now))
			.start()) {
			server.stub("GET", target).refuse(refusal);
			return RawClient.exchange(server,
					AwsSdkRequest
						.signed(server.uri().resolve(target), "GET", headers, "", service, "eu-west-1", CREDENTIALS,
								now)
						.wire());
		}
	}

	private static VerifyingServer server(ErrorShape shape) {
		String service = switch (shape) {
			case XML_S3 -> "s3";
			case XML_QUERY -> "sts";
			default -> "sso-oauth";
		};
		return VerifyingServer.builder()
			.credentials(CREDENTIALS)
			.service(service, "eu-west-1")
			.errorShape(shape)
			.start();
	}

	/** Enough for the client to be content. */
	private static String answer(ErrorShape shape) {
		return switch (shape) {
			case XML_S3 -> "<ListAllMyBucketsResult/>";
			case XML_QUERY -> "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>";
			default -> "{}";
		};
	}

	private static void call(ErrorShape shape, VerifyingServer server) {
		switch (shape) {
			case XML_S3 -> call(S3Client.builder().forcePathStyle(true), server.uri(), S3Client::listBuckets);
			case XML_QUERY -> call(StsClient.builder(), server.uri(), StsClient::getCallerIdentity);
			default -> call(SsoOidcClient.builder(), server.uri(),
					(client) -> client.createTokenWithIAM((create) -> create.clientId("c").grantType("g")));
		}
	}

	private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable> void call(
			B builder, URI uri, Consumer<C> call) {
		C client = builder.region(Region.EU_WEST_1)
			.endpointOverride(uri)
			.credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials
				.create(CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey(), CREDENTIALS.sessionToken())))
			.httpClientBuilder(UrlConnectionHttpClient.builder())
			.overrideConfiguration((configuration) -> configuration.retryStrategy((retry) -> retry.maxAttempts(1)))
			.build();
		call.accept(client);
	}

}
