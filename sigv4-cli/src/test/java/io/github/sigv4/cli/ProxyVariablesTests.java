package io.github.sigv4.cli;

import java.util.Map;

import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProxyVariablesTests {

	private static final Target TARGET = Target.of("https://abc.execute-api.eu-west-1.amazonaws.com/");

	@Test
	void shouldFindTheProxyOfHttps() {
		assertThat(proxy(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128")))
			.hasToString("http://proxy.example.com:3128");
		assertThat(proxy(Map.of("HTTPS_PROXY", "http://a:1", "https_proxy", "b:2"))).hasToString("http://b:2");
		assertThat(proxy(Map.of("HTTP_PROXY", "http://a:1"))).isNull();
		assertThat(proxy(Map.of("HTTPS_PROXY", " "))).isNull();
		assertThat(proxy(Map.of())).isNull();
	}

	@Test
	void shouldCallHttpDirectly() {
		ProxyVariables variables = new ProxyVariables(Map.of("HTTPS_PROXY", "http://proxy:3128"));
		assertThat(variables.proxyFor(Target.of("http://localhost/"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "amazonaws.com", ".amazonaws.com", "*.amazonaws.com", "localhost, AMAZONAWS.com",
			"localhost amazonaws.com", "abc.execute-api.eu-west-1.amazonaws.com" })
	void whenTheHostIsExceptedThenCallsItDirectly(String noProxy) {
		assertThat(proxy(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", noProxy))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "zonaws.com", "x.abc.execute-api.eu-west-1.amazonaws.com", ",", "." })
	void whenOthersAreExceptedThenTheProxyIsUsed(String noProxy) {
		assertThat(proxy(Map.of("HTTPS_PROXY", "http://proxy:3128", "no_proxy", noProxy))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://user:secret@proxy:3128", "http://proxy", "secret", "http://proxy:secret", ":" })
	void whenItIsNoneThenSaysSoWithoutIt(String proxy) {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> proxy(Map.of("HTTPS_PROXY", proxy)))
			.withMessageStartingWith("HTTPS_PROXY is not of the form http://host:port")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
	}

	private static HttpHost proxy(Map<String, String> variables) {
		return new ProxyVariables(variables).proxyFor(TARGET);
	}

}
