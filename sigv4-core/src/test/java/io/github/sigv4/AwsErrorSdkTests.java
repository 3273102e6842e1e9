package io.github.sigv4;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * {@link AwsError} against what AWS's clients of S3 and of a query service read in the
 * same answer. Nothing is sent. No text has a comment in it: these clients lose what is
 * before.
 */
class AwsErrorSdkTests {

	private static final int ANSWERS = 400;

	private static final URI NOWHERE = URI.create("https://localhost");

	private byte[] answer = new byte[0];

	@Test
	void shouldReadWhatClientOfS3Reads() {
		try (S3Client client = S3Client.builder()
			.region(Region.EU_WEST_1)
			.endpointOverride(NOWHERE)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.httpClient(new Answering())
			.overrideConfiguration((configuration) -> configuration.retryStrategy((retry) -> retry.maxAttempts(1)))
			.build()) {
			compare(1, "%s", () -> client.getObject((get) -> get.bucket("b").key("k")));
		}
	}

	@Test
	void shouldReadWhatClientOfQueryServiceReads() {
		try (RdsClient client = RdsClient.builder()
			.region(Region.EU_WEST_1)
			.endpointOverride(NOWHERE)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.httpClient(new Answering())
			.overrideConfiguration((configuration) -> configuration.retryStrategy((retry) -> retry.maxAttempts(1)))
			.build()) {
			compare(2, "<ErrorResponse xmlns=\"https://rds.amazonaws.com/doc/2014-10-31/\">%s\n"
					+ "<RequestId>1</RequestId></ErrorResponse>", client::describeDBInstances);
		}
	}

	private void compare(long seed, String around, Runnable call) {
		Random random = new Random(seed);
		int codes = 0;
		for (int i = 0; i < ANSWERS; i++) {
			String body = around.formatted(error(random));
			this.answer = body.getBytes(StandardCharsets.UTF_8);
			AwsErrorDetails expected = catchThrowableOfType(AwsServiceException.class, call::run).awsErrorDetails();
			AwsError error = AwsError.read((name) -> null, this.answer);
			assertThat(error.code()).as(body).isEqualTo(expected.errorCode());
			assertThat(error.message()).as(body).isEqualTo(expected.errorMessage());
			codes += (error.code() != null) ? 1 : 0;
		}
		assertThat(codes).isBetween(ANSWERS / 2, ANSWERS - 1);
	}

	private static String error(Random random) {
		List<String> elements = new ArrayList<>();
		with(random, (text) -> elements.add("<Code>" + text + "</Code>"), "NoSuchKey", "A.B",
				"<![CDATA[Expired]]>Token", "Expired&#84;oken");
		with(random, (text) -> elements.add("<Message>" + text + "</Message>"), "one\ntwo",
				"&lt;&#x20ac;&gt; &amp;amp;", "a<![CDATA[<b> & ]] >]]>c", "ü", "tab&#9;ulated");
		with(random, elements::add, "<Type>Sender</Type>", "<Key a='&quot;'>k</Key>", "<Detail/>", "\n  ",
				"<!-- a -->");
		with(random, elements::add, "<HostId>h</HostId>", "<message-id>1</message-id>",
				"<StringToSign>a\nb</StringToSign>");
		Collections.shuffle(elements, random);
		return "<Error>" + String.join(random.nextBoolean() ? "\n\t" : "", elements) + "</Error>";
	}

	private static void with(Random random, Consumer<String> action, String... texts) {
		if (random.nextInt(6) > 0) {
			action.accept(texts[random.nextInt(texts.length)]);
		}
	}

	/**
	 * Answers each request at once.
	 */
	private final class Answering implements SdkHttpClient {

		@Override
		public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
			return new ExecutableHttpRequest() {

				@Override
				public HttpExecuteResponse call() {
					return HttpExecuteResponse.builder()
						.response(SdkHttpResponse.builder().statusCode(403).build())
						.responseBody(
								AbortableInputStream.create(new ByteArrayInputStream(AwsErrorSdkTests.this.answer)))
						.build();
				}

				@Override
				public void abort() {
				}

			};
		}

		@Override
		public void close() {
		}

	}

}
