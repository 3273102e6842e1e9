package io.github.sigv4;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.services.s3.s3express.S3ExpressAuthScheme;
import software.amazon.awssdk.services.s3.s3express.S3ExpressSessionCredentials;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The token of an S3 Express session, by the signer of AWS's S3 client.
 */
class S3SessionTokenTests {

	private static final String URL = "https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/a%20b";

	private static final Instant NOW = Instant.parse("2024-02-29T23:59:59Z");

	private static final Duration HOUR = Duration.ofHours(1);

	private static final String TOKEN = "my/token+==";

	private static final SigV4Credentials SESSION = SigV4Credentials.of("ASIA", "mysecret", TOKEN);

	private static final SigV4Credentials PERMANENT = SigV4Credentials.of("ASIA", "mysecret");

	private static final SigV4Credentials OTHER = SigV4Credentials.of("ASIA", "mysecret", "othertoken");

	private static final SigningSettings EXPRESS = SigningSettings.forService("s3express", "us-east-1");

	private final SigV4Signer signer = SigV4Signer.create();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenTheHeaderIsGivenThenItIsSignedAsAwsDoes(boolean temporary) {
		SignedRequest signed = this.signer.sign(request(" " + TOKEN + " "), EXPRESS, temporary ? SESSION : PERMANENT,
				NOW);
		SdkHttpRequest theirs = theirs(AuthLocation.HEADER);
		assertThat(signed.authorization()).isEqualTo(theirs.firstMatchingHeader("Authorization").orElseThrow());
		assertThat(signed.headers()).doesNotContainKey("X-Amz-Security-Token").containsKey("Authorization");
		assertThat(theirs.firstMatchingHeader("x-amz-s3session-token")).contains(TOKEN);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenPresignedThenTheHeaderBecomesAParameterAsAwsDoes(boolean temporary) {
		SignedRequest signed = this.signer.presign(request(" " + TOKEN + " "), EXPRESS, temporary ? SESSION : PERMANENT,
				NOW, HOUR);
		assertTheirs(signed);
	}

	@ParameterizedTest
	@CsvSource({ "my%2Ftoken%2B%3D%3D, true", "my/token+==, true", "my%2ftoken%2b==, false" })
	void whenTheParameterIsGivenThenItIsSignedAsAwsDoes(String encoded, boolean temporary) {
		SigV4Request request = SigV4Request.builder("PUT", URL + "?X-Amz-S3session-Token=" + encoded).build();
		assertTheirs(this.signer.presign(request, EXPRESS, temporary ? SESSION : PERMANENT, NOW, HOUR));
	}

	@Test
	void whenPresignedAgainThenTheTokenStaysUnlessThereIsANewOne() {
		String first = String.valueOf(this.signer.presign(request(TOKEN), EXPRESS, SESSION, NOW, HOUR).presignedUrl());
		SigV4Request again = SigV4Request.builder("PUT", first).build();
		assertTheirs(this.signer.presign(again, EXPRESS, SESSION, NOW, HOUR));
		SigV4Request renewed = SigV4Request.builder("PUT", first).header("x-amz-s3session-token", "othertoken").build();
		assertThat(this.signer.presign(renewed, EXPRESS, OTHER, NOW, HOUR).presignedUrl())
			.contains("X-Amz-S3session-Token=othertoken&")
			.doesNotContain("my%2Ftoken");
	}

	@Test
	void whenTheTokenIsNotSignedThenNoneIsAppendedEither() {
		SignedRequest signed = this.signer.presign(request(TOKEN), EXPRESS.withSignedSessionToken(false), SESSION, NOW,
				HOUR);
		assertTheirs(signed);
	}

	@Test
	void whenThereIsNoneThenTheCredentialsTokenIsSentAsEver() {
		SigV4Request createSession = SigV4Request.builder("GET", URL + "?session").build();
		assertThat(this.signer.sign(createSession, EXPRESS, SESSION, NOW).headers())
			.containsEntry("X-Amz-Security-Token", TOKEN);
		assertThat(this.signer.presign(createSession, EXPRESS, SESSION, NOW, HOUR).presignedUrl())
			.contains("&X-Amz-Security-Token=");
	}

	@Test
	void whenTheServiceIsAnotherThenItIsAHeaderLikeAnyOther() {
		SigningSettings s3 = SigningSettings.forService("s3", "us-east-1");
		SignedRequest signed = this.signer.sign(request("othertoken"), s3, SESSION, NOW);
		assertThat(signed.headers()).containsEntry("X-Amz-Security-Token", TOKEN);
		assertThat(signed.signedHeaders()).contains(";x-amz-s3session-token;", ";x-amz-security-token");
		SignedRequest presigned = this.signer.presign(request("othertoken"), s3, SESSION, NOW, HOUR);
		assertThat(presigned.signedHeaders()).isEqualTo("content-type;host;x-amz-s3session-token");
		assertThat(presigned.presignedUrl()).contains("&X-Amz-Security-Token=my%2Ftoken%2B%3D%3D&")
			.doesNotContain("S3session-Token=");
	}

	@Test
	void whenTheCredentialsHaveAnotherTokenThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(request(TOKEN), EXPRESS, OTHER, NOW))
			.withMessageContaining("drop X-Amz-S3session-Token")
			.withMessageNotContainingAny(TOKEN, "othertoken");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.presign(request(TOKEN), EXPRESS, OTHER, NOW, HOUR))
			.withMessageContaining("drop X-Amz-S3session-Token")
			.withMessageNotContainingAny("my", "othertoken");
		SigV4Request parameter = SigV4Request.builder("PUT", URL + "?X-Amz-S3session-Token=my").build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.presign(parameter, EXPRESS, SESSION, NOW, HOUR))
			.withMessageContaining("drop X-Amz-S3session-Token");
	}

	@Test
	void whenAllHeadersAreSignedThenTheTokenStaysAHeader() {
		SignedRequest signed = this.signer.presign(request(TOKEN), EXPRESS.withAllHeadersExcept(Set.of()), SESSION, NOW,
				HOUR);
		assertThat(signed.signedHeaders()).isEqualTo("content-type;host;x-amz-s3session-token");
		assertThat(signed.presignedUrl()).doesNotContain("ession-Token=").doesNotContain("Security-Token=");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenThereIsASecondTokenThenItIsRefused(boolean temporary) {
		SigV4Request both = SigV4Request.builder("GET", URL)
			.header("X-Amz-S3session-Token", TOKEN)
			.header("X-Amz-Security-Token", TOKEN)
			.build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(both, EXPRESS, temporary ? SESSION : PERMANENT, NOW))
			.withMessageContaining("Drop X-Amz-Security-Token")
			.withMessageNotContaining(TOKEN);
	}

	@Test
	void shouldNotShowTheToken() {
		assertThat(request(TOKEN).toString() + this.signer.sign(request(TOKEN), EXPRESS, SESSION, NOW)
				+ this.signer.presign(request(TOKEN), EXPRESS, SESSION, NOW, HOUR))
			.contains("s3express")
			.doesNotContain(TOKEN, "my%2Ftoken");
	}

	private static SigV4Request request(String token) {
		return SigV4Request.builder("PUT", URL)
			.header("Content-Type", "text/plain")
			.header("X-Amz-S3session-Token", token)
			.build();
	}

	private static void assertTheirs(SignedRequest signed) {
		boolean typed = signed.signedHeaders().contains("content-type");
		SdkHttpRequest ours = SdkHttpRequest.builder()
			.uri(URI.create(String.valueOf(signed.presignedUrl())))
			.method(SdkHttpMethod.PUT)
			.build();
		assertThat(new TreeMap<>(ours.rawQueryParameters()))
			.isEqualTo(new TreeMap<>(theirs(AuthLocation.QUERY_STRING, typed).rawQueryParameters()));
		assertThat(signed.signedHeaders()).doesNotContain("s3session");
	}

	private static SdkHttpRequest theirs(AuthLocation location) {
		return theirs(location, true);
	}

	private static SdkHttpRequest theirs(AuthLocation location, boolean typed) {
		SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(URI.create(URL)).method(SdkHttpMethod.PUT);
		if (typed) {
			request.putHeader("Content-Type", "text/plain");
		}
		SignRequest.Builder<S3ExpressSessionCredentials> builder = SignRequest
			.builder(S3ExpressSessionCredentials.create("ASIA", "mysecret", TOKEN))
			.request(request.build())
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3express")
			.putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
			.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
			.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, location)
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
		if (location == AuthLocation.QUERY_STRING) {
			builder.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, HOUR)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
		}
		return S3ExpressAuthScheme.create().signer().sign(builder.build()).request();
	}

}
