package io.github.sigv4;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SigningSettingsTests {

	private static final SigningSettings SETTINGS = SigningSettings.forService("execute-api", "eu-west-1");

	@ParameterizedTest
	@CsvSource(useHeadersInDisplayName = true, textBlock = """
			service,            normalize, encode twice, sha256 header, body, body of URL, token
			s3,                 false,     false,        true,          true, false,       true
			s3-outposts,        false,     false,        true,          true, false,       true
			s3-object-lambda,   false,     false,        true,          true, false,       true
			s3express,          false,     false,        true,          true, false,       true
			aoss,               true,      true,         true,          true, true,        true
			glacier,            true,      true,         true,          true, true,        true
			lambda,             true,      true,         true,          true, true,        true
			vpc-lattice-svcs,   true,      true,         true,          false, false,      true
			iotdevicegateway,   true,      true,         false,         true, true,        false
			execute-api,        true,      true,         false,         true, true,        true
			es,                 true,      true,         false,         true, true,        true
			sts,                true,      true,         false,         true, true,        true
			S3,                 true,      true,         false,         true, true,        true
			my-own.service_1,   true,      true,         false,         true, true,        true
			""")
	void shouldKnowWhatAServiceWants(String service, boolean normalize, boolean encodeTwice, boolean contentSha256,
			boolean body, boolean bodyOfUrl, boolean token) {
		SigningSettings settings = SigningSettings.forService(service, "eu-west-1");
		assertThat(settings.signingName()).isEqualTo(service);
		assertThat(settings.region()).isEqualTo("eu-west-1");
		assertThat(settings.normalizePath()).as("normalize").isEqualTo(normalize);
		assertThat(settings.doubleEncodePath()).as("encode twice").isEqualTo(encodeTwice);
		assertThat(settings.contentSha256Header()).as("sha256 header").isEqualTo(contentSha256);
		assertThat(settings.signedPayload()).as("body").isEqualTo(body);
		assertThat(settings.signedPresignedPayload()).as("body of URL").isEqualTo(bodyOfUrl);
		assertThat(settings.signedSessionToken()).as("token").isEqualTo(token);
		assertThat(settings.signedHeaders()).isEmpty();
		assertThat(settings.replaceAuthorization()).isFalse();
	}

	@Test
	void whenACopyChangesOnePartThenTheOthersAndTheOriginalStay() {
		SigningSettings changed = SETTINGS.withSignedHeaders(List.of("X-Tenant"))
			.withNormalizePath(false)
			.withDoubleEncodePath(false)
			.withContentSha256Header(true)
			.withSignedPayload(false)
			.withSignedSessionToken(false)
			.withReplaceAuthorization(true)
			.withRegion("us-east-1");
		assertThat(changed.signingName()).isEqualTo("execute-api");
		assertThat(changed.region()).isEqualTo("us-east-1");
		assertThat(changed.normalizePath()).isFalse();
		assertThat(changed.doubleEncodePath()).isFalse();
		assertThat(changed.contentSha256Header()).isTrue();
		assertThat(changed.signedPayload()).isFalse();
		assertThat(changed.signedSessionToken()).isFalse();
		assertThat(changed.replaceAuthorization()).isTrue();
		assertThat(changed.signedHeaders()).containsExactly("x-tenant");
		assertThat(SETTINGS.region()).isEqualTo("eu-west-1");
		assertThat(SETTINGS.normalizePath()).isTrue();
		assertThat(SETTINGS.doubleEncodePath()).isTrue();
		assertThat(SETTINGS.contentSha256Header()).isFalse();
		assertThat(SETTINGS.signedPayload()).isTrue();
		assertThat(SETTINGS.signedSessionToken()).isTrue();
		assertThat(SETTINGS.replaceAuthorization()).isFalse();
		assertThat(SETTINGS.signedHeaders()).isEmpty();
	}

	@Test
	void whenACopyIsMadeThenWhatIsUnsignedStaysUnsigned() {
		SigningSettings settings = SETTINGS.withAllHeadersExcept(Set.of("X-Other")).withRegion("us-east-1");
		assertThat(settings.signs(HeaderName.of("x-other"))).isFalse();
		assertThat(settings.signs(HeaderName.of("x-tenant"))).isTrue();
		assertThat(settings.replaceAuthorization()).isTrue();
		assertThat(SigningSettings.forService("s3", "r").withRegion("x").signedPresignedPayload()).isFalse();
	}

	@Test
	void whenTheBodyIsNotSignedThenTheServiceIsToldUnlessThatIsRuledOut() {
		assertThat(SETTINGS.withSignedPayload(false).contentSha256Header()).isTrue();
		assertThat(SETTINGS.withSignedPayload(true).contentSha256Header()).isFalse();
		assertThat(SETTINGS.withSignedPayload(false).withContentSha256Header(false).contentSha256Header()).isFalse();
	}

	@Test
	void shouldSignTheUsualHeadersAndThoseAskedFor() {
		SigningSettings settings = SETTINGS.withSignedHeaders(List.of("X-Tenant", "RANGE"));
		for (String signed : List.of("Host", "Content-Type", "X-Amz-Anything", "x-tenant", "Range")) {
			assertThat(settings.signs(HeaderName.of(signed))).as(signed).isTrue();
		}
		for (String unsigned : List.of("Accept", "Date", "Content-Length", "Traceparent", "User-Agent", "X-Tenant-Id",
				"Authorization", "X-Amzn-Trace-Id", "Cookie")) {
			assertThat(settings.signs(HeaderName.of(unsigned))).as(unsigned).isFalse();
		}
	}

	@Test
	void whenAllHeadersAreSignedThenAllButTheExceptionsAndThoseThatNeverAre() {
		SigningSettings settings = SETTINGS.withAllHeadersExcept(List.of("Via"));
		assertThat(settings.signs(HeaderName.of("date"))).isTrue();
		assertThat(settings.signs(HeaderName.of("via"))).isFalse();
		assertThat(settings.signs(HeaderName.of("user-agent"))).isFalse();
		assertThat(settings.signs(HeaderName.of("authorization"))).isFalse();
	}

	@Test
	void whenHeadersAreLeftUnsignedThenTheUsualOnesWithoutThem() {
		SigningSettings settings = SETTINGS.withSignedHeaders(List.of("x-tenant", "x-other"))
			.withUnsignedHeaders(List.of("X-Tenant", "Content-Type", "X-Amz-Acl"));
		for (String unsigned : List.of("x-tenant", "content-type", "x-amz-acl", "via")) {
			assertThat(settings.signs(HeaderName.of(unsigned))).as(unsigned).isFalse();
		}
		for (String signed : List.of("host", "x-other", "x-amz-meta-a")) {
			assertThat(settings.signs(HeaderName.of(signed))).as(signed).isTrue();
		}
		assertThat(settings.replaceAuthorization()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a/b", "a,b", "a\n", "\u00fc", "a\u007f" })
	void whenAPartCannotBeInACredentialScopeThenItIsRefused(String part) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigningSettings.forService(part, "r"))
			.withMessageContaining("signing name");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SigningSettings.forService("s3", part))
			.withMessageContaining("region");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SETTINGS.withRegion(part))
			.withMessageContaining("region");
	}

	@ParameterizedTest
	@ValueSource(strings = { "User-Agent", "AUTHORIZATION", "x-amzn-trace-id", "Expect", "transfer-encoding" })
	void whenAHeaderIsNeverSignedThenAskingForItIsRefused(String name) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SETTINGS.withSignedHeaders(Set.of(name)))
			.withMessageContaining("cannot be signed");
	}

	@Test
	void whenTheHostWouldNotBeSignedThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SETTINGS.withAllHeadersExcept(Set.of("HOST")))
			.withMessageContaining("host");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SETTINGS.withUnsignedHeaders(Set.of("Host")))
			.withMessageContaining("host");
	}

	@Test
	void whenANameIsNoHeadersNameThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SETTINGS.withSignedHeaders(Set.of("a b")));
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> SETTINGS.withAllHeadersExcept(Set.of("a:")));
	}

	@Test
	void shouldSayWhatTheyAreFor() {
		assertThat(SETTINGS).hasToString("SigningSettings[execute-api, eu-west-1]");
	}

}
