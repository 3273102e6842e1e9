package io.github.sigv4.spring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorBodyTests {

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@ValueSource(strings = { "application/xml", "text/xml; charset=utf-8", "application/json", "Application/JSON",
			"application/x-amz-json-1.0", "application/x-amz-json-1.1", "application/problem+json", "text/html",
			"text/plain", "application/soap+xml" })
	void whenItIsTextThenItIsRead(String contentType) {
		this.headers.set("Content-Type", contentType);
		assertThat(SigningAttempt.maxBody(this.headers)).isEqualTo(SigningAttempt.MAX_BODY);
		this.headers.set("Content-Length", "1000000");
		assertThat(SigningAttempt.maxBody(this.headers)).isEqualTo(SigningAttempt.MAX_BODY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "text/event-stream;charset=UTF-8", "application/octet-stream",
			"application/vnd.amazon.eventstream", "application/x-ndjson", "multipart/mixed", "video/mp4", "nonsense" })
	void whenItMayHaveNoEndThenItIsNotRead(String contentType) {
		this.headers.set("Content-Type", contentType);
		assertThat(SigningAttempt.maxBody(this.headers)).isZero();
		this.headers.set("Content-Length", "65537");
		assertThat(SigningAttempt.maxBody(this.headers)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "1,65536", "65536,65536", "0,0", "00,0" })
	void whenItsLengthIsKnownThenItsTypeDoesNotMatter(String length, int maxBody) {
		for (String contentType : new String[] { "text/xml", "application/octet-stream", "text/event-stream" }) {
			this.headers.set("Content-Type", contentType);
			this.headers.set("Content-Length", length);
			assertThat(SigningAttempt.maxBody(this.headers)).isEqualTo(maxBody);
		}
	}

	@Test
	void whenNothingIsSaidThenItIsRead() {
		assertThat(SigningAttempt.maxBody(this.headers)).isEqualTo(SigningAttempt.MAX_BODY);
		this.headers.set("Content-Length", "many");
		assertThat(SigningAttempt.maxBody(this.headers)).isEqualTo(SigningAttempt.MAX_BODY);
	}

}
