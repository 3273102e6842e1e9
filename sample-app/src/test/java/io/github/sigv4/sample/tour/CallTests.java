package io.github.sigv4.sample.tour;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the form of a line.
 */
class CallTests {

	@Test
	void successSaysHowLongSigningTook() {
		assertThat(new Call(true, "WebClient", "s3", "PUT", "/demo/a%20b%2Bc.txt", "200", "signed in 21 us").line())
			.isEqualTo("ok    WebClient     s3            PUT  /demo/a%20b%2Bc.txt            200    signed in 21 us");
	}

	@Test
	void failureSaysWhy() {
		assertThat(new Call(false, "RestClient", "execute-api", "GET", "/orders", "403", "the explanation").line())
			.isEqualTo("fail  RestClient    execute-api   GET  /orders                        403    the explanation");
	}

	@Test
	void longTargetStaysApartFromTheStatus() {
		assertThat(new Call(true, "RestClient", "s3", "DELETE", "/" + "x".repeat(60), "204", "").line())
			.contains("x 204 ");
	}

}
