package io.github.sigv4.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where credentials come from, and when they are asked for.
 */
class CredentialsLookupTests {

	private final AtomicInteger asked = new AtomicInteger();

	@Test
	void surroundingsAreTheLastResort() {
		services().run((context) -> assertThat(keys(context, "orders")).isEqualTo("AKIASURROUNDINGS"));
	}

	@Test
	void beanOfTheSdkGoesBeforeTheSurroundings() {
		withSdkBean(services()).run((context) -> assertThat(keys(context, "orders")).isEqualTo("AKIASDK"));
	}

	@Test
	void propertiesOfAllServicesGoBeforeTheBeanOfTheSdk() {
		withProperties(withSdkBean(services()))
			.run((context) -> assertThat(keys(context, "orders")).isEqualTo("AKIAALL"));
	}

	@Test
	void beanOfOurTypeGoesBeforeThePropertiesOfAllServices() {
		withBean(withProperties(withSdkBean(services())))
			.run((context) -> assertThat(keys(context, "orders")).isEqualTo("AKIABEAN"));
	}

	@Test
	void propertiesOfTheServiceGoBeforeAllElse() {
		withOwn(withBean(withProperties(withSdkBean(services())))).run((context) -> {
			assertThat(keys(context, "orders")).isEqualTo("AKIAOWN");
			assertThat(keys(context, "stock")).isEqualTo("AKIABEAN");
		});
	}

	@Test
	void withoutTheSdkSurroundingsAreTheLastResort() {
		ApplicationContextRunner lean = services(Contexts.lean());
		lean.run((context) -> assertThat(keys(context, "orders")).isEqualTo("AKIASURROUNDINGS"));
		withOwn(withProperties(lean)).run((context) -> {
			assertThat(keys(context, "orders")).isEqualTo("AKIAOWN");
			assertThat(keys(context, "stock")).isEqualTo("AKIAALL");
		});
	}

	@Test
	void servicesShareWhatIsFoundInTheSurroundings() {
		services().run((context) -> assertThat(provider(context, "orders")).isSameAs(provider(context, "stock")));
	}

	@Test
	void beanOfTheSdkIsAskedOnceForAllServices() {
		withSdkBean(services()).run((context) -> {
			assertThat(provider(context, "orders")).isSameAs(provider(context, "stock"));
			assertThat(this.asked).hasValue(0);
			assertThat(keys(context, "orders")).isEqualTo("AKIASDK");
			assertThat(keys(context, "stock")).isEqualTo("AKIASDK");
			assertThat(keys(context, "stock")).isEqualTo("AKIASDK");
			assertThat(this.asked).hasValue(1);
		});
	}

	@Test
	void servicesShareTheProfileOfAllButNotTheirOwn() {
		services()
			.withPropertyValues("aws.sigv4.credentials.profile=all",
					"aws.sigv4.services.orders.credentials.profile=own")
			.withPropertyValues(service("bills"))
			.run((context) -> {
				assertThat(provider(context, "stock")).isSameAs(provider(context, "bills"));
				assertThat(provider(context, "orders")).isNotSameAs(provider(context, "stock"));
			});
	}

	/** Or those who wait at two services would ask a slow one twice. */
	@Test
	void servicesShareTheBeanOfOurType() {
		withBean(services())
			.run((context) -> assertThat(provider(context, "orders")).isSameAs(provider(context, "stock")));
	}

	@Test
	void beanIsNotCachedByUs() {
		withBean(services()).run((context) -> {
			assertThat(keys(context, "orders")).isEqualTo("AKIABEAN");
			assertThat(keys(context, "orders")).isEqualTo("AKIABEAN");
			assertThat(this.asked).hasValue(2);
		});
	}

	@Test
	void nobodyIsAskedAtStart() {
		withSdkBean(services()).run((context) -> assertThat(this.asked).hasValue(0));
		withBean(services()).run((context) -> assertThat(this.asked).hasValue(0));
	}

	@Test
	void whenEagerThenTheProviderIsAskedAtStart() {
		withSdkBean(services()).withPropertyValues("aws.sigv4.credentials.eager=true")
			.run((context) -> assertThat(this.asked).hasValue(1));
	}

	@Test
	void whenEagerThenOneServiceMayNotBe() {
		withBean(services())
			.withPropertyValues("aws.sigv4.credentials.eager=true", "aws.sigv4.services.orders.credentials.eager=false")
			.run((context) -> assertThat(this.asked).hasValue(1));
	}

	@Test
	void whenOneServiceIsEagerThenTheOthersAreNot() {
		withBean(services()).withPropertyValues("aws.sigv4.services.orders.credentials.eager=true")
			.run((context) -> assertThat(this.asked).hasValue(1));
	}

	@Test
	void whenThereAreNoCredentialsThenTheApplicationStarts() {
		withoutSurroundings().run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "aws.sigv4.credentials.eager=true", "aws.sigv4.services.orders.credentials.eager=true" })
	void whenEagerAndThereAreNoCredentialsThenItDoesNot(String eager) {
		withoutSurroundings().withPropertyValues(eager)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("SigV4 service 'orders': No AWS credentials were found. Looked at: "));
	}

	@Test
	void whenEagerButSwitchedOffThenNobodyIsAsked() {
		withoutSurroundings().withPropertyValues("aws.sigv4.credentials.eager=true", "aws.sigv4.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private ApplicationContextRunner withBean(ApplicationContextRunner runner) {
		return runner.withBean(SigV4CredentialsProvider.class, () -> () -> {
			this.asked.incrementAndGet();
			return SigV4Credentials.of("AKIABEAN", "secret");
		});
	}

	private ApplicationContextRunner withSdkBean(ApplicationContextRunner runner) {
		return runner.withBean(AwsCredentialsProvider.class, () -> new SdkProvider(this.asked));
	}

	private static ApplicationContextRunner withProperties(ApplicationContextRunner runner) {
		return runner.withPropertyValues("aws.sigv4.credentials.access-key-id=AKIAALL",
				"aws.sigv4.credentials.secret-access-key=secret");
	}

	private static ApplicationContextRunner withOwn(ApplicationContextRunner runner) {
		return runner.withPropertyValues("aws.sigv4.services.orders.credentials.access-key-id=AKIAOWN",
				"aws.sigv4.services.orders.credentials.secret-access-key=secret");
	}

	private static ApplicationContextRunner services() {
		return services(Contexts.bare());
	}

	private static ApplicationContextRunner services(ApplicationContextRunner runner) {
		return runner.withPropertyValues(service("orders"))
			.withPropertyValues(service("stock"))
			.withSystemProperties("aws.accessKeyId=AKIASURROUNDINGS", "aws.secretAccessKey=secret");
	}

	private static ApplicationContextRunner withoutSurroundings() {
		return Contexts.bare()
			.withPropertyValues(service("orders"))
			.withSystemProperties("aws.configFile=none", "aws.sharedCredentialsFile=none",
					"aws.disableEc2Metadata=true");
	}

	private static String[] service(String name) {
		return List
			.of("aws.sigv4.services." + name + ".base-url=https://api.example.com",
					"aws.sigv4.services." + name + ".signing-name=execute-api",
					"aws.sigv4.services." + name + ".region=eu-west-1")
			.toArray(String[]::new);
	}

	private static String keys(AssertableApplicationContext context, String name) {
		return service(context, name).resolveCredentials().accessKeyId();
	}

	private static SigV4CredentialsProvider provider(AssertableApplicationContext context, String name) {
		return service(context, name).credentialsProvider();
	}

	private static SigV4Service service(AssertableApplicationContext context, String name) {
		return context.getBean(SigV4Services.class).get(name);
	}

	private record SdkProvider(AtomicInteger asked) implements AwsCredentialsProvider {

		@Override
		public AwsCredentials resolveCredentials() {
			this.asked.incrementAndGet();
			return AwsBasicCredentials.create("AKIASDK", "secret");
		}

	}

}
