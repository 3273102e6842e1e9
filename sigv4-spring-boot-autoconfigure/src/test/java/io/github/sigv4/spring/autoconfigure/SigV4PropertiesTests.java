package io.github.sigv4.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.web.client.RestClient;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How properties arrive at services.
 */
class SigV4PropertiesTests {

	@Test
	void secretsAreNotInTheText() {
		Credentials credentials = new Credentials("AKID", "open", "sesame", null, null, null);
		assertThat(credentials).asString().contains("AKID").doesNotContain("open").doesNotContain("sesame");
	}

	@Test
	void textSaysWhichSecretsAreMissing() {
		assertThat(new Credentials("AKID", null, null, "dev", null, null)).asString()
			.isEqualTo("Credentials[accessKeyId=AKID, secretAccessKey=null, sessionToken=null, profile=dev, "
					+ "assumeRole=null, eager=null]");
	}

	@Test
	void environmentVariablesSetUpAService() {
		Contexts.bare()
			.withInitializer((context) -> Contexts.setEnvironment(context.getEnvironment(),
					Map.of("AWS_SIGV4_SERVICES_ORDERS_BASEURL", "https://abc123.execute-api.eu-west-1.amazonaws.com",
							"AWS_SIGV4_SERVICES_ORDERS_SIGNEDHEADERS", "x-a,x-b",
							"AWS_SIGV4_SERVICES_ORDERS_CREDENTIALS_ACCESSKEYID", "AKIDENV",
							"AWS_SIGV4_SERVICES_ORDERS_CREDENTIALS_SECRETACCESSKEY", "secret")))
			.run((context) -> {
				SigV4Service orders = context.getBean(SigV4Services.class).get("orders");
				assertThat(orders.settings().signedHeaders()).containsExactly("x-a", "x-b");
				assertThat(orders.resolveCredentials().accessKeyId()).isEqualTo("AKIDENV");
				assertThat(Qualified.bean(context, RestClient.class, "orders")).isNotNull();
			});
	}

	@Test
	void environmentVariableOfANameWithADashMakesNoSecondService() {
		Map<String, Object> variables = new LinkedHashMap<>();
		variables.put("AWS_SIGV4_SERVICES_MYORDERS_REGION", "eu-north-1");
		Contexts.bare()
			.withPropertyValues("aws.sigv4.services.my-orders.base-url=https://api.example.com",
					"aws.sigv4.services.my-orders.signing-name=execute-api")
			.withInitializer((context) -> Contexts.setEnvironment(context.getEnvironment(), variables))
			.run((context) -> {
				SigV4Services services = context.getBean(SigV4Services.class);
				assertThat(services.names()).containsExactly("my-orders");
				assertThat(services.get("my-orders").settings().region()).isEqualTo("eu-north-1");
				assertThat(context.containsBean("sigv4.myorders.RestClient")).isFalse();
			});
	}

	@Test
	void placeholdersAreResolved() {
		Contexts.bare()
			.withPropertyValues("stage=prod",
					"aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com/${stage}")
			.run((context) -> assertThat(context.getBean(SigV4Services.class).get("orders").baseUrl())
				.hasToString("https://abc123.execute-api.eu-west-1.amazonaws.com/prod"));
	}

	@Test
	void emptyPlaceholdersOfCredentialsAreNone() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.services.orders.credentials.access-key-id=${NONE:}",
					"aws.sigv4.services.orders.credentials.secret-access-key=${NONE:}")
			.run((context) -> assertThat(
					context.getBean(SigV4Services.class).get("orders").resolveCredentials().accessKeyId())
				.isEqualTo("AKIDEXAMPLE"));
	}

	@Test
	void presetOfTheSigningNameHolds() {
		Contexts.withOrders().withPropertyValues("aws.sigv4.services.orders.signing-name=s3").run((context) -> {
			SigningSettings settings = context.getBean(SigV4Services.class).get("orders").settings();
			assertThat(settings.doubleEncodePath()).isFalse();
			assertThat(settings.contentSha256Header()).isTrue();
		});
	}

	@Test
	void propertiesChangeThePreset() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.services.orders.normalize-path=false",
					"aws.sigv4.services.orders.double-encode-path=false",
					"aws.sigv4.services.orders.content-sha256-header=true",
					"aws.sigv4.services.orders.payload=unsigned", "aws.sigv4.services.orders.max-buffer-size=1KB")
			.run((context) -> {
				SigV4Service orders = context.getBean(SigV4Services.class).get("orders");
				assertThat(orders.maxBufferSize()).isEqualTo(1024);
				assertThat(orders.settings().normalizePath()).isFalse();
				assertThat(orders.settings().doubleEncodePath()).isFalse();
				assertThat(orders.settings().contentSha256Header()).isTrue();
				assertThat(orders.settings().signedPayload()).isFalse();
			});
	}

	@Test
	void signedPayloadChangesAPresetWithout() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.services.orders.signing-name=vpc-lattice-svcs",
					"aws.sigv4.services.orders.payload=signed")
			.run((context) -> assertThat(context.getBean(SigV4Services.class).get("orders").settings().signedPayload())
				.isTrue());
	}

	@Test
	void bufferHolds10MegabytesByDefault() {
		Contexts.withOrders()
			.run((context) -> assertThat(context.getBean(SigV4Services.class).get("orders").maxBufferSize())
				.isEqualTo(SigV4Service.DEFAULT_MAX_BUFFER_SIZE));
	}

	@Test
	void algorithmSigv4IsAccepted() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.services.orders.algorithm=sigv4")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void applicationWithoutServicesStarts() {
		Contexts.complete().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(SigV4Services.class).names()).isEmpty();
		});
	}

	@Test
	void attachedSourceOfAllPropertiesIsChecked() {
		Contexts.withOrders()
			.withInitializer((context) -> ConfigurationPropertySources.attach(context.getEnvironment()))
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
