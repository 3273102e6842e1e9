package io.github.sigv4.sample.tour;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link SentRequest}.
 */
class SentRequestTests {

	@Test
	void targetIsWhatWasSent() {
		assertThat(target("http://127.0.0.1:1/a%20b?c=%2B&d")).isEqualTo("/a%20b?c=%2B&d");
	}

	@Test
	void targetOfAPresignedUrlIsNoSecret() {
		assertThat(target("http://127.0.0.1:1/a?b=c&X-Amz-Algorithm=x&X-Amz-Credential=x&X-Amz-Date=x&X-Amz-Expires=30"
				+ "&X-Amz-SignedHeaders=host&X-Amz-Security-Token=secret&X-Amz-Signature=secret"))
			.isEqualTo("/a?b=c&X-Amz-Expires=30&X-Amz-Signature=***");
	}

	@Test
	void textHasNoSecret() {
		assertThat(request("http://127.0.0.1:1/a?X-Amz-Signature=secret").toString()).doesNotContain("secret");
	}

	private static String target(String uri) {
		return request(uri).target();
	}

	private static SentRequest request(String uri) {
		return SentRequest.of("WebClient", "GET", URI.create(uri), HttpHeaders.EMPTY, new byte[0]);
	}

}
