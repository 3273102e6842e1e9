package io.github.sigv4.spring.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.spring.SigV4Services;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where region and signing name come from.
 */
class RegionLookupTests {

	private static final String AWS_HOST = "https://abc123.execute-api.eu-central-1.amazonaws.com";

	private static final String OTHER_HOST = "https://api.example.com";

	@Test
	void propertyOfTheServiceGoesBeforeTheHost() {
		at(AWS_HOST).withPropertyValues("aws.sigv4.services.orders.region=eu-north-1")
			.run((context) -> assertThat(region(context)).isEqualTo("eu-north-1"));
	}

	@Test
	void hostGoesBeforeThePropertyOfAllServices() {
		at(AWS_HOST).withPropertyValues("aws.sigv4.region=eu-north-1")
			.run((context) -> assertThat(region(context)).isEqualTo("eu-central-1"));
	}

	@Test
	void propertyOfAllServicesGoesBeforeTheSystemProperty() {
		at(OTHER_HOST).withPropertyValues("aws.sigv4.region=eu-north-1")
			.withSystemProperties("aws.region=eu-south-1")
			.run((context) -> assertThat(region(context)).isEqualTo("eu-north-1"));
	}

	@Test
	void systemPropertyGoesBeforeTheEnvironment() {
		at(OTHER_HOST).withSystemProperties("aws.region=eu-south-1")
			.withInitializer(
					(context) -> Contexts.setEnvironment(context.getEnvironment(), Map.of("AWS_REGION", "eu-west-2")))
			.run((context) -> assertThat(region(context)).isEqualTo("eu-south-1"));
	}

	@Test
	void environmentIsTheLastResort() {
		at(OTHER_HOST)
			.withInitializer(
					(context) -> Contexts.setEnvironment(context.getEnvironment(), Map.of("AWS_REGION", "eu-west-2")))
			.run((context) -> assertThat(region(context)).isEqualTo("eu-west-2"));
	}

	@Test
	void propertyOfAnApplicationThatIsCalledAsTheSystemPropertyIsNotLookedAt() {
		at(OTHER_HOST).withClassLoader(new FilteredClassLoader("io.github.sigv4.awssdk"))
			.withPropertyValues("aws.region=eu-west-3")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void signingNameIsThatOfTheHost() {
		Contexts.bare()
			.withPropertyValues("aws.sigv4.services.orders.base-url=" + AWS_HOST)
			.run((context) -> assertThat(settings(context).signingName()).isEqualTo("execute-api"));
	}

	@Test
	void signingHostTellsWhereTheConnectionGoesElsewhere() {
		Contexts.bare()
			.withPropertyValues("aws.sigv4.services.orders.base-url=http://localhost:9200",
					"aws.sigv4.services.orders.signing-host=vpc-abc.eu-west-1.es.amazonaws.com")
			.run((context) -> {
				assertThat(settings(context).signingName()).isEqualTo("es");
				assertThat(settings(context).region()).isEqualTo("eu-west-1");
			});
	}

	private static ApplicationContextRunner at(String url) {
		return Contexts.bare()
			.withPropertyValues("aws.sigv4.services.orders.base-url=" + url,
					"aws.sigv4.services.orders.signing-name=execute-api");
	}

	private static String region(AssertableApplicationContext context) {
		return settings(context).region();
	}

	private static SigningSettings settings(AssertableApplicationContext context) {
		return context.getBean(SigV4Services.class).get("orders").settings();
	}

}
