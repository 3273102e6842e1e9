package io.github.sigv4.spring;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.sigv4.DatabaseToken;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link SigV4Presigner#databaseToken}, whose tokens are those that the engine makes.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseConnectionTests {

	private static final Instant NOW = Instant.parse("2024-02-29T23:59:59Z");

	private static final String RDS = "mydb.cluster-abc.eu-west-1.rds.amazonaws.com";

	private static final String DSQL = "abc.dsql.eu-west-1.on.aws";

	private static final Duration QUARTER = Duration.ofMinutes(15);

	@ParameterizedTest
	@CsvSource({ "5432, app, app", "3306, a b+c@d/\u00fc, a%20b%2Bc%40d%2F%C3%BC" })
	void whenServiceIsRdsThenIsTokenForHostPortAndUser(int port, String user, String encoded) {
		DatabaseToken token = presigner("rds-db", "https://" + RDS + ":" + port).databaseToken(user);
		assertThat(token).isEqualTo(token("rds-db", DatabaseToken.connectToRds(RDS, port, user), QUARTER));
		assertThat(token.value()).startsWith(RDS + ":" + port + "/?Action=connect&DBUser=" + encoded + "&")
			.contains("&X-Amz-Expires=900&");
	}

	@ParameterizedTest
	@CsvSource({ "app, DbConnect", "admin, DbConnectAdmin" })
	void whenServiceIsDsqlThenTheAdminHasAnActionOfItsOwn(String user, String action) {
		SigV4Presigner presigner = presigner("dsql", "https://" + DSQL);
		assertThat(presigner.databaseToken(user))
			.isEqualTo(token("dsql", DatabaseToken.connectToDsql(DSQL, user), QUARTER));
		DatabaseToken week = presigner.databaseToken(user, Duration.ofDays(7));
		assertThat(week.value()).startsWith(DSQL + "/?Action=" + action + "&").contains("&X-Amz-Expires=604800&");
		assertThat(week.expiration()).isEqualTo(NOW.plus(Duration.ofDays(7)));
	}

	@Test
	void whenReachedThroughATunnelThenTheTokenIsOfTheSigningHost() {
		SigV4Presigner tunnel = new SigV4Presigner(
				service("rds-db", "https://localhost:15432").signingHost(RDS + ":5432").build());
		assertThat(tunnel.databaseToken("app"))
			.isEqualTo(token("rds-db", DatabaseToken.connectToRds(RDS, 5432, "app"), QUARTER));
	}

	@Test
	void whenCredentialsExpireSoonerThenTheTokenDoesAndTheLogSaysSo(CapturedOutput output) {
		SigV4Service service = SigV4Service
			.builder("db", SigningSettings.forService("rds-db", "eu-west-1"),
					SigV4CredentialsProvider.of(SigV4Credentials.of("ASIA", "sesame", "mytoken", NOW.plusSeconds(60))))
			.clock(Clock.fixed(NOW, ZoneOffset.UTC))
			.baseUrl(URI.create("https://" + RDS + ":5432"))
			.build();
		DatabaseToken token = new SigV4Presigner(service).databaseToken("app");
		assertThat(token.expiration()).isEqualTo(NOW.plusSeconds(60));
		assertThat(output).containsOnlyOnce("SigV4 service 'db': presigned for 60 seconds instead of 900")
			.doesNotContain("mytoken", "sesame", RDS);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			execute-api | https://abc.execute-api.eu-west-1.amazonaws.com | aws.sigv4.services.db.signing-name to rds-db
			rds         | https://rds.eu-west-1.amazonaws.com             | 'rds'
			rds-db      | https://mydb.abc.eu-west-1.rds.amazonaws.com    | aws.sigv4.services.db.base-url
			rds-db      |                                                 | aws.sigv4.services.db.base-url
			dsql        |                                                 | aws.sigv4.services.db.base-url
			""")
	void whenServiceIsNoDatabaseThenNamesTheProperty(String signingName, String baseUrl, String expected) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner(signingName, baseUrl).databaseToken("app"))
			.withMessageStartingWith("SigV4 service 'db': ")
			.withMessageContaining(expected);
	}

	@Test
	void whenSigningHostHasNoPortThenNamesThatProperty() {
		SigV4Presigner tunnel = new SigV4Presigner(
				service("rds-db", "https://localhost:15432").signingHost(RDS).build());
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> tunnel.databaseToken("app"))
			.withMessageContaining("aws.sigv4.services.db.signing-host")
			.satisfies((ex) -> assertThat(ex).message().containsOnlyOnce("SigV4 service 'db': "));
	}

	@ParameterizedTest
	@CsvSource({ "rds-db, PT15M0.001S, 15 minutes", "rds-db, PT0S, 1 second", "dsql, P7DT1S, 7 days" })
	void whenTimeIsOutOfRangeThenIsRefused(String signingName, Duration expires, String expected) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner(signingName, "https://h:5432").databaseToken("app", expires))
			.withMessageStartingWith("SigV4 service 'db': ")
			.withMessageContaining(expected);
	}

	@ParameterizedTest
	@CsvSource({ "rds-db", "dsql" })
	void whenThereIsNoUserThenNamesTheService(String signingName) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner(signingName, "https://h:5432").databaseToken(""))
			.withMessageStartingWith("SigV4 service 'db': ")
			.withMessageContaining("user");
	}

	@Test
	void whenServiceIsNotEnabledThenSaysThatThereIsNoUnsignedToken() {
		SigV4Presigner presigner = new SigV4Presigner(
				service("unsigned", "https://" + RDS + ":5432").enabled(false).build());
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> presigner.databaseToken("app"))
			.withMessageStartingWith("SigV4 service 'db': It is not enabled");
	}

	private static DatabaseToken token(String signingName, SigV4Request request, Duration expires) {
		return DatabaseToken.of(SigV4Signer.create()
			.presign(request, SigningSettings.forService(signingName, "eu-west-1"),
					SigV4Credentials.of("AKID", "sesame"), NOW, expires));
	}

	private static SigV4Presigner presigner(String signingName, String baseUrl) {
		return new SigV4Presigner(service(signingName, baseUrl).build());
	}

	private static SigV4Service.Builder service(String signingName, String baseUrl) {
		return SigV4Service
			.builder("db", SigningSettings.forService(signingName, "eu-west-1"),
					SigV4CredentialsProvider.of(SigV4Credentials.of("AKID", "sesame")))
			.clock(Clock.fixed(NOW, ZoneOffset.UTC))
			.baseUrl((baseUrl != null) ? URI.create(baseUrl) : null);
	}

}
