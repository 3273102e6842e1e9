package io.github.sigv4;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SigV4RequestTests {

	@ParameterizedTest
	@CsvSource({ "https://h, h", "https://h/, h", "https://h:443/, h", "https://h:80/, h:80", "http://h:80/, h",
			"http://h:443/, h:443", "https://h:8443/, h:8443", "https://h:/, h", "wss://h:443/, h", "ws://h:80/, h",
			"wss://h:80/, h:80", "HTTPS://H.Example/, H.Example", "Http://h:80, h", "https://[::1]/, [::1]",
			"https://[::1]:443/, [::1]", "https://[2001:db8::1]:8443/, [2001:db8::1]:8443",
			"https://my_bucket.example/, my_bucket.example", "https://h?a=b, h", "https://h#f, h",
			"https://h:8443?a, h:8443" })
	void shouldGiveTheHostThatClientsSend(String uri, String expected) {
		assertThat(SigV4Request.builder("GET", uri).build().header("Host")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "https://h, /, -", "https://h/, /, -", "https://h?, /, ''", "https://h?a, /, a",
					"https://h/p?a=b?c, /p, a=b?c", "https://h/p#f, /p, -", "https://h/p?a#f?b, /p, a",
					"https://h/p#f?b, /p, -", "https://h#f, /, -", "https://h/a//b/../c/, /a//b/../c/, -",
					"https://h/%7E %2f+?%zz, /%7E %2f+, %zz", "https://h//a, //a, -", "https://h/a@b:c, /a@b:c, -" })
	void shouldKeepPathAndQueryAsTheyAre(String uri, String path, String query) {
		SigV4Request request = SigV4Request.builder("GET", uri).build();
		assertThat(request.path()).isEqualTo(path);
		assertThat(request.query()).isEqualTo(query);
	}

	@Test
	void whenTheUriIsOneOfJavaThenItsRawFormIsTaken() {
		SigV4Request request = SigV4Request.builder("GET", URI.create("https://h/a%20b?c=%2B#d")).build();
		assertThat(request.path()).isEqualTo("/a%20b");
		assertThat(request.query()).isEqualTo("c=%2B");
	}

	/** As a bucket's name, which makes no host for Java. */
	@Test
	void whenJavaKnowsNoHostInAUriThenItsAuthorityIsTaken() {
		assertThat(SigV4Request.builder("GET", URI.create("https://my_bucket.example:8443/")).build().header("Host"))
			.isEqualTo("my_bucket.example:8443");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/path", "//h/path", "h/path", "https:/path", "mailto:a@h", "ftp://h/", "file:///a",
			"https://u:mypassword@h/", "https://u@my_host/", "https://\u00fc_b/" })
	void whenNoRequestCanBeSentToAUriOfJavaThenItIsRefused(String uri) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigV4Request.builder("GET", URI.create(uri)))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mypassword"));
	}

	@Test
	void shouldTellWhetherAllValuesAreAscii() {
		SigV4Request.Builder request = SigV4Request.builder("GET", "https://h/");
		assertThat(request.build().hasAsciiHeaders()).isTrue();
		assertThat(request.header("X-Amz-Meta-A", " a\u007f ").build().hasAsciiHeaders()).isTrue();
		assertThat(request.header("X-Amz-Meta-B", "b\u0080").build().hasAsciiHeaders()).isFalse();
		assertThat(request.header("X-Amz-Meta-C", "c").build().hasAsciiHeaders()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://user@h/", "https://user:mypassword@h/", "https://@h/" })
	void whenThereIsUserInformationThenItIsRefusedButNotRepeated(String uri) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigV4Request.builder("GET", uri))
			.withMessageContaining("user information")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mypassword"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "h", "/path", "h/path", "https:/h", "ftp://h/", "file:///a", "https:///a", "https://",
			"https://:443/", "https://h h/", "https://h\n/", "https://\u00fc/", "https://h\u007f/", "://h",
			"htt\u0000ps://h" })
	void whenNoRequestCanBeSentToTheUriThenItIsRefused(String uri) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigV4Request.builder("GET", uri));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a\r\nHost: evil", "/a\n", "/a\u0000", "/?a=\t", "/a\u007f", "/?\r" })
	void whenTheTargetHasAControlCharacterThenItIsRefused(String target) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigV4Request.forTarget("GET", target))
			.withMessageContaining("control character")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\r", "\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "https://h/", "a", "?", "#" })
	void whenATargetIsEmptyOrHasAnotherFormThenItIsPathOrRefused(String target) {
		if (target.length() == 1 && "?#".contains(target)) {
			assertThat(SigV4Request.forTarget("GET", target).header("Host", "h").build().path()).isEqualTo("/");
		}
		else {
			assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigV4Request.forTarget("OPTIONS", target))
				.withMessageContaining("has to start with '/'");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "GE T", "GET\r\n", "G\u00dcT", "GET:" })
	void whenTheMethodCannotBeSentThenItIsRefusedAsAMethod(String method) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigV4Request.builder(method, "https://h"))
			.withMessageContaining("method")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\r", "\n"));
	}

	@Test
	void whenAHostIsGivenThenItTakesThePlaceOfTheUris() {
		SigV4Request request = SigV4Request.builder("GET", "https://127.0.0.1:8443/")
			.header("hOsT", "real.example")
			.build();
		assertThat(request.headerValues("host")).containsExactly("real.example");
	}

	@Test
	void whenThereIsNoHostOrMoreThanOneThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> SigV4Request.forTarget("GET", "/").header("Accept", "a").build())
			.withMessageContaining("no host");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> SigV4Request.forTarget("GET", "/").header("Host", "a").header("host", "a").build())
			.withMessageContaining("2 Host headers");
	}

	@Test
	void shouldGiveHeadersInAnyCaseAndInTheirOrder() {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("B", List.of("1", "2"));
		headers.put("a", List.of());
		SigV4Request request = SigV4Request.builder("GET", "https://h/").headers(headers).header("b", "3").build();
		assertThat(request.header("b")).isEqualTo("1");
		assertThat(request.headerValues("B")).containsExactly("1", "2", "3");
		assertThat(request.header("a")).isNull();
		assertThat(request.headerValues("a")).isEmpty();
		List<String> all = new ArrayList<>();
		request.forEachHeader((name, value) -> all.add(name + ":" + value));
		assertThat(all).containsExactly("b:1", "b:2", "b:3", "host:h");
	}

	@Test
	void whenTheBuilderGoesOnThenABuiltRequestStays() {
		SigV4Request.Builder builder = SigV4Request.builder("GET", "https://h/a");
		SigV4Request first = builder.build();
		SigV4Request second = builder.header("b", "1").target("/c").payload(PayloadHash.UNSIGNED).build();
		assertThat(first.path()).isEqualTo("/a");
		assertThat(first.header("b")).isNull();
		assertThat(first.payload()).isNull();
		assertThat(second.path()).isEqualTo("/c");
		assertThat(second.headerValues("host")).containsExactly("h");
		assertThat(second.payload()).isEqualTo(PayloadHash.UNSIGNED);
	}

	@Test
	void whenAHostIsGivenAfterTheFirstIsBuiltThenEachRequestHasItsOwn() {
		SigV4Request.Builder builder = SigV4Request.builder("GET", "https://h/a");
		SigV4Request first = builder.build();
		SigV4Request again = builder.build();
		SigV4Request second = builder.header("b", "1").build();
		SigV4Request third = builder.header("Host", "other").build();
		for (SigV4Request request : List.of(first, again)) {
			List<String> headers = new ArrayList<>();
			request.forEachHeader((name, value) -> headers.add(name + ":" + value));
			assertThat(headers).containsExactly("host:h");
		}
		assertThat(second.header("b")).isEqualTo("1");
		assertThat(second.headerValues("host")).containsExactly("h");
		assertThat(third.headerValues("host")).containsExactly("other");
	}

	@Test
	void shouldShowNeitherQueryNorHeaders() {
		SigV4Request request = SigV4Request.builder("PUT", "https://h/p?X-Amz-Signature=mysecret")
			.header("X-Api-Key", "mysecret")
			.build();
		assertThat(request).hasToString("SigV4Request[PUT https://h/p]");
		assertThat(SigV4Request.forTarget("GET", "/p?q=mysecret").header("Host", "h").build())
			.hasToString("SigV4Request[GET /p]");
	}

}
