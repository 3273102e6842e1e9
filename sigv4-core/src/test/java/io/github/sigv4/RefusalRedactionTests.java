package io.github.sigv4;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a {@link Refusal} keeps to itself.
 */
class RefusalRedactionTests {

	private static final Pattern WORD = Pattern.compile("[^\\s<>\"',;:={}()\\\\&]+");

	private static final String OTHER = "wJalrXUtnFEMIK7MDENGbPxRfiCYOTHERKEY";

	static List<RefusalCase> answers() {
		return RefusalCase.all();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	void shouldNotShowOwnSecretsWhereverTheAnswerHasThem(RefusalCase answer) {
		SignedRequest request = answer.request();
		for (String secret : secrets(request)) {
			for (String body : planted(answer.body(), secret)) {
				assertHidden(Refusal.explain(request, answer.status(), answer.headers()::get,
						body.getBytes(StandardCharsets.UTF_8), RefusedRequests.NOW), request);
			}
			for (String header : List.of("date", "server", "x-amzn-errortype", "x-amz-error-code",
					"x-amz-error-message", "x-amz-bucket-region", "www-authenticate")) {
				Map<String, String> headers = new HashMap<>(answer.headers());
				headers.put(header, secret);
				assertHidden(RefusedRequests.explain(request, answer.status(), headers, answer.body()), request);
				headers.put(header, "a " + secret + " b");
				assertHidden(RefusedRequests.explain(request, answer.status(), headers, answer.body()), request);
			}
		}
	}

	/** The secrets as they are; a lower-case one can pass for a name. */
	private static List<String> secrets(SignedRequest request) {
		SigV4Credentials credentials = request.signing().key.credentials();
		List<String> secrets = new ArrayList<>(List.of(credentials.secretAccessKey(), request.signature()));
		secrets.add(Objects.requireNonNullElse(request.authorization(), request.presignedUrl()));
		String token = credentials.sessionToken();
		if (token != null) {
			secrets.add(token);
			secrets.add(URLEncoder.encode(token, StandardCharsets.UTF_8));
		}
		return secrets;
	}

	/** In place of each word, and behind it. */
	private static List<String> planted(String body, String secret) {
		List<String> planted = new ArrayList<>(List.of(secret, "{\"message\":\"" + secret + "\"}", secret + body));
		Matcher word = WORD.matcher(body);
		while (word.find()) {
			planted.add(body.substring(0, word.start()) + secret + body.substring(word.end()));
			planted.add(body.substring(0, word.end()) + secret + body.substring(word.end()));
		}
		return planted;
	}

	private static void assertHidden(Refusal refusal, SignedRequest request) {
		String said = refusal + " " + refusal.explanation() + " " + refusal.code() + " " + refusal.difference();
		for (String secret : secrets(request)) {
			assertThat(said).doesNotContain(secret);
		}
		// Nor a part of one that was cut off
		assertThat(said).doesNotContain(request.signature().substring(0, 20))
			.doesNotContain(request.signing().key.credentials().secretAccessKey().substring(0, 12));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Amz-Security-Token", "X-Amz-Signature", "X-Amz-S3session-Token", "access_token",
			"client_secret", "password", "apikey", "SAMLAssertion", "client_assertion", "WebIdentityToken",
			"AuthenticationCode1", "jwt", "PrivateKey" })
	void shouldNotShowParameterThatIsNamedASecret(String name) {
		for (String query : List.of("x=1%2B2&y=a%20b&" + name + "=" + OTHER,
				"x=1%2B2&" + name + "=" + OTHER + "&y=a%20b", name + "=" + OTHER)) {
			assertThat(echoed("x=1%2B2&y=a%20b", query)).doesNotContain(OTHER.substring(0, 8));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-amz-s3session-token", "x-my-authorization", "cookie", "x-api-key", "x-amz-access-token",
			"x-client-secret", "x-password", "x-amz-signature", "x-amz-server-side-encryption-customer-key",
			"x-amz-mfa", "x-auth-user", "private-key" })
	void shouldNotShowHeaderThatIsNamedASecret(String name) {
		SignedRequest signed = SigV4Signer.create()
			.sign(SigV4Request.builder("GET", "https://example.com/").header(name, "Own" + OTHER).build(),
					SigningSettings.forService("execute-api", "eu-west-1").withSignedHeaders(List.of(name)),
					RefusedRequests.PERMANENT, RefusedRequests.NOW);
		Refusal refusal = RefusedRequests.explain(signed, 403, Map.of(),
				"<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>"
						+ signed.canonicalRequest().replace("Own" + OTHER, OTHER) + "</CanonicalRequest></Error>");
		assertThat(refusal.explanation()).contains("signed '[39 characters]' | received '[36 characters]'")
			.doesNotContain(OTHER.substring(0, 8));
		assertThat(refusal.difference()).extracting(SignatureDifference::toString)
			.asString()
			.doesNotContain(OTHER.substring(0, 8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no: 'AWS4-HMAC-SHA256 Credential=A/b, Signature= ", "Authorization=Bearer ",
			"Authorization: ", "token: ", "token= ", "the secret is ", "your password is ", "Basic ",
			"\u0130\u0130\u0130\u0130\u0130\u0130 Signature=" })
	void shouldQuoteNoFurtherThanToASecret(String beginning) {
		for (String code : List.of("IncompleteSignature", "Odd", "ValidationException")) {
			for (int status : new int[] { 400, 403 }) {
				Refusal refusal = RefusedRequests.explain(RefusedRequests.object(), status, Map.of(),
						"<Error><Code>" + code + "</Code><Message>" + beginning + OTHER + "</Message></Error>");
				assertThat(refusal.explanation()).doesNotContain(OTHER.substring(0, 8));
			}
		}
	}

	/** It could be the name of a region. */
	@Test
	void shouldNotShowSecretThatLooksLikeAName() {
		SigV4Credentials credentials = SigV4Credentials.of("AKIDEXAMPLE", "secret-of-a-test");
		Refusal refusal = RefusedRequests.explain(RefusedRequests.object(credentials), 400, Map.of(),
				"<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region 'eu-west-1' is wrong; expecting"
						+ " 'secret-of-a-test'</Message><Region>secret-of-a-test</Region></Error>");
		assertThat(refusal.cause()).isEqualTo(Cause.WRONG_REGION);
		assertThat(refusal + " " + refusal.difference()).doesNotContain("secret-of-a-test");
	}

	@Test
	void shouldQuoteNoLongWord() {
		Refusal refusal = RefusedRequests.explain(RefusedRequests.object(), 403, Map.of(),
				"<Error><Code>Odd</Code><Message>see " + "abcd1234".repeat(5) + " here</Message></Error>");
		assertThat(refusal.explanation()).contains("('see [40 characters] here')");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Invalid API key: ", "no such api-key ", "apikey=", "Cookie: sid=" })
	void shouldQuoteNoFurtherThanToAKey(String beginning) {
		assertThat(said(beginning + "letmein")).doesNotContain("letmein");
	}

	@ParameterizedTest
	@ValueSource(strings = { "5f4dcc3b5aa765d61d8327deb882cf99", "'5f4dcc3b5aa765d61d8327deb882cf99'.",
			"key=5f4dcc3b5aa765d61d8327deb882cf99", "655a6c2f-e9ca-92a6-bf49-fb6b4ad0c2b8", "bPxRfiCY/K7MDENG/wJalr",
			"/reset/5f4dcc3b5aa765d61d8327" })
	void shouldQuoteNoWordThatCanBeAKey(String word) {
		assertThat(said("see " + word + " here")).contains("('see [" + word.length() + " characters] here')");
	}

	@ParameterizedTest
	@ValueSource(strings = { "arn:aws:s3:::logs-2015-of-app1", "abc123.execute-api.example.com",
			"2015-08-30T12:36:00.000Z", "/v2/customers/42/orders", "https://example.com/v2/a", "'x-amz-content-sha256'",
			"x-amz-checksum-crc32c", "internationalisation", "12345678901234567890" })
	void shouldQuoteWordsThatAreNoKeys(String word) {
		assertThat(said("see " + word + " here")).contains("('see " + word + " here')");
	}

	/** As an answer of an application that has a key of its own. */
	private static String said(String message) {
		return RefusedRequests.explain(RefusedRequests.order(), 401, Map.of(), "{\"message\":\"" + message + "\"}")
			.explanation();
	}

	/** One with a slash in it is refused before. */
	@Test
	void shouldNotShowSecretInPlaceOfTheAccessKeyId() {
		SignedRequest request = RefusedRequests.order(SigV4Credentials.of(OTHER, "AKIDEXAMPLE"));
		for (RefusalCase answer : answers()) {
			String body = answer.body().replaceAll("AKIDEXAMPLE|ASIAEXAMPLE", OTHER);
			for (String said : List.of(body, body + " " + OTHER, "{\"message\":\"no '" + OTHER + "'\"}")) {
				Refusal refusal = RefusedRequests.explain(request, answer.status(), answer.headers(), said);
				assertThat(refusal + " " + refusal.difference()).doesNotContain(OTHER.substring(0, 12));
			}
		}
		Refusal refusal = RefusedRequests.explain(request, 403, Map.of(),
				"{\"message\":\"The security token included in the request is invalid\"}");
		assertThat(refusal.explanation()).contains("[36 characters; is it the secret access key?]");
		assertThat(refusal.cause()).isEqualTo(Cause.UNKNOWN_ACCESS_KEY);
	}

	/** What is shorter can be part of any word, and ids are no secrets. */
	@ParameterizedTest
	@CsvSource({ "id-of-a-test-key, true", "id-of-a-testkey, false", "ID_OF_A_TEST_KEY, false" })
	void shouldNotQuoteAccessKeyIdThatCanBeASecret(String id, boolean hidden) {
		SignedRequest request = RefusedRequests.order(SigV4Credentials.of(id, "AKIDEXAMPLE"));
		Refusal refusal = RefusedRequests.explain(request, 401, Map.of(), "{\"message\":\"see " + id + " here\"}");
		assertThat(refusal.explanation()).contains(hidden ? "('[redacted]')" : "('see " + id + " here')");
	}

	@Test
	void shouldNotQuoteTokenOfAnS3Session() {
		SignedRequest request = SigV4Signer.create()
			.sign(SigV4Request.builder("GET", "https://bucket.s3.eu-west-1.amazonaws.com/c.txt")
				.header("x-amz-s3session-token", " of-a-session ")
				.build(), SigningSettings.forService("s3", "eu-west-1"), RefusedRequests.PERMANENT,
					RefusedRequests.NOW);
		Refusal refusal = RefusedRequests.explain(request, 401, Map.of(), "{\"message\":\"see of-a-session here\"}");
		assertThat(refusal.explanation()).contains("('[redacted]')");
	}

	@Test
	void shouldNotQuoteWhatIsNoText() {
		byte[] body = new byte[400];
		new Random(1).nextBytes(body);
		Refusal refusal = Refusal.explain(RefusedRequests.order(), 403, (name) -> null, body, RefusedRequests.NOW);
		assertThat(refusal.explanation()).contains("does not say why. ");
	}

	private static String echoed(String part, String other) {
		String canonical = RefusedRequests.order().canonicalRequest().replace(part, other).replace("\n", "\\n");
		Refusal refusal = RefusedRequests.explain(RefusedRequests.order(), 403, Map.of(),
				"{\"message\":\"The Canonical String for this request should have been\\n'" + canonical + "'\\n\"}");
		assertThat(refusal.difference()).isNotNull();
		return refusal.explanation() + refusal.difference();
	}

}
