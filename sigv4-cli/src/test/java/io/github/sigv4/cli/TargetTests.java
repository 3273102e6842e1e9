package io.github.sigv4.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class TargetTests {

	@ParameterizedTest
	@CsvSource({ "https://a.example.com, /, a.example.com, 443", "http://localhost:8080, /, localhost:8080, 8080",
			"HTTPS://A.example.com:443/a//b/../c%2Fd, /a//b/../c%2Fd, A.example.com, 443",
			"https://a.example.com?q=a+b&&=, /?q=a+b&&=, a.example.com, 443",
			"https://[::1]:8443/x#fragment, /x, [::1]:8443, 8443",
			"http://127.0.0.1:80/%7ea$@!()*;=+, /%7ea$@!()*;=+, 127.0.0.1, 80" })
	void shouldSendPathAndQueryAsTheyAreWritten(String url, String requestTarget, String hostHeader, int port) {
		Target target = Target.of(url);
		assertThat(target.requestTarget()).isEqualTo(requestTarget);
		assertThat(target.hostHeader()).isEqualTo(hostHeader);
		assertThat(target.port()).isEqualTo(port);
	}

	@ParameterizedTest
	@CsvSource({ "example.com, has to start with https://", "ftp://example.com, has to start with https://",
			"https://, no host that can be called", "https:///path, no host",
			"https://u:secret@example.com, user information", "'https://example.com/a b', index 21 ",
			"https://example.com/{id}, index 20 ", "https://example.com/\u00e9, index 20 ",
			"https://m\u00fcnchen.de/, index 9 ", "https://a_b.example.com/, no host that can be called" })
	void whenNoRequestCanBeSentThenSaysWhy(String url, String reason) {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> Target.of(url))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"))
			.returns(ExitStatus.BAD_USAGE, CommandException::status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com", "http://localhost", "http://LOCALHOST:80", "http://127.0.0.1:8080",
			"http://127.1.2.3", "http://[::1]:80/" })
	void shouldTakeHttpsAndThisMachine(String url) {
		assertThatNoException().isThrownBy(() -> Target.of(url).requireSecure());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com", "http://10.0.0.1", "http://localhost.example.com",
			"http://127.0.0.1.example.com", "http://[::2]/" })
	void shouldNotTakeHttpToOtherMachines(String url) {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> Target.of(url).requireSecure())
			.withMessageContaining("use https, or --allow-insecure-http")
			.returns(ExitStatus.BAD_USAGE, CommandException::status);
	}

}
