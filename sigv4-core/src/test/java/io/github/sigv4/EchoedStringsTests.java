package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EchoedStrings}: the very strings that were signed come back whole.
 */
class EchoedStringsTests {

	private final SignedRequest signed = RefusedRequests.named("order");

	@Test
	void shouldReadElementsOfS3() {
		assertThat(echoed("<Error><Code>SignatureDoesNotMatch</Code><StringToSign>" + this.signed.stringToSign()
				+ "</StringToSign><CanonicalRequest>" + this.signed.canonicalRequest().replace("&", "&amp;")
				+ "</CanonicalRequest></Error>"))
			.isEqualTo(whole());
	}

	@Test
	void shouldReadBytesWhereThereIsNoText() {
		String bytes = HexFormat.ofDelimiter(" ")
			.formatHex(this.signed.canonicalRequest().getBytes(StandardCharsets.UTF_8));
		assertThat(echoed("<Error><CanonicalRequestBytes>" + bytes + "</CanonicalRequestBytes></Error>"))
			.isEqualTo(new EchoedStrings(this.signed.canonicalRequest(), null));
	}

	@Test
	void shouldReadTheMessageOfOtherServices() {
		String message = "The Canonical String for this request should have been\n'" + this.signed.canonicalRequest()
				+ "'\n\nThe String-to-Sign should have been\n'" + this.signed.stringToSign() + "'\n";
		assertThat(echoed("{\"message\":\"" + message.replace("\n", "\\n") + "\"}")).isEqualTo(whole());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "The ", "The signature 'abc' is wrong. ", "Don't. " })
	void shouldReadAMessageOfAnyBeginning(String beginning) {
		assertThat(echoed(beginning + "Canonical String for this request should have been\n'GET\n/it's'\n"))
			.isEqualTo(new EchoedStrings("GET\n/it's", null));
		assertThat(echoed(beginning + "String-to-Sign should have been\n'AWS4\nb'\n"))
			.isEqualTo(new EchoedStrings(null, "AWS4\nb"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "'GET\n/", "", "'", "GET" })
	void whenAMessageIsCutOffThenThereIsNoString(String cut) {
		assertThat(echoed("The Canonical String for this request should have been\n" + cut))
			.isEqualTo(new EchoedStrings(null, null));
		assertThat(echoed("'The' String-to-Sign should have been\n" + cut)).isEqualTo(new EchoedStrings(null, null));
	}

	/** As what was signed can have these words in it. */
	@Test
	void shouldReadNoCanonicalRequestInTheStringToSign() {
		assertThat(
				echoed("String-to-Sign should have been 'a, Canonical String for this request should have been 'b''"))
			.isEqualTo(new EchoedStrings(null, "a, Canonical String for this request should have been 'b'"));
	}

	@Test
	void shouldFindNothingInOtherAnswers() {
		EchoedStrings nothing = new EchoedStrings(null, null);
		assertThat(echoed("")).isEqualTo(nothing);
		assertThat(echoed("{\"message\":\"Forbidden\"}")).isEqualTo(nothing);
		assertThat(echoed("<Error><Canonical")).isEqualTo(nothing);
		assertThat(echoed("\u0000\uffff'should have been'")).isEqualTo(nothing);
	}

	@Test
	void shouldNotSayThemAsText() {
		assertThat(whole()).hasToString("EchoedStrings");
	}

	private EchoedStrings whole() {
		return new EchoedStrings(this.signed.canonicalRequest(), this.signed.stringToSign());
	}

	private static EchoedStrings echoed(String body) {
		return EchoedStrings.of(403, (name) -> null, body.getBytes(StandardCharsets.UTF_8));
	}

}
