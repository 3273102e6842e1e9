package io.github.sigv4.sample.tour;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ServerReason}.
 */
class ServerReasonTests {

	@Test
	void xmlHasCodeAndMessage() {
		assertThat(
				reason("<Error><Code>SignatureDoesNotMatch</Code><Message>Check your key &amp; try.</Message></Error>"))
			.hasToString("SignatureDoesNotMatch: Check your key & try.");
	}

	@Test
	void jsonHasTypeAndMessage() {
		assertThat(reason("{\"__type\":\"com.amazon#ExpiredTokenException\",\"message\":\"It \\\"expired\\\"\"}"))
			.hasToString("ExpiredTokenException: It \\\"expired\\\"");
	}

	@Test
	void apiGatewayHasItsTypeInAHeader() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-amzn-ErrorType", "InvalidSignatureException");
		assertThat(ServerReason.of(headers, "{\"message\":\"No.\"}".getBytes(StandardCharsets.UTF_8)))
			.hasToString("InvalidSignatureException: No.");
	}

	@Test
	void otherAnswersGiveNoReason() {
		assertThat(reason("<html>Bad gateway</html>")).hasToString("");
	}

	@Test
	void secretsAreRedacted() {
		String secret = "0123456789abcdef".repeat(4);
		assertThat(ServerReason
			.oneLine("not " + secret + ", X-Amz-Signature=" + secret + "&X-Amz-Security-Token=FwoG%2F&a=b"))
			.isEqualTo("not ***, X-Amz-Signature=***&X-Amz-Security-Token=***&a=b");
	}

	@Test
	void lineIsOneLineAndMovesNoCursor() {
		assertThat(ServerReason.oneLine(" a\r\nb\u001b[2Jc\u0085d ")).isEqualTo("a b [2Jc d");
	}

	@Test
	void lineIsCut() {
		assertThat(ServerReason.oneLine("x".repeat(1000))).hasSize(303);
	}

	private static ServerReason reason(String body) {
		return ServerReason.of(HttpHeaders.EMPTY, body.getBytes(StandardCharsets.UTF_8));
	}

}
