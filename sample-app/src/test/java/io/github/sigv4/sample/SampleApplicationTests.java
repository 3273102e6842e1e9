package io.github.sigv4.sample;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.reactive.server.WebTestClient;

import io.github.sigv4.sample.tour.Call;
import io.github.sigv4.sample.tour.TourGuide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the sample as it is started.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
class SampleApplicationTests {

	private final TourGuide guide;

	private final String origin;

	private final WebTestClient browser;

	SampleApplicationTests(@Autowired TourGuide guide, @Value("${local.server.port}") int port) {
		this.guide = guide;
		this.origin = "http://127.0.0.1:" + port;
		this.browser = WebTestClient.bindToServer().baseUrl(this.origin).build();
	}

	@Test
	void everyCallDoesWhatItShould() {
		assertAsExpected();
	}

	private void assertAsExpected() {
		assertThat(this.guide.calls()).hasSizeGreaterThanOrEqualTo(24)
			.allSatisfy((call) -> assertThat(call.asExpected()).as(call.line()).isTrue());
		assertThat(this.guide.getExitCode()).isZero();
	}

	@Test
	void everyKindOfClientCallsEveryKindOfService() {
		assertThat(this.guide.calls()).extracting(Call::client)
			.contains("WebClient", "RestClient", "RestTemplate", "HttpClient");
		assertThat(this.guide.calls()).extracting(Call::service)
			.contains("s3", "execute-api", "ssm", "sts", "ec2", "iam");
	}

	@Test
	void linesHaveTheirForm() {
		assertThat(this.guide.calls()).extracting(Call::line)
			.allMatch((line) -> line.matches("ok    (WebClient    |RestClient   |RestTemplate |HttpClient   ) "
					+ "[a-z0-9-]{2,13} *  [A-Z]+ +/\\S* +\\d{3}    (signed in \\d+ us|expected: .+, refused with \\w+)"));
		assertThat(this.guide.summary()).matches("tour: (\\d+) calls, \\1 as expected, 0 not");
	}

	@Test
	void noLineHasASignature() {
		assertThat(this.guide.calls()).extracting(Call::line)
			.noneMatch((line) -> line.matches(".*([0-9a-f]{64}|Credential=|Security-Token).*"));
	}

	@Test
	void pageShowsEveryCall() {
		this.browser.get()
			.uri("/")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page.split("<tr class=\"ok\">")).hasSize(this.guide.calls().size() + 1));
	}

	@Test
	void tourRunsAgain() {
		this.browser.post()
			.uri("/tour")
			.header("Origin", this.origin)
			.exchange()
			.expectStatus()
			.isSeeOther()
			.expectHeader()
			.location("/");
		assertAsExpected();
	}

	@Test
	void otherSitesCannotLetItRun() {
		this.browser.post()
			.uri("/tour")
			.header("Origin", "https://evil.example")
			.exchange()
			.expectStatus()
			.isForbidden();
		this.browser.post().uri("/tour").exchange().expectStatus().isForbidden();
	}

	@Test
	void otherNamesOfThisMachineAreRefused() {
		this.browser.get().uri("/").header("Host", "evil.example").exchange().expectStatus().isForbidden();
	}

}
