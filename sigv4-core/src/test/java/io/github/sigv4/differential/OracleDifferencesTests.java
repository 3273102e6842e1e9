package io.github.sigv4.differential;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each {@link OracleDifference}, told by an example: what AWS's signer for Java signs, as
 * its log has it, and what we do. When AWS changes its mind, a test here says so.
 */
class OracleDifferencesTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	private static final byte[] BODY = { 1 };

	private static final String BODY_HASH = "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a";

	private static final SigningSettings API = SigningSettings.forService("execute-api", "eu-west-1");

	private static final SigningSettings S3 = SigningSettings.forService("s3", "eu-west-1");

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void shouldHearWhatAwsSigns() {
		String theirs = theirs("https://h/a?b");
		assertThat(theirs)
			.isEqualTo(ours(SigV4Request.builder("GET", "https://h/a?b").build(), API.withContentSha256Header(true)));
	}

	@Test
	void whenHeadersMayChangeOnTheirWayThenAwsSignsThemAndWeDoNot() {
		List<String> names = List.of("traceparent", "via", "accept-encoding", "content-length", "date", "keep-alive",
				"te");
		String theirs = theirs("https://h/", (request) -> names.forEach((name) -> request.putHeader(name, "1")));
		SigV4Request.Builder builder = SigV4Request.builder("GET", "https://h/");
		names.forEach((name) -> builder.header(name, "1"));
		assertThat(signedHeaders(theirs)).contains(names.toArray(String[]::new));
		assertThat(signedHeaders(ours(builder.build(), API))).containsExactly("host", "x-amz-date");
	}

	@Test
	void whenThereIsAForeignAuthorizationThenAwsSignsItAndWeRefuse() {
		String theirs = theirs("https://h/", (request) -> request.putHeader("Authorization", "Bearer z"));
		assertThat(theirs).contains("\nauthorization:Bearer z\n");
		SigV4Request request = SigV4Request.builder("GET", "https://h/").header("Authorization", "Bearer z").build();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ours(request, API))
			.withMessageContaining("Authorization");
		assertThat(ours(request, API.withReplaceAuthorization(true))).doesNotContain("Bearer");
	}

	@Test
	void whenAPayloadIsUnsignedOnHttpThenAwsHashesItAndWeDoAsAsked() {
		Consumer<SignRequest.Builder<AwsCredentialsIdentity>> unsigned = (signing) -> signing.payload(body())
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
		assertThat(theirs("https://h/", (request) -> {
		}, unsigned)).endsWith("\nUNSIGNED-PAYLOAD");
		assertThat(theirs("http://h/", (request) -> {
		}, unsigned)).endsWith("\n" + BODY_HASH);
		SigV4Request request = SigV4Request.builder("GET", "http://h/").payload(PayloadHash.UNSIGNED).build();
		assertThat(ours(request, API)).endsWith("\nUNSIGNED-PAYLOAD");
	}

	@Test
	void whenContentSha256IsGivenThenAwsOverwritesItAndWeHonourIt() {
		String theirs = theirs("https://h/",
				(request) -> request.putHeader("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
		assertThat(theirs).contains("\nx-amz-content-sha256:" + EMPTY + "\n").endsWith("\n" + EMPTY);
		SigV4Request request = SigV4Request.builder("GET", "https://h/")
			.header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
			.build();
		assertThat(ours(request, API)).contains("\nx-amz-content-sha256:UNSIGNED-PAYLOAD\n")
			.endsWith("\nUNSIGNED-PAYLOAD");
	}

	@Test
	void whenAServiceDoesNotNeedContentSha256ThenAwsSendsItAndWeDoNot() {
		assertThat(signedHeaders(theirs("https://h/"))).contains("x-amz-content-sha256");
		assertThat(signedHeaders(ours(SigV4Request.builder("GET", "https://h/").build(), API)))
			.doesNotContain("x-amz-content-sha256");
	}

	@Test
	void whenTheQueryHasARawPlusThenAwsReadsASpaceAndWeAPlus() {
		assertThat(line(theirs("https://h/?q=a+b"), 2)).isEqualTo("q=a%20b");
		assertThat(line(ours(SigV4Request.builder("GET", "https://h/?q=a+b").build(), API), 2)).isEqualTo("q=a%2Bb");
	}

	@Test
	void whenAValueHasAnEqualsSignThenAwsCutsItOffAndWeEncodeIt() {
		assertThat(line(theirs("https://h/?q=a=b&c=="), 2)).isEqualTo("c=&q=a");
		assertThat(line(ours(SigV4Request.builder("GET", "https://h/?q=a=b&c==").build(), API), 2))
			.isEqualTo("c=%3D&q=a%3Db");
	}

	@Test
	void whenTheQueryIsMalformedThenAwsFailsAndWeEncodeIt() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> URI.create("https://h/?q=%zz"));
		assertThat(line(ours(SigV4Request.builder("GET", "https://h/?q=%zz|").build(), API), 2))
			.isEqualTo("q=%25zz%7C");
	}

	@Test
	void whenTheQueryIsNotUtf8ThenAwsLosesTheBytesAndWeKeepThem() {
		assertThat(line(theirs("https://h/?q=%FF"), 2)).isEqualTo("q=%EF%BF%BD");
		assertThat(line(ours(SigV4Request.builder("GET", "https://h/?q=%ff").build(), API), 2)).isEqualTo("q=%FF");
	}

	@Test
	void whenThePathGoesAboveTheRootThenAwsKeepsTheDotsAndWeDropThem() {
		assertThat(line(theirs("https://h/../a/../../b"), 1)).isEqualTo("/../../b");
		assertThat(line(ours(SigV4Request.builder("GET", "https://h/../a/../../b").build(), API), 1)).isEqualTo("/b");
	}

	@Test
	void whenAnS3PathIsNotCanonicalThenAwsSignsItVerbatimAndWeAsS3ReadsIt() {
		assertThat(line(theirs("https://h/a+b=%7e%2f", (request) -> {
		}, (signing) -> signing.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)), 1)).isEqualTo("/a+b=%7e%2f");
		assertThat(line(ours(SigV4Request.builder("GET", "https://h/a+b=%7e%2f").build(), S3), 1))
			.isEqualTo("/a%2Bb%3D~%2F");
	}

	@Test
	void whenAllHeadersAreSignedThenAwsStillLeavesOutForwardedForAndWeSignIt() {
		assertThat(signedHeaders(theirs("https://h/", (request) -> request.putHeader("x-forwarded-for", "1"))))
			.doesNotContain("x-forwarded-for");
		SigV4Request request = SigV4Request.builder("GET", "https://h/").header("x-forwarded-for", "1").build();
		assertThat(signedHeaders(ours(request, API.withAllHeadersExcept(Set.of())))).contains("x-forwarded-for");
	}

	@Test
	void whenPresigningWithAnOldDateHeaderThenAwsSignsItAndWeDoNot() {
		assertThat(signedHeaders(theirs("https://h/", (request) -> request.putHeader("x-amz-date", "1"),
				OracleDifferencesTests::presign)))
			.containsExactly("host", "x-amz-date");
		SigV4Request request = SigV4Request.builder("GET", "https://h/").header("x-amz-date", "1").build();
		assertThat(signedHeaders(oursPresigned(request))).containsExactly("host");
	}

	@Test
	void whenPresigningWithContentSha256ThenAwsDropsItAndWeSignIt() {
		assertThat(signedHeaders(theirs("https://h/", (request) -> request.putHeader("x-amz-content-sha256", EMPTY),
				OracleDifferencesTests::presign)))
			.containsExactly("host");
		SigV4Request request = SigV4Request.builder("GET", "https://h/").header("x-amz-content-sha256", EMPTY).build();
		assertThat(signedHeaders(oursPresigned(request))).containsExactly("host", "x-amz-content-sha256");
	}

	@Test
	void whenPresigningAgainThenAwsSignsTheOldSignatureAndWeDoNot() {
		assertThat(line(theirs("https://h/?X-Amz-Signature=00", (request) -> {
		}, OracleDifferencesTests::presign), 2)).endsWith("&X-Amz-Signature=00&X-Amz-SignedHeaders=host");
		assertThat(oursPresigned(SigV4Request.builder("GET", "https://h/?X-Amz-Signature=00").build()))
			.doesNotContain("X-Amz-Signature");
	}

	@Test
	void whenTheMethodOrSchemeIsUnusualThenAwsDoesNotKnowItAndWeSignIt() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> SdkHttpMethod.valueOf("PROPFIND"));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> theirs("wss://h/"));
		assertThat(ours(SigV4Request.builder("PROPFIND", "wss://h:443/").build(), API)).startsWith("PROPFIND\n")
			.contains("\nhost:h\n");
	}

	private static void presign(SignRequest.Builder<AwsCredentialsIdentity> signing) {
		signing.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
			.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(1));
	}

	private static ContentStreamProvider body() {
		return () -> new ByteArrayInputStream(BODY);
	}

	private String ours(SigV4Request request, SigningSettings settings) {
		return this.signer.sign(request, settings, SigV4Credentials.of("AKID", "secret"), NOW).canonicalRequest();
	}

	private String oursPresigned(SigV4Request request) {
		return this.signer.presign(request, API, SigV4Credentials.of("AKID", "secret"), NOW, Duration.ofMinutes(1))
			.canonicalRequest();
	}

	private static String theirs(String uri) {
		return theirs(uri, (request) -> {
		});
	}

	private static String theirs(String uri, Consumer<SdkHttpRequest.Builder> request) {
		return theirs(uri, request, (signing) -> {
		});
	}

	/** Return what AWS's signer says that its canonical request is. */
	private static String theirs(String uri, Consumer<SdkHttpRequest.Builder> request,
			Consumer<SignRequest.Builder<AwsCredentialsIdentity>> signing) {
		SdkHttpRequest.Builder sdkRequest = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create(uri));
		request.accept(sdkRequest);
		SignRequest.Builder<AwsCredentialsIdentity> signRequest = SignRequest
			.builder(AwsCredentialsIdentity.create("AKID", "secret"))
			.request(sdkRequest.build())
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
			.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true)
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
		signing.accept(signRequest);
		return OracleLog.record(() -> sign(signRequest))
			.stream()
			.filter((message) -> message.startsWith(Oracle.CANONICAL_REQUEST))
			.map((message) -> message.substring(Oracle.CANONICAL_REQUEST.length()))
			.findFirst()
			.orElseThrow();
	}

	private static SignedRequest sign(SignRequest.Builder<AwsCredentialsIdentity> signRequest) {
		return AwsV4HttpSigner.create().sign(signRequest.build());
	}

	private static String line(String canonicalRequest, int index) {
		return canonicalRequest.split("\n", -1)[index];
	}

	private static List<String> signedHeaders(String canonicalRequest) {
		String[] lines = canonicalRequest.split("\n", -1);
		return List.of(lines[lines.length - 2].split(";", -1));
	}

}
