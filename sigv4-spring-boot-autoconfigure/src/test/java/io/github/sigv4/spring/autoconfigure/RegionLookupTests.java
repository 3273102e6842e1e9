package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

	@Test
	void beanOfTheSdkGoesBeforeTheSystemProperty() {
		at(OTHER_HOST).withBean(AwsRegionProvider.class, () -> () -> Region.EU_SOUTH_2)
			.withSystemProperties("aws.region=eu-south-1")
			.run((context) -> assertThat(region(context)).isEqualTo("eu-south-2"));
	}

	@Test
	void propertyOfAllServicesGoesBeforeTheBeanOfTheSdk() {
		at(OTHER_HOST).withBean(AwsRegionProvider.class, () -> () -> Region.EU_SOUTH_2)
			.withPropertyValues("aws.sigv4.region=eu-north-1")
			.run((context) -> assertThat(region(context)).isEqualTo("eu-north-1"));
	}

	@Test
	void severalBeansOfTheSdkAreNoneToChooseFrom() {
		at(OTHER_HOST).withBean("one", AwsRegionProvider.class, () -> () -> Region.EU_SOUTH_2)
			.withBean("two", AwsRegionProvider.class, () -> () -> Region.EU_SOUTH_2)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("several AwsRegionProvider beans (one, two)")
				.hasMessageContaining("Mark one of them @Primary, or set aws.sigv4.services.orders.region."));
	}

	@Test
	void beanOfTheSdkThatHasNoneIsPassedOver() {
		at(OTHER_HOST).withBean(AwsRegionProvider.class, () -> () -> {
			throw SdkClientException.create("none");
		})
			.withSystemProperties("aws.region=eu-south-1")
			.run((context) -> assertThat(region(context)).isEqualTo("eu-south-1"));
	}

	@Test
	void profileGoesAfterTheEnvironment(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("config"),
				"[default]\nregion = ap-south-1\n[profile dev]\nregion = ap-south-2\n");
		ApplicationContextRunner runner = at(OTHER_HOST).withSystemProperties("aws.configFile=" + file);
		runner.run((context) -> assertThat(region(context)).isEqualTo("ap-south-1"));
		runner.withSystemProperties("aws.profile=dev")
			.run((context) -> assertThat(region(context)).isEqualTo("ap-south-2"));
		runner.withPropertyValues("aws.sigv4.credentials.profile=dev")
			.run((context) -> assertThat(region(context)).isEqualTo("ap-south-2"));
		runner.withPropertyValues("aws.sigv4.services.orders.credentials.profile=dev")
			.run((context) -> assertThat(region(context)).isEqualTo("ap-south-2"));
		runner
			.withInitializer(
					(context) -> Contexts.setEnvironment(context.getEnvironment(), Map.of("AWS_REGION", "eu-west-2")))
			.run((context) -> assertThat(region(context)).isEqualTo("eu-west-2"));
	}

	@Test
	void instanceMetadataIsAskedAtTheFirstUse(@TempDir Path directory) throws IOException {
		AtomicInteger requests = new AtomicInteger();
		HttpServer metadata = metadata(requests);
		try {
			at(OTHER_HOST)
				.withSystemProperties("aws.configFile=" + directory.resolve("none"), "aws.disableEc2Metadata=false",
						"aws.ec2MetadataServiceEndpoint=http://127.0.0.1:" + metadata.getAddress().getPort())
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(requests).hasValue(0);
					assertThat(region(context)).isEqualTo("me-south-1");
					int first = requests.get();
					assertThat(region(context)).isEqualTo("me-south-1");
					assertThat(requests).hasValue(first);
				});
		}
		finally {
			metadata.stop(0);
		}
	}

	@Test
	void regionThatIsNowhereFailsAtTheFirstUseAndSaysWhereItWasLookedFor(@TempDir Path directory) {
		at(OTHER_HOST)
			.withSystemProperties("aws.configFile=" + directory.resolve("none"), "aws.disableEc2Metadata=true")
			.run((context) -> {
				SigV4Service orders = context.getBean(SigV4Services.class).get("orders");
				assertThat(orders.cachedCredentials()).isNull();
				assertThatExceptionOfType(SigV4Exception.class).isThrownBy(orders::resolveCredentials)
					.withMessageStartingWith("SigV4 service 'orders': No region was found. Looked at: ")
					.withMessageContainingAll("aws.sigv4.services.orders.region", "the host api.example.com",
							"aws.sigv4.region", "the AwsRegionProvider bean", "the system property aws.region",
							"AWS_REGION", "the profile", "the instance metadata service",
							"Set aws.sigv4.services.orders.region, or aws.sigv4.region for all services.");
			});
	}

	private static HttpServer metadata(AtomicInteger requests) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/latest/api/token", (exchange) -> answer(exchange, "token"));
		server.createContext("/latest/dynamic/instance-identity/document", (exchange) -> {
			requests.incrementAndGet();
			answer(exchange, "{\"region\":\"me-south-1\"}");
		});
		server.start();
		return server;
	}

	private static void answer(HttpExchange exchange, String body) throws IOException {
		try (exchange) {
			exchange.sendResponseHeaders(200, body.length());
			exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
		}
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
