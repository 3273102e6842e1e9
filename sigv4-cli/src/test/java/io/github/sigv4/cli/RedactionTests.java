package io.github.sigv4.cli;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTests {

	private final Redaction redaction = new Redaction(List.of("a/token==", "hidden"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					Host: example.com                          | Host: example.com
					X-Amz-Date: 20150830T123600Z               | X-Amz-Date: 20150830T123600Z
					X-Amz-Security-Token: abc                  | X-Amz-Security-Token: [redacted]
					x-amz-s3session-token:abc                  | x-amz-s3session-token: [redacted]
					Set-Cookie: id=abc                         | Set-Cookie: [redacted]
					X-Api-Key: abc                             | X-Api-Key: [redacted]
					Authorization: Bearer abc                  | Authorization: [redacted]
					Authorization: AWS4-HMAC-SHA256 Credential=AKID/20150830/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0a1b | Authorization: AWS4-HMAC-SHA256 Credential=AKID/20150830/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=[redacted]
					Location: https://example.com/x?a=1&X-Amz-Signature=0a1b&b=2 | Location: https://example.com/x?a=1&X-Amz-Signature=[redacted]&b=2
					X-Echo: before hidden after                | X-Echo: before [redacted] after
					X-Echo: a/token==                          | X-Echo: [redacted]
					no header at all                           | no header at all
					""")
	void shouldLeaveSecretsOutOfHeaders(String line, String redacted) {
		assertThat(this.redaction.header(line)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					GET /x?a=1 HTTP/1.1                              | GET /x?a=1 HTTP/1.1
					GET /x?X-Amz-Credential=AKID&X-Amz-Signature=0a HTTP/1.1 | GET /x?X-Amz-Credential=AKID&X-Amz-Signature=[redacted] HTTP/1.1
					GET /x?X%2DAmz%2DSecurity%2DToken=abc%2F HTTP/1.1 | GET /x?X%2DAmz%2DSecurity%2DToken=[redacted] HTTP/1.1
					GET /x?token= HTTP/1.1                           | GET /x?token=[redacted] HTTP/1.1
					GET /x?%zztoken=a HTTP/1.1                       | GET /x?%zztoken=[redacted] HTTP/1.1
					GET /token=a HTTP/1.1                            | GET /token=a HTTP/1.1
					""")
	void shouldLeaveSecretsOutOfUrls(String line, String redacted) {
		assertThat(this.redaction.text(line)).isEqualTo(redacted);
	}

	@Test
	void shouldShowNothingThatATerminalActsUpon() {
		assertThat(this.redaction.header("X-A: \u001b[31m\u00e9\tb\u0007\u2028"))
			.isEqualTo("X-A: \\x1b[31m\\xe9\tb\\x07\\u2028");
		assertThat(this.redaction.header("X-\u001bToken: a")).isEqualTo("X-\\x1bToken: [redacted]");
	}

}
