package io.github.sigv4.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code sigv4 verify} of what AWS's own signer, and AWS's documentation, signed.
 */
class VerifyCommandTests {

	/** https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
	private static final String LIST_USERS = """
			GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1
			Host: iam.amazonaws.com
			Content-Type: application/x-www-form-urlencoded; charset=utf-8
			X-Amz-Date: 20150830T123600Z
			Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
			SignedHeaders=content-type;host;x-amz-date, \
			Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7

			""";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n" })
	void shouldFindAPublishedSignatureRight(String lineEnd) {
		assertRight(Run.withInput(LIST_USERS.replace("\n", lineEnd), "verify", "@-"), "AKIDEXAMPLE signed it at "
				+ "20150830T123600Z for 20150830/us-east-1/iam/aws4_request, headers content-type;host;x-amz-date");
	}

	@Test
	void shouldReadARequestFromAFileOrFromOptions() throws IOException {
		Path file = Files.writeString(this.directory.resolve("request.http"), LIST_USERS);
		assertRight(Run.of("verify", "@" + file), "AKIDEXAMPLE signed it");
		List<String> options = new ArrayList<>(List.of("verify"));
		LIST_USERS.lines()
			.skip(2)
			.filter((line) -> !line.isEmpty())
			.forEach((line) -> options.addAll(List.of("-H", line)));
		options.add("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");
		assertRight(Run.of(options.toArray(String[]::new)), "AKIDEXAMPLE signed it");
	}

	@Test
	void shouldFindTheSignaturesOfAwsRight() {
		assertRight(verify(signed("GET", "https://example.execute-api.eu-west-1.amazonaws.com/a%20b//c?q=%2F"), ""),
				"AKIDEXAMPLE signed it");
		assertRight(Run.of("verify", AwsJudge.presigned("https://b.s3.eu-west-1.amazonaws.com/a%20b", 60).toString()),
				"AKIDEXAMPLE signed it at 20150830T123600Z for 20150830/eu-west-1/s3/aws4_request, headers host");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					GET /a%20b?c=%2B HTTP | POST /a%20b?c=%2B HTTP | METHOD: signed 'GET' / received 'POST'
					/a%20b?c=%2B          | /a%20b?c=+             | CANONICAL_QUERY_STRING: signed '?c=%20' / received '?c=+'
					/a%20b?c=%2B          | /a%20b/?c=%2B          | CANONICAL_URI: signed '/a%20b' / received '/a%20b/'
					/a%20b?c=%2B          | /a%2520b?c=%2B         | CANONICAL_URI: signed '/a%20b' / received '/a%2520b'
					amazonaws.com         | amazonaws.com:443      | CANONICAL_HEADER host: signed 'x.execute-api.eu-west-1.amazonaws.com' / received 'x.execute-api.eu-west-1.amazonaws.com:443'
					text/xml              | text/xml; charset=UTF-8 | CANONICAL_HEADER content-type: signed 'text/xml' / received 'text/xml; charset=UTF-8'
					""")
	void shouldFindWhatWasSigned(String signed, String received, String difference) {
		String plus = difference.contains("QUERY") ? "/a%20b?c=%20" : "/a%20b?c=%2B";
		String request = signed("GET", "https://x.execute-api.eu-west-1.amazonaws.com" + plus);
		String changed = request.replace(plus, "/a%20b?c=%2B").replace(signed, received);
		assertThat(changed).isNotEqualTo(request);
		assertWrong(verify(changed, ""),
				"SIGNATURE_MISMATCH: something else was signed than was received. " + difference.replace(" / ", " | "));
	}

	/** Of a request that does not say the hash. */
	@Test
	void shouldFindThatTheBodyWasLeftOut() {
		assertWrong(Run.withInput(LIST_USERS.replace("Host:", "Content-Length: 3\nHost:") + "abc", "verify", "@-"),
				"SIGNATURE_MISMATCH: something else was signed than was received. PAYLOAD_HASH: signed "
						+ "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' | received "
						+ "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'");
	}

	@Test
	void whenTheBodyIsAnotherThenSaysBothHashes() {
		Run run = verify(signed("PUT", "https://b.s3.eu-west-1.amazonaws.com/key"), "abc");
		assertWrong(run,
				"PAYLOAD_MISMATCH: the body is not the one whose hash was signed. PAYLOAD_HASH: signed "
						+ "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' | received "
						+ "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'");
	}

	@Test
	void whenTheSecretIsAnotherThenShowsWhatWouldHaveBeenSigned() {
		Run run = Run.withInput(LIST_USERS.replace("Signature=5d6", "Signature=6d5"), "verify", "@-");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.out())
			.startsWith("wrong: SIGNATURE_MISMATCH: the secret access key of AKIDEXAMPLE is another one, "
					+ "or what was signed differs in a way that is not guessed here.")
			.contains("""

					# canonical request, as received
					GET
					/
					Action=ListUsers&Version=2010-05-08
					content-type:application/x-www-form-urlencoded; charset=utf-8
					""")
			.endsWith("""

					# string to sign, as received
					AWS4-HMAC-SHA256
					20150830T123600Z
					20150830/us-east-1/iam/aws4_request
					f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59
					""");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Authorization: | X-Other: | MISSING_AUTHENTICATION: The request has neither an Authorization header nor
					SignedHeaders= | Signed= | INCOMPLETE_SIGNATURE: The Authorization header is not a list of
					Host: iam.amazonaws.com | Host: sts.amazonaws.com | WRONG_SCOPE: Credential should be scoped to correct service: 'sts'.
					X-Amz-Date: 2015 | X-Amz-Meta: a#X-Amz-Date: 2015 | UNSIGNED_HEADER: There were headers present in the request which were not signed: x-amz-meta
					""")
	void whenItIsWrongThenSaysWhy(String signed, String received, String reason) {
		assertWrong(Run.withInput(LIST_USERS.replace(signed, received.replace('#', '\n')), "verify", "@-"), reason);
	}

	@Test
	void whenTheSignerIsAnotherThenSaysWhose() {
		assertWrong(Run.withInput(LIST_USERS.replace("AKIDEXAMPLE/", "OTHER/"), "verify", "@-"),
				"UNKNOWN_CREDENTIALS: The access key id is not known: signed by 'OTHER' | verified with 'AKIDEXAMPLE', "
						+ "from the system properties aws.accessKeyId and aws.secretAccessKey.");
	}

	@Test
	void whenTheTimeIsOverThenSaysHowToVerifyAllTheSame() {
		String url = AwsJudge.presigned("https://b.s3.eu-west-1.amazonaws.com/a", 60).toString();
		Run run = Run.of("verify", "--date", "20150830T130000Z", url);
		assertWrong(run,
				"EXPIRED_URL: The presigned URL expired at 2015-08-30T12:37:00Z. With --date and a time when it was "
						+ "good, the signature itself is verified");
		assertWrong(Run.withInput(LIST_USERS, "verify", "--date", "20150830T120000Z", "@-"), "TIME_TOO_SKEWED: ");
	}

	@Test
	void shouldExpectTheServiceAndRegionThatAreGiven() {
		assertWrong(Run.withInput(LIST_USERS, "verify", "--service", "sts", "@-"),
				"WRONG_SCOPE: Credential should be scoped to correct service: 'sts'.");
		assertWrong(Run.withInput(LIST_USERS, "verify", "--region", "eu-west-1", "@-"),
				"WRONG_SCOPE: Credential should be scoped to a valid region: 'eu-west-1'.");
	}

	@Test
	void shouldShowNoSecret() {
		String url = AwsJudge.presigned("https://b.s3.eu-west-1.amazonaws.com/a?token=tell", 60).toString();
		assertThat(Run.of("verify", url).status()).isZero();
		Run run = Run.of("verify", url.replace("/a?", "/b?"));
		assertThat(run.out()).startsWith("wrong: SIGNATURE_MISMATCH: ")
			.doesNotContain("tell")
			.contains("token=[redacted]");
		assertThat(Run.of("verify", url.replace("%2Fs3", "%2fs3").replace("token=tell", "token=tell+")).out())
			.doesNotContain("tell");
	}

	@Test
	void whenThereIsNothingToVerifyThenEndsWithStatusTwo() {
		for (String input : List.of("", "hello\n", "GET / HTTP/1.1\n\n")) {
			Run run = Run.withInput(input, "verify", "@-");
			assertThat(run).returns(2, Run::status).returns("", Run::out);
			assertThat(run.err()).startsWith("sigv4: ").hasLineCount(1);
		}
		assertThat(Run.of("verify", "@/no/such").err())
			.isEqualTo("sigv4: /no/such cannot be read: there is no such file or directory" + System.lineSeparator());
		assertThat(Run.withInput(LIST_USERS, "verify", "--profile", "nobody", "@-").status()).isEqualTo(2);
	}

	private static Run verify(String request, String body) {
		String head = body.isEmpty() ? request
				: request.replace("\nHost:", "\nContent-Length: " + body.length() + "\nHost:");
		return Run.withInput(head + body, "verify", "@-");
	}

	/** What AWS's signer makes of a request, as it is on the wire. */
	private static String signed(String method, String url) {
		URI uri = URI.create(url);
		SdkHttpRequest request = AwsJudge.signed(SdkHttpRequest.builder()
			.method(SdkHttpMethod.fromValue(method))
			.uri(uri)
			.putHeader("Content-Type", "text/xml")
			.build(), uri.getHost().contains("s3") ? "s3" : "execute-api", Run.CLOCK, 0);
		StringBuilder text = new StringBuilder(
				method + " " + uri.getRawPath() + ((uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "")
						+ " HTTP/1.1\nHost: " + uri.getHost() + "\n");
		request.forEachHeader((name, values) -> {
			if (!name.equalsIgnoreCase("host")) {
				text.append(name).append(": ").append(values.get(0)).append('\n');
			}
		});
		return text.append('\n').toString();
	}

	private static void assertRight(Run run, String signer) {
		assertThat(run.out()).startsWith("right: " + signer).hasLineCount(1);
		assertThat(run).returns(0, Run::status).returns("", Run::err);
	}

	private static void assertWrong(Run run, String reason) {
		assertThat(run.out()).startsWith("wrong: " + reason);
		assertThat(run).returns(1, Run::status).returns("", Run::err);
	}

}
