package io.github.sigv4.sample.page;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

import io.github.sigv4.sample.SampleApplication;
import io.github.sigv4.sample.trial.Target;
import io.github.sigv4.sample.trial.Targets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link RequestController} and {@link PresignedController}, without a script.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		useMainMethod = UseMainMethod.ALWAYS)
class RequestControllerTests {

	private final Targets targets;

	private final String origin;

	private final WebTestClient browser;

	RequestControllerTests(@Autowired Targets targets, @Value("${local.server.port}") int port) {
		this.targets = targets;
		this.origin = "http://127.0.0.1:" + port;
		this.browser = WebTestClient.bindToServer().baseUrl(this.origin).build();
	}

	@Test
	void showsAFormForEachServer() {
		for (Target target : this.targets.all()) {
			assertThat(get("/request?target=" + target.name(), HttpStatus.OK))
				.contains("name=\"target\" value=\"" + target.name() + "\"");
		}
	}

	@Test
	void marksWhatDiffersAndMendsIt() {
		String page = send("orders", Map.of("damage", "HOST"), HttpStatus.OK);
		assertThat(page).contains("Refused: 403 InvalidSignatureException", "<mark>0.0.3.7", "differs",
				"<dt>Cause</dt><dd><code>HEADER_CHANGED</code>", "name=\"mend\"");
		String mended = send("orders", Map.of("damage", "HOST", "region", "us-east-1", "keys", "EXPIRED", "minutes",
				"-20", "signing-name", "sqs", "mend", "true"), HttpStatus.OK);
		assertThat(mended).contains("Accepted: 200", "<option value=\"NONE\" selected>")
			.doesNotContain("<mark>")
			.doesNotContain("name=\"mend\"");
	}

	@Test
	void markupIsEscapedWhereverItComesFrom() {
		String evil = "<script>alert('\"&')</script>";
		String page = send("orders", Map.of("path", "/orders/%3Cscript%3E'", "query", "a='", "headers",
				"X-Amz-Meta-Evil: " + evil, "body", evil), HttpStatus.OK);
		assertThat(page).contains("Accepted: 200", "&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;")
			.doesNotContain("<script>")
			.doesNotContain("value=\"/orders/%3Cscript%3E'\"");
		assertThat(send("s3", Map.of("headers", "X-Amz-Meta-Evil: " + evil, "damage", "HOST"), HttpStatus.OK))
			.contains("Refused: 403", "&lt;script&gt;")
			.doesNotContain("<script>");
		assertThat(send("orders", Map.of("region", evil, "damage", evil, "minutes", evil), HttpStatus.BAD_REQUEST))
			.doesNotContain("<script>");
	}

	@Test
	void signaturesAndTokensAreNotShown() {
		for (String damage : new String[] { "NONE", "CHARSET", "BODY" }) {
			assertThat(send("ssm", Map.of("damage", damage), HttpStatus.OK))
				.contains("x-amz-security-token", "[redacted]", "Signature&#x3D;[redacted]")
				.doesNotContain("AQoDYXdz")
				.doesNotContain("je7MtGbClwBF");
		}
		assertThat(send("s3", Map.of("damage", "CHARSET"), HttpStatus.OK)).contains("SignatureProvided")
			.doesNotContainPattern("SignatureProvided&gt;[0-9a-f]")
			.doesNotContain("wJalrXUtnFEMI");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "evil", "", "s3-wrong-secret", "sqs" })
	void nothingIsSignedForOthers(String target) {
		String message = "Nothing was signed: this page signs for its embedded servers only";
		assertThat(send(target, Map.of(), HttpStatus.BAD_REQUEST)).contains(message).doesNotContain("Accepted");
		assertThat(get("/request?target=" + target, HttpStatus.BAD_REQUEST)).contains(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "path|https://evil.example/|It begins with a slash", "path|@evil.example|slash",
					"path|/a b|Percent-encode", "path|/a?b|Percent-encode", "path|/a#b|Percent-encode",
					"query|a#b|Percent-encode", "query|a=%zz|Percent-encode", "method|TRACE|One of GET",
					"headers|Host: evil.example|set by the client", "headers|authorization: x|set by signing",
					"headers|Transfer-Encoding: chunked|set by the client", "headers|no colon|A line is a name",
					"headers|a b: c|A line is a name", "headers|X-A: ü|not ASCII", "minutes|1.5|A whole number",
					"minutes|99999|A whole number", "minutes|-10081|A whole number", "keys|ROOT|One of those",
					"damage|RM_RF|One of those", "region|eu west|It cannot be signed: The region",
					"signing-name|a/b|It cannot be signed: The signing name" })
	void whatIsWrongIsSaid(String field, String value, String problem) {
		assertThat(send("orders", Map.of(field, value), HttpStatus.BAD_REQUEST)).contains(problem)
			.doesNotContain("Accepted")
			.doesNotContain("Refused");
	}

	@Test
	void damageThatCannotBeDoneSaysWhatItNeeds() {
		assertThat(send("sts", Map.of("damage", "PATH_DECODED"), HttpStatus.BAD_REQUEST))
			.contains("That needs a %2B in the path.");
	}

	@ParameterizedTest
	@CsvSource({ "path, 1001", "query, 1001", "headers, 4001", "body, 10001", "region, 201" })
	void inputIsLimited(String field, int length) {
		assertThat(send("orders", Map.of(field, "/" + "x".repeat(length - 1)), HttpStatus.BAD_REQUEST))
			.contains("No more than " + (length - 1) + " characters");
	}

	@Test
	void formsAreLimited() {
		post("/request", form("orders", Map.of("body", "x".repeat(300_000)))).expectStatus()
			.isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
	}

	@Test
	void otherSitesCannotSend() {
		for (String path : new String[] { "/request", "/presigned", "/presigned/open" }) {
			this.browser.post()
				.uri(path)
				.header("Origin", "https://evil.example")
				.body(BodyInserters.fromFormData(form("orders", Map.of())))
				.exchange()
				.expectStatus()
				.isForbidden();
		}
	}

	@Test
	void presignedUrlIsShownAndOpened() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>(Map.of());
		form.add("seconds", "60");
		String page = body(post("/presigned", form).expectStatus().isOk());
		assertThat(page).containsPattern("href=\"http://127.0.0.1:\\d+/page/hello.txt\\?X-Amz-")
			.containsPattern("data-left=\"(60|5\\d)\\d{3}\"");
		form.add("signed-at", page.replaceFirst("(?s).*name=\"signed-at\" value=\"(.*?)\".*", "$1"));
		assertThat(body(post("/presigned/open", form).expectStatus().isOk())).contains("Accepted: 200",
				"Hello, whoever has the URL.");
		form.set("signed-at", "2026-01-01T00:00:00Z");
		assertThat(body(post("/presigned/open", form).expectStatus().isOk())).contains("Refused: 403 AccessDenied",
				"<dt>Cause</dt><dd><code>EXPIRED_URL</code>", "data-left=\"0\"");
	}

	@ParameterizedTest
	@CsvSource({ "61, 2026-01-01T00:00:00Z", "60, yesterday", "'', ''" })
	void presignedUrlIsNotMadeOfAnything(String seconds, String signedAt) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("seconds", seconds);
		form.add("signed-at", signedAt);
		post("/presigned/open", form).expectStatus().isBadRequest();
	}

	private String get(String path, HttpStatus status) {
		return body(this.browser.get().uri(path).exchange().expectStatus().isEqualTo(status));
	}

	private String send(String target, Map<String, String> changes, HttpStatus status) {
		return body(post("/request", form(target, changes)).expectStatus().isEqualTo(status));
	}

	private MultiValueMap<String, String> form(String name, Map<String, String> changes) {
		Target target = this.targets.all()
			.stream()
			.filter((candidate) -> candidate.name().equals(name))
			.findFirst()
			.orElse(this.targets.all().get(0));
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("target", name);
		RequestForm.of(target).values().forEach((input, value) -> form.add(input.id(), value));
		changes.forEach(form::set);
		return form;
	}

	private WebTestClient.ResponseSpec post(String path, MultiValueMap<String, String> form) {
		return this.browser.post()
			.uri(path)
			.header("Origin", this.origin)
			.body(BodyInserters.fromFormData(form))
			.exchange();
	}

	private static String body(WebTestClient.ResponseSpec response) {
		return String.valueOf(response.expectBody(String.class).returnResult().getResponseBody());
	}

}
