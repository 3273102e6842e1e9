package io.github.sigv4.spring.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.sigv4.spring.SigV4Presigner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The URL of a database is all that has to be configured for its tokens.
 */
class DatabaseTokenTests {

	@ParameterizedTest
	@CsvSource({ "mydb.cluster-abc.eu-west-1.rds.amazonaws.com:5432, /?Action=connect&DBUser=admin&, rds-db",
			"abc.dsql.eu-west-1.on.aws, /?Action=DbConnectAdmin&, dsql" })
	void whenBaseUrlIsOfADatabaseThenThePresignerMakesItsTokens(String authority, String target, String signingName) {
		Contexts.bare()
			.withPropertyValues("aws.sigv4.services.db.base-url=https://" + authority,
					"aws.sigv4.credentials.access-key-id=AKID", "aws.sigv4.credentials.secret-access-key=sesame")
			.run((context) -> assertThat(
					Qualified.bean(context, SigV4Presigner.class, "db").databaseToken("admin").value())
				.startsWith(authority + target)
				.containsPattern(
						"&X-Amz-Credential=AKID%2F[0-9]{8}%2Feu-west-1%2F" + signingName + "%2Faws4_request&"));
	}

}
