package io.github.sigv4;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link DatabaseToken}, by AWS's own utility for RDS and its signer.
 */
class DatabaseTokenTests {

	private static final Instant NOW = Instant.parse("2024-02-29T23:59:59.999Z");

	private static final String RDS_HOST = "mydb.abc.eu-west-1.rds.amazonaws.com";

	private static final String DSQL_HOST = "abc.dsql.eu-west-1.on.aws";

	private static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIDEXAMPLE", "mysecret");

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void shouldBeTheTokenOfTheRdsUtilities() {
		Random random = new Random(1);
		List<String> users = List.of("app", "a b+c@d/\u00fc", "%41", "\ud83d\ude00", "a&Action=x#", "~-._*'()!");
		for (int round = 0; round < 400; round++) {
			String region = List.of("eu-west-1", "us-east-1", "us-gov-west-1", "cn-north-1").get(random.nextInt(4));
			int port = List.of(443, 80, 3306, 5432, 1 + random.nextInt(65535)).get(random.nextInt(5));
			String user = users.get(random.nextInt(users.size())) + ((round % 2 == 0) ? "" : random.nextInt());
			String host = "db" + round + ".cluster-abc." + region + ".rds.amazonaws.com";
			SigV4Credentials credentials = credentials(random);
			String theirs = RdsUtilities.builder()
				.region(Region.of(region))
				.credentialsProvider(StaticCredentialsProvider.create(sdkCredentials(credentials)))
				.build()
				.generateAuthenticationToken((request) -> request.hostname(host).port(port).username(user));
			Instant instant = RequestDate.parse(theirs.replaceAll(".*X-Amz-Date=|&.*", ""));
			DatabaseToken ours = rds(region, DatabaseToken.connectToRds(host, port, user), credentials, instant);
			assertSame(ours.value(), theirs);
			assertThat(ours.expiration()).isEqualTo(instant.plusSeconds(900));
		}
	}

	/** What AWS's utility for DSQL, which is not at hand, has its signer do. */
	@Test
	void shouldBeTheTokenThatAwsSignsForDsql() {
		Random random = new Random(2);
		for (int round = 0; round < 300; round++) {
			String region = List.of("eu-west-1", "us-east-1", "us-east-2").get(random.nextInt(3));
			String user = List.of("admin", "app", "Admin", "administrator").get(random.nextInt(4));
			String host = "abc" + round + ".dsql." + region + ".on.aws";
			Duration expires = (round % 2 == 0) ? DatabaseToken.EXPIRES
					: Duration.ofSeconds(1 + random.nextInt(604800));
			SigV4Credentials credentials = credentials(random);
			Instant instant = NOW.plusSeconds(random.nextInt());
			SdkHttpRequest theirs = AwsV4HttpSigner.create()
				.sign(SignRequest.builder(sdkCredentials(credentials))
					.request(SdkHttpRequest.builder()
						.method(SdkHttpMethod.GET)
						.uri(URI.create("https://" + host + "/"))
						.putRawQueryParameter("Action", user.equals("admin") ? "DbConnectAdmin" : "DbConnect")
						.build())
					.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "dsql")
					.putProperty(AwsV4HttpSigner.REGION_NAME, region)
					.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
					.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expires)
					.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(instant, ZoneOffset.UTC))
					.build())
				.request();
			SignedRequest signed = this.signer.presign(DatabaseToken.connectToDsql(host, user),
					SigningSettings.forService("dsql", region), credentials, instant, expires);
			assertSame(DatabaseToken.of(signed).value(), theirs.getUri().toString().replace("https://", ""));
		}
	}

	/** To the byte, but for the order of the parameters, which is free. */
	private static void assertSame(String ours, String theirs) {
		assertThat(ours.split("[?]", 2)[0]).isEqualTo(theirs.split("[?]", 2)[0]);
		assertThat(ours.split("[?]", 2)[1].split("&", -1))
			.containsExactlyInAnyOrder(theirs.split("[?]", 2)[1].split("&", -1));
	}

	private static SigV4Credentials credentials(Random random) {
		return random.nextBoolean() ? PERMANENT
				: SigV4Credentials.of("ASIAEXAMPLE", "mysecret", "my/token+==" + random.nextInt());
	}

	private static AwsCredentials sdkCredentials(SigV4Credentials credentials) {
		String token = credentials.sessionToken();
		return (token != null)
				? AwsSessionCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey(), token)
				: AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey());
	}

	@Test
	void whenCredentialsExpireSoonerThenTheTokenDoes() {
		SigV4Credentials credentials = SigV4Credentials.of("ASIA", "mysecret", "mytoken", NOW.plusSeconds(60));
		DatabaseToken token = rds("eu-west-1", DatabaseToken.connectToRds(RDS_HOST, 5432, "app"), credentials, NOW);
		assertThat(token.expiration()).isEqualTo("2024-03-01T00:00:59Z");
		assertThat(token.value()).contains("&X-Amz-Expires=60&");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "https://h", "h:5432", "h/", "h?", "user@h", "h#f", "h\u00fc" })
	void whenTheHostIsNotANameThenItIsRefused(String host) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> DatabaseToken.connectToRds(host, 5432, "app"))
			.withMessageContaining("host");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> DatabaseToken.connectToDsql(host, "app"))
			.withMessageContaining("host");
	}

	@ParameterizedTest
	@CsvSource({ "-1, app, port", "0, app, port", "65536, app, port", "5432, '', user", "5432, ' ', user" })
	void whenPortOrUserAreMissingThenItIsRefused(int port, String user, String part) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> DatabaseToken.connectToRds(RDS_HOST, port, user))
			.withMessageContaining(part);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 65535 })
	void shouldTakeEachPortThereIs(int port) {
		assertThat(DatabaseToken.connectToRds(RDS_HOST, port, "app").header("host")).isEqualTo(RDS_HOST + ":" + port);
	}

	@Test
	void whenTheUserOfDsqlIsMissingThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> DatabaseToken.connectToDsql(DSQL_HOST, ""))
			.withMessageContaining("user");
	}

	@Test
	void whenRdsWouldNotTakeTheTimeThenItIsRefused() {
		SigV4Request rds = DatabaseToken.connectToRds("db.abc.eu-west-1.rds.amazonaws.com", 5432, "app");
		SigV4Request dsql = DatabaseToken.connectToDsql("abc.dsql.eu-west-1.on.aws", "app");
		SigV4Credentials credentials = SigV4Credentials.of("AKID", "secret");
		Instant instant = Instant.parse("2026-01-01T00:00:00Z");
		Duration longer = DatabaseToken.EXPIRES.plusSeconds(1);
		SignedRequest forRds = SigV4Signer.create()
			.presign(rds, SigningSettings.forService("rds-db", "eu-west-1"), credentials, instant, longer);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> DatabaseToken.of(forRds))
			.withMessageContaining("15 minutes at most");
		SignedRequest forDsql = SigV4Signer.create()
			.presign(dsql, SigningSettings.forService("dsql", "eu-west-1"), credentials, instant, longer);
		assertThat(DatabaseToken.of(forDsql).expiration()).isEqualTo(instant.plus(longer));
	}

	@Test
	void whenItIsNoUrlThatExpiresThenItIsRefused() {
		SigV4Request request = DatabaseToken.connectToDsql(DSQL_HOST, "app");
		SigningSettings settings = SigningSettings.forService("dsql", "eu-west-1");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> DatabaseToken.of(this.signer.sign(request, settings, PERMANENT, NOW)))
			.withMessageContaining("15 minutes");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> DatabaseToken.of(this.signer.presign(request, settings, PERMANENT, NOW, null)))
			.withMessageContaining("15 minutes");
	}

	@Test
	void shouldNotShowTheToken() {
		assertThat(rds("eu-west-1", DatabaseToken.connectToRds(RDS_HOST, 5432, "app"), PERMANENT, NOW))
			.hasToString("DatabaseToken[expiration=2024-03-01T00:14:59Z]");
	}

	private DatabaseToken rds(String region, SigV4Request request, SigV4Credentials credentials, Instant instant) {
		return DatabaseToken.of(this.signer.presign(request, SigningSettings.forService("rds-db", region), credentials,
				instant, DatabaseToken.EXPIRES));
	}

}
