package io.github.sigv4;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HeaderNameTests {

	private static final List<HeaderName> CONSTANTS = List.of(HeaderName.HOST, HeaderName.CONTENT_TYPE,
			HeaderName.AUTHORIZATION, HeaderName.AMZ_DATE, HeaderName.AMZ_SECURITY_TOKEN,
			HeaderName.AMZ_S3SESSION_TOKEN, HeaderName.AMZ_REGION_SET, HeaderName.AMZ_CONTENT_SHA256);

	@ParameterizedTest
	@ValueSource(strings = { "X-AMZ-DATE", "X-Amz-Date", "x-amz-date", "x-AMZ-date" })
	void shouldBeOneNameInAnyCase(String name) {
		assertThat(HeaderName.of(name)).isEqualTo(HeaderName.AMZ_DATE).hasSameHashCodeAs(HeaderName.AMZ_DATE);
		assertThat(HeaderName.of(name)).hasToString("x-amz-date");
		assertThat(HeaderName.of(name).isAmz()).isTrue();
	}

	@Test
	void shouldTakeEveryCharacterOfATokenAndLowerOnlyLetters() {
		assertThat(HeaderName.of("!#$%&'*+-.^_`|~09AZaz").text()).isEqualTo("!#$%&'*+-.^_`|~09azaz");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a:", "a\r\nb", "a\u0000", "\u00fc", "a\"", "(a)", "a/b", "a@b", "[a]",
			"{a}", "\u0130d", "a,b", "a=b", "a;b" })
	void whenNoHeaderCanHaveThatNameThenItIsRefused(String name) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> HeaderName.of(name))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\r", "\n", "\u0000"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "Connection", "Expect", "Keep-Alive", "Proxy-Authenticate",
			"Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent",
			"X-Amzn-Trace-Id" })
	void shouldNeverSignWhatChangesOnItsWay(String name) {
		assertThat(HeaderName.of(name).isNeverSigned()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host", "Content-Type", "Date", "Content-Length", "X-Amz-Meta", "Traceparent", "Via",
			"X-Forwarded-For" })
	void shouldSignWhatAskedFor(String name) {
		assertThat(HeaderName.of(name).isNeverSigned()).isFalse();
	}

	@Test
	void whenANameOnlyStartsLikeOneOfAwsThenItIsNone() {
		assertThat(HeaderName.of("x-amzn-requestid").isAmz()).isFalse();
		assertThat(HeaderName.of("x-amz").isAmz()).isFalse();
		assertThat(HeaderName.of("x-amz-").isAmz()).isTrue();
	}

	@Test
	void shouldNotEqualAnotherNameOrThing() {
		assertThat(HeaderName.HOST).isNotEqualTo(HeaderName.AMZ_DATE).isNotEqualTo("host").isNotEqualTo(null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HOST", "Content-type", "AUTHORIZATION", "x-Amz-Date", "x-amz-Security-token",
			"X-AMZ-S3SESSION-TOKEN", "x-amz-region-Set", "x-amz-content-SHA256" })
	void shouldHaveOneObjectForEachConstantHoweverItIsWritten(String name) {
		HeaderName constant = HeaderName.of(name.toLowerCase(Locale.ROOT));
		assertThat(HeaderName.of(name).is(constant)).isTrue();
		assertThat(CONSTANTS).filteredOn((other) -> other.is(constant)).hasSize(1);
	}

	@Test
	void shouldTellConstantsApart() {
		assertThat(HeaderName.HOST.is(HeaderName.AMZ_DATE)).isFalse();
		assertThat(HeaderName.of("x-other").is(HeaderName.HOST)).isFalse();
	}

}
