package io.github.sigv4;

import java.net.URI;
import java.time.Instant;
import java.util.List;

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
		assertThat(WireUri.of(uri, ES).uri()).isSameAs(uri);
		assertThat(WireUri.of(uri, S3).uri()).isSameAs(uri);
	}

	@ParameterizedTest
	@CsvSource({ "https://h, https://h/", "https://h:443/a, https://h/a", "http://h:80, http://h/",
			"https://h?a, https://h/?a", "https://h/?q=a+b, https://h/?q=a%2Bb", "https://h/?a&&b, https://h/?a&b",
			"https://h/?=x&a=1&, https://h/?a=1", "https://h/?&, https://h/?",
			"https://h/\u00fc?\u20ac, https://h/%C3%BC?%E2%82%AC", "HTTPS://h:443/, https://h/" })
	void shouldChangeWhatClientsAndServersReadDifferently(String text, String expected) {
		assertThat(WireUri.of(URI.create(text), ES).uri()).hasToString(expected);
		assertThat(WireUri.of(URI.create(text), S3).uri()).hasToString(expected);
	}

	@ParameterizedTest
	@CsvSource({ "https://h/a+b, https://h/a%2Bb", "https://h/%7e, https://h/~", "https://h/%2f, https://h/%2F",
			"https://h/a//../b/, https://h/a//../b/", "https://h/a=b*c, https://h/a%3Db%2Ac" })
	void whenThePathIsEncodedOnceThenItIsWrittenAsTheServiceReadsIt(String text, String expected) {
		assertThat(WireUri.of(URI.create(text), S3).uri()).hasToString(expected);
		assertThat(WireUri.of(URI.create(text), ES).uri()).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://h?q=a+b&&=c", "https://h:443/\u00fc/%7e+*?\u20ac=\u00fc+",
			"https://h/a%2fb//../%41?x", "https://h/a/b-c.d?a=1&b=2", "https://h:8443/", "https://h/a/./b?b=1&a=2",
			"http://h:80/a//b?a", "HTTPS://H/a?", "https://h:80/", "http://h:443/a" })
	void shouldSignAsTheUriItCameFromAndStayAsItIs(String text) {
		for (SigningSettings settings : List.of(S3, ES)) {
			URI uri = URI.create(text);
			WireUri wire = WireUri.of(uri, settings);
			assertThat(WireUri.of(wire.uri(), settings).uri()).isSameAs(wire.uri());
			SignedRequest signed = sign(SigV4Request.builder("GET", wire), settings);
			assertThat(signed.canonicalRequest())
				.isEqualTo(sign(SigV4Request.builder("GET", wire.uri()), settings).canonicalRequest());
			if (settings == S3 || uri.getRawPath().chars().allMatch((c) -> c < 0x80)) {
				assertThat(signed.signature()).isEqualTo(sign(SigV4Request.builder("GET", uri), settings).signature());
			}
		}
	}

	private static SignedRequest sign(SigV4Request.Builder request, SigningSettings settings) {
		return SigV4Signer.create().sign(request.build(), settings, SigV4Credentials.of("A", "s"), Instant.EPOCH);
	}

	@Test
	void toStringLeavesTheQueryOut() {
		assertThat(WireUri.of(URI.create("https://h/a?X-Amz-Signature=secret"), ES))
			.hasToString("WireUri[https://h/a]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a", "h/a", "mailto:a@b", "https:/a", "ftp://h/", "https://u:p@h/" })
	void whenNoRequestCanBeSentToItThenItIsRefused(String text) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> WireUri.of(URI.create(text), ES));
	}

	@Test
	void whenADoubleEncodedPathIsNotAsciiThenItsOtherCharactersStay() {
		assertThat(WireUri.of(URI.create("https://h/a+b/%7e/\u00fc"), ES).uri())
			.hasToString("https://h/a+b/%7e/%C3%BC");
	}

}
