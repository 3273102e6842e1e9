package io.github.sigv4;

import java.net.URI;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WireUriTests {

	private static final SigningSettings S3 = SigningSettings.forService("s3", "us-east-1");

	private static final SigningSettings ES = SigningSettings.forService("es", "us-east-1");

	@ParameterizedTest
	@ValueSource(strings = { "https://h/", "https://h/a%20b?c=d&e", "http://h:8080/~", "https://[::1]/a//../b/",
			"wss://h/?a=%2B", "https://h/?" })
	void whenThereIsNothingToChangeThenItIsTheSameUri(String text) {
		URI uri = URI.create(text);
		assertThat(WireUri.of(uri, ES)).isSameAs(uri);
		assertThat(WireUri.of(uri, S3)).isSameAs(uri);
	}

	@ParameterizedTest
	@CsvSource({ "https://h, https://h/", "https://h:443/a, https://h/a", "http://h:80, http://h/",
			"https://h?a, https://h/?a", "https://h/?q=a+b, https://h/?q=a%2Bb", "https://h/?a&&b, https://h/?a&b",
			"https://h/?=x&a=1&, https://h/?a=1", "https://h/?&, https://h/?",
			"https://h/\u00fc?\u20ac, https://h/%C3%BC?%E2%82%AC", "HTTPS://h:443/, https://h/" })
	void shouldChangeWhatClientsAndServersReadDifferently(String text, String expected) {
		assertThat(WireUri.of(URI.create(text), ES)).hasToString(expected);
		assertThat(WireUri.of(URI.create(text), S3)).hasToString(expected);
	}

	@ParameterizedTest
	@CsvSource({ "https://h/a+b, https://h/a%2Bb", "https://h/%7e, https://h/~", "https://h/%2f, https://h/%2F",
			"https://h/a//../b/, https://h/a//../b/", "https://h/a=b*c, https://h/a%3Db%2Ac" })
	void whenThePathIsEncodedOnceThenItIsWrittenAsTheServiceReadsIt(String text, String expected) {
		assertThat(WireUri.of(URI.create(text), S3)).hasToString(expected);
		assertThat(WireUri.of(URI.create(text), ES)).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://h?q=a+b&&=c", "https://h:443/\u00fc/%7e+*?\u20ac=\u00fc+",
			"https://h/a%2fb//../%41?x" })
	void shouldSignAsTheUriItCameFromAndStayAsItIs(String text) {
		SigV4Signer signer = SigV4Signer.create();
		SigV4Credentials credentials = SigV4Credentials.of("A", "s");
		URI uri = URI.create(text);
		URI wire = WireUri.of(uri, S3);
		assertThat(WireUri.of(wire, S3)).isSameAs(wire);
		assertThat(signer.sign(SigV4Request.builder("GET", wire).build(), S3, credentials, Instant.EPOCH).signature())
			.isEqualTo(
					signer.sign(SigV4Request.builder("GET", uri).build(), S3, credentials, Instant.EPOCH).signature());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a", "h/a", "mailto:a@b", "https:/a", "ftp://h/", "https://u:p@h/" })
	void whenNoRequestCanBeSentToItThenItIsRefused(String text) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> WireUri.of(URI.create(text), ES));
	}

	@Test
	void whenADoubleEncodedPathIsNotAsciiThenItsOtherCharactersStay() {
		assertThat(WireUri.of(URI.create("https://h/a+b/%7e/\u00fc"), ES)).hasToString("https://h/a+b/%7e/%C3%BC");
	}

}
