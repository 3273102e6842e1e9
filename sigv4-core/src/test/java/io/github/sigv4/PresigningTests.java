package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PresigningTests {

	/** The hash of {@code hello}. */
	private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

	private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");

	private static final Duration DAY = Duration.ofDays(1);

	private static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIAIOSFODNN7EXAMPLE",
			"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

	private static final SigV4Credentials TEMPORARY = SigV4Credentials.of("ASIA", "s", "my/token+==");

	private static final SigningSettings S3 = SigningSettings.forService("s3", "us-east-1");

	private static final SigningSettings STS = SigningSettings.forService("sts", "us-east-1");

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void shouldGiveTheUrlThatAwsPublishes() {
		SignedRequest signed = this.signer.presign(get("https://examplebucket.s3.amazonaws.com/test.txt"), S3,
				PERMANENT, NOW, DAY);
		assertThat(signed.presignedUrl())
			.isEqualTo("https://examplebucket.s3.amazonaws.com/test.txt" + "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
					+ "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
					+ "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
					+ "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
		assertThat(signed.headers()).isEmpty();
		assertThat(signed.authorization()).isNull();
	}

	@Test
	void whenPresignedAgainThenOnlyTheAuthenticationOfTheFirstTimeGoes() {
		SigV4Request request = get("https://h/p?b=2&a=1&X-Amz-Meta=3&x-amz-date=4&X-Amz-Content-Sha256=5");
		String first = url(this.signer.presign(request, STS, TEMPORARY, NOW, DAY));
		String again = url(this.signer.presign(get(first + "&X-Amz-Region-Set=%2A"), STS, PERMANENT, NOW, DAY));
		assertThat(again).isEqualTo(url(this.signer.presign(request, STS, PERMANENT, NOW, DAY)))
			.startsWith("https://h/p?b=2&a=1&X-Amz-Meta=3&x-amz-date=4&X-Amz-Content-Sha256=5&X-Amz-Algorithm=")
			.doesNotContain("token", "Region-Set");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "b=1&a=2&b=0 | b=1&a=2&b=0", "a | a=", "a&&b=& | a=&b=", "=x&a | a=",
			"q=a+b | q=a%2Bb", "q=%7e%c3%bc | q=~%C3%BC", "q=%zz | q=%25zz", "q=a b | q=a%20b" })
	void shouldKeepTheOrderAndWriteOneEncoding(String query, String expected) {
		assertThat(url(this.signer.presign(get("https://h/?" + query), STS, PERMANENT, NOW, DAY)))
			.startsWith("https://h/?" + expected + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&");
	}

	@ParameterizedTest
	@CsvSource({ "HTTPS://H.Example:443/a#f, https://H.Example:443/a?", "ws://h:8080/a?#f, ws://h:8080/a?",
			"https://h, https://h/?", "https://[::1]:1/%7e//../b, https://[::1]:1/%7e//../b?" })
	void shouldKeepOriginAndPathAsTheyAre(String uri, String expected) {
		assertThat(url(this.signer.presign(get(uri), S3, PERMANENT, NOW, DAY)))
			.startsWith(expected + "X-Amz-Algorithm=");
	}

	@Test
	void whenOnlyTheTargetIsKnownThenTheUrlIsMadeOfTheHost() {
		SigV4Request request = SigV4Request.forTarget("GET", "/a?b").header("Host", " h:8443 ").build();
		assertThat(url(this.signer.presign(request, STS, PERMANENT, NOW, DAY)))
			.startsWith("https://h:8443/a?b=&X-Amz-Algorithm=");
	}

	@ParameterizedTest
	@CsvSource({ "PT1S, 1", "PT1.9S, 1", "PT1M, 60", "P7D, 604800" })
	void shouldTakeWholeSecondsUpToSevenDays(Duration expires, String expected) {
		assertThat(url(this.signer.presign(get("https://h/"), STS, PERMANENT, NOW, expires)))
			.contains("&X-Amz-Expires=" + expected + "&");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT0.999999999S", "PT-1S", "PT168H0.000000001S", "P8D", "PT2562047788015215H" })
	void whenTheTimeIsOutOfRangeThenItIsRefused(Duration expires) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.presign(get("https://h/"), STS, PERMANENT, NOW, expires))
			.withMessageContaining("7 days");
	}

	@Test
	void whenNoTimeIsGivenThenThereIsNone() {
		assertThat(url(this.signer.presign(get("https://h/"), STS, PERMANENT, NOW, null)))
			.doesNotContain("X-Amz-Expires");
	}

	@ParameterizedTest
	@CsvSource({ "PT1H, 2013-05-24T00:00:00Z, 2013-05-24T00:59:59Z, 3599, 2013-05-24T00:59:59Z",
			"PT1H, 2013-05-24T00:00:00Z, 2013-05-24T00:59:59.999Z, 3599, 2013-05-24T00:59:59Z",
			"PT1H, 2013-05-24T00:00:00.999Z, 2013-05-24T00:10:00.500Z, 600, 2013-05-24T00:10:00Z",
			"PT1H, 2013-05-24T00:00:00.999Z, 2013-05-24T00:00:01.999Z, 1, 2013-05-24T00:00:01Z",
			"PT1H, 2013-05-24T00:00:00Z, 2013-05-24T01:00:00Z, 3600, 2013-05-24T01:00:00Z",
			"PT1H, 2013-05-24T00:00:00Z, 2013-05-25T00:00:00Z, 3600, 2013-05-24T01:00:00Z",
			"P7D, 2013-05-24T00:00:00Z, , 604800, 2013-05-31T00:00:00Z",
			"PT59.9S, 2013-05-24T00:00:00.999Z, , 59, 2013-05-24T00:00:59Z" })
	void shouldBeGoodNoLongerThanTheCredentials(Duration asked, Instant now, Instant credentialsExpiration,
			String seconds, Instant expiration) {
		SigV4Credentials credentials = SigV4Credentials.of("ASIA", "s", "t", credentialsExpiration);
		SignedRequest signed = this.signer.presign(get("https://h/"), S3, credentials, now, asked);
		assertThat(url(signed)).contains("&X-Amz-Expires=" + seconds + "&");
		assertThat(signed.canonicalRequest()).contains("&X-Amz-Expires=" + seconds + "&");
		assertThat(signed.expires()).isEqualTo(Duration.ofSeconds(Long.parseLong(seconds)));
		assertThat(signed.expiration()).isEqualTo(expiration);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2013-05-24T00:00:00.999999999Z", "2013-05-24T00:00:00Z", "2013-05-23T23:59:59Z",
			"2000-01-01T00:00:00Z" })
	void whenTheCredentialsExpireWithinASecondThenItIsRefused(Instant credentialsExpiration) {
		SigV4Credentials credentials = SigV4Credentials.of("ASIA", "mysecret", "mytoken", credentialsExpiration);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.presign(get("https://h/"), S3, credentials, NOW, DAY))
			.withMessageContaining("good until " + credentialsExpiration)
			.withMessageNotContainingAny("mysecret", "mytoken");
	}

	@Test
	void whenNoTimeIsGivenThenTheCredentialsChangeNothing() {
		SigV4Credentials credentials = SigV4Credentials.of("ASIA", "s", "t", NOW.plusSeconds(60));
		SignedRequest signed = this.signer.presign(get("https://h/"), STS, credentials, NOW, null);
		assertThat(url(signed)).doesNotContain("X-Amz-Expires");
		assertThat(signed.expiration()).isNull();
		assertThat(signed.expires()).isNull();
	}

	@Test
	void whenSignedInTheHeadersThenThereIsNoExpiration() {
		SigV4Credentials credentials = SigV4Credentials.of("ASIA", "s", "t", NOW.plusSeconds(60));
		SignedRequest signed = this.signer.sign(get("https://h/"), STS, credentials, NOW);
		assertThat(signed.expiration()).isNull();
		assertThat(signed.expires()).isNull();
	}

	@Test
	void whenCredentialsAreTemporaryThenTheTokenIsSigned() {
		SignedRequest signed = this.signer.presign(get("https://h/"), STS, TEMPORARY, NOW, DAY);
		assertThat(url(signed)).contains("&X-Amz-Security-Token=my%2Ftoken%2B%3D%3D&X-Amz-Signature=")
			.endsWith("&X-Amz-Signature=" + signed.signature());
		assertThat(signed.canonicalRequest()).contains("X-Amz-Security-Token=my%2Ftoken%2B%3D%3D");
	}

	@Test
	void whenTheServiceIsIotThenTheTokenStandsUnsignedBehindTheSignature() {
		SigningSettings iot = SigningSettings.forService("iotdevicegateway", "eu-west-1");
		SigV4Request request = get("wss://abc.iot.eu-west-1.amazonaws.com/mqtt");
		SignedRequest signed = this.signer.presign(request, iot, TEMPORARY, NOW, null);
		assertThat(url(signed))
			.endsWith("&X-Amz-Signature=" + signed.signature() + "&X-Amz-Security-Token=my%2Ftoken%2B%3D%3D");
		assertThat(signed.canonicalRequest()).doesNotContain("oken");
		assertThat(signed.signature())
			.isEqualTo(this.signer.presign(request, iot, SigV4Credentials.of("ASIA", "s"), NOW, null).signature());
	}

	@Test
	void whenThePathIsNotAsciiThenTheSignatureIsStillFound() {
		SignedRequest signed = this.signer.presign(get("https://h/\u00fc/\u20ac/\ud83d\ude00"), STS, PERMANENT, NOW,
				DAY);
		assertThat(signed.signature()).matches("[0-9a-f]{64}");
		assertThat(url(signed)).startsWith("https://h/\u00fc/\u20ac/\ud83d\ude00?")
			.endsWith("&X-Amz-Signature=" + signed.signature());
	}

	@Test
	void shouldNotSignTheBodyForS3AndTheEmptyOneForOthers() {
		assertThat(this.signer.presign(get("https://h/"), S3, PERMANENT, NOW, DAY).canonicalRequest())
			.endsWith("\nUNSIGNED-PAYLOAD");
		assertThat(this.signer.presign(get("https://h/"), STS, PERMANENT, NOW, DAY).canonicalRequest())
			.endsWith("\n" + PayloadHash.EMPTY);
		SigV4Request body = SigV4Request.builder("PUT", "https://h/").payload(PayloadHash.of(new byte[1])).build();
		assertThat(this.signer.presign(body, S3, PERMANENT, NOW, DAY).canonicalRequest())
			.endsWith("\n" + PayloadHash.of(new byte[1]));
	}

	/** As those of AWS's SDK for Go do; a server reads it there. */
	@ParameterizedTest
	@CsvSource({ "s3, UNSIGNED-PAYLOAD", "s3, " + HELLO, "execute-api, UNSIGNED-PAYLOAD", "execute-api, " + HELLO })
	void whenTheUrlSaysWhatItsBodyIsThenThatIsSigned(String service, String hash) {
		SigningSettings settings = SigningSettings.forService(service, "eu-west-1");
		SignedRequest signed = this.signer.presign(
				SigV4Request.builder("PUT", "https://h/k?a=b&X-Amz-Content-Sha256=" + hash).build(), settings,
				PERMANENT, NOW, DAY);
		assertThat(signed.canonicalRequest()).endsWith("\n" + hash);
		Verification verification = SigV4Verifier.builder((id) -> PERMANENT)
			.signingName(service)
			.build()
			.verify(SigV4Request.builder("PUT", url(signed)).build(),
					PayloadHash.of("hello".getBytes(StandardCharsets.US_ASCII)), NOW);
		assertThat(verification.isVerified()).as(verification.toString()).isTrue();
		SignedRequest again = this.signer.presign(SigV4Request.builder("PUT", url(signed)).build(), settings, PERMANENT,
				NOW, DAY);
		assertThat(again.signature()).isEqualTo(signed.signature());
	}

	@Test
	void whenHeaderOrPayloadSayWhatTheBodyIsThenTheyGoBeforeTheUrl() {
		String uri = "https://h/?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD";
		PayloadHash hash = PayloadHash.literal(HELLO);
		SigV4Request given = SigV4Request.builder("PUT", uri).payload(hash).build();
		assertThat(this.signer.presign(given, S3, PERMANENT, NOW, DAY).canonicalRequest()).endsWith("\n" + hash);
		SigV4Request header = SigV4Request.builder("PUT", uri).header("x-amz-content-sha256", HELLO).build();
		assertThat(this.signer.presign(header, S3, PERMANENT, NOW, DAY).canonicalRequest()).endsWith("\n" + hash);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Amz-Content-Sha256=a&x=y&X-Amz-Content-Sha256=a", "X-Amz-Content-Sha256=",
			"X-Amz-Content-Sha256=a&X-Amz-Content-Sh%612%356=b", "X-Amz-Content-Sha256=a%0Ab" })
	void whenTheUrlSaysNothingUsefulOfItsBodyThenItIsRefused(String query) {
		SigV4Request request = get("https://h/?" + query);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.presign(request, S3, PERMANENT, NOW, DAY));
	}

	@Test
	void shouldSignTheHostAndWhatIsAskedForButNoDateOrTokenHeader() {
		SigV4Request request = SigV4Request.builder("GET", "https://h/")
			.header("X-Amz-Date", "20000101T000000Z")
			.header("X-Amz-Security-Token", "old")
			.header("X-K8s-Aws-Id", "cluster")
			.header("Accept", "a")
			.build();
		SignedRequest signed = this.signer.presign(request, STS.withSignedHeaders(List.of("x-k8s-aws-id")), PERMANENT,
				NOW, DAY);
		assertThat(signed.signedHeaders()).isEqualTo("host;x-k8s-aws-id");
		assertThat(url(signed)).contains("&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&");
	}

	@Test
	void whenThereIsAnAuthorizationThenItIsRefusedUnlessItIsReplaced() {
		SigV4Request request = SigV4Request.builder("GET", "https://h/")
			.header("Authorization", "Bearer mybearer")
			.build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.presign(request, STS, PERMANENT, NOW, DAY))
			.withMessageContaining("Authorization")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mybearer"));
		assertThat(
				this.signer.presign(request, STS.withAllHeadersExcept(Set.of()), PERMANENT, NOW, DAY).signedHeaders())
			.isEqualTo("host");
	}

	private static SigV4Request get(String uri) {
		return SigV4Request.builder("GET", uri).build();
	}

	private static String url(SignedRequest signed) {
		return String.valueOf(signed.presignedUrl());
	}

}
