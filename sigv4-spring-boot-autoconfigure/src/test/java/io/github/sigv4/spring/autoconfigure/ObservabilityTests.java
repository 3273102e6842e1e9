package io.github.sigv4.spring.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.client.RestClient;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Listener;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.actuate.SigV4Endpoint;
import io.github.sigv4.spring.actuate.SigV4HealthIndicator;
import io.github.sigv4.spring.actuate.SigV4SanitizingFunction;
import io.github.sigv4.spring.observe.SigV4Meters;
import io.github.sigv4.spring.wire.ListenedTo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which of meters, observations, endpoint and health there are, and when.
 */
class ObservabilityTests {

	private static final Class<?>[] BEANS = { SigV4Meters.class, ObservedSources.class, SigV4Endpoint.class,
			SigV4HealthIndicator.class, SigV4SanitizingFunction.class };

	@Test
	void whenTheActuatorIsThereThenThereIsEverything() {
		observed().withPropertyValues("management.endpoints.web.exposure.include=sigv4").run((context) -> {
			for (Class<?> bean : BEANS) {
				assertThat(context).hasSingleBean(bean);
			}
		});
	}

	@Test
	void whenLibrariesAreAbsentThenNothingOfItIsThere() {
		orders()
			.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.actuate.endpoint",
					"org.springframework.boot.health.contributor", "org.springframework.boot.micrometer"))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(SigV4Services.class);
				for (Class<?> bean : BEANS) {
					assertThat(context).doesNotHaveBean(bean);
				}
			});
	}

	@Test
	void whenOnlyTheActuatorIsThereThenNothingIsMeasured() {
		observed().withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SigV4SanitizingFunction.class)
				.doesNotHaveBean(SigV4Meters.class)
				.doesNotHaveBean(ObservedSources.class));
	}

	@Test
	void whenThereIsNoRegistryThenNobodyListens() {
		orders().run((context) -> {
			assertThat(context).doesNotHaveBean(SigV4Meters.class).doesNotHaveBean(ObservedSources.class);
			SigV4Service service = context.getBean(SigV4Services.class).get("orders");
			Object reports = ReflectionTestUtils.getField(service, "reports");
			assertThat(reports).extracting("listener").isSameAs(SigV4Listener.NONE);
		});
	}

	@Test
	void whenTheEndpointIsNotExposedThenItIsNotThere() {
		observed().run((context) -> assertThat(context).doesNotHaveBean(SigV4Endpoint.class)
			.hasSingleBean(SigV4SanitizingFunction.class));
	}

	@Test
	void whenHealthIsSwitchedOffThenItIsNotThere() {
		observed().withPropertyValues("management.health.sigv4.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SigV4HealthIndicator.class));
	}

	@Test
	void whenTheApplicationHasItsOwnThenThatIsUsed() {
		SigV4HealthIndicator own = new SigV4HealthIndicator(new SigV4Services(List.of()), Clock.systemUTC());
		observed().withBean("sigv4HealthIndicator", SigV4HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).getBean(SigV4HealthIndicator.class).isSameAs(own));
	}

	@Test
	void whenTheApplicationHasItsOwnContributorThenThatIsUsed() {
		HealthIndicator own = () -> Health.up().build();
		observed().withBean("sigv4HealthContributor", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(SigV4HealthIndicator.class)
				.getBean(HealthIndicator.class)
				.isSameAs(own));
	}

	@Test
	void whenNothingIsSignedThenTheContextStarts() {
		measured(observing(new ApplicationContextRunner()))
			.withPropertyValues("management.endpoints.web.exposure.include=sigv4")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MeterRegistry.class)
				.doesNotHaveBean(SigV4Meters.class)
				.doesNotHaveBean(SigV4Endpoint.class)
				.doesNotHaveBean(SigV4HealthIndicator.class));
	}

	@Test
	void whenARequestIsSignedThenTheRegistryHasItsTimer() {
		observed().run((context) -> {
			sign(context.getBean(SigV4Services.class));
			assertThat(context.getBean(MeterRegistry.class).get("aws.sigv4.sign").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void whenTheApplicationListensThenAllAreTold() {
		observed().withUserConfiguration(OwnListeners.class).run((context) -> {
			sign(context.getBean(SigV4Services.class));
			assertThat(context.getBean("own", ListenedTo.class).events()).containsExactly("orders signed");
			assertThat(context.getBean(MeterRegistry.class).get("aws.sigv4.sign").timer().count()).isEqualTo(1);
		});
	}

	/** As one for Amazon's own Prometheus. */
	@Test
	void whenARegistryNeedsAClientThatSignsThenTheContextStarts() {
		observed().withUserConfiguration(SigningRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed().hasBean("signingRegistry"));
	}

	@Test
	void whenAListenerNeedsClientsThatSignThenTheContextStartsAndItIsTold() {
		observed().withUserConfiguration(SigningListener.class, SigningRegistry.class).run((context) -> {
			assertThat(context).hasNotFailed();
			sign(context.getBean(SigV4Services.class));
			assertThat(context.getBean(ListenedTo.class).events()).containsExactly("orders signed");
		});
	}

	@Test
	void whenBeansAreLazyThenListenersAreTold() {
		orders().withUserConfiguration(SigningListener.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				sign(context.getBean(SigV4Services.class));
				assertThat(context.getBean(ListenedTo.class).events()).containsExactly("orders signed");
			});
	}

	@Test
	void whenCredentialsAreLookedForThenThatIsObserved() {
		orders()
			.withPropertyValues("aws.sigv4.services.other.base-url=https://a.execute-api.eu-west-1.amazonaws.com",
					"aws.sigv4.services.other.credentials.profile=nobody")
			.withBean(TestObservationRegistry.class, TestObservationRegistry::create)
			.run((context) -> {
				SigV4CredentialsProvider provider = context.getBean(SigV4Services.class)
					.get("other")
					.credentialsProvider();
				assertThat(provider.resolveCredentialsAsync(Runnable::run).toCompletableFuture())
					.failsWithin(Duration.ofSeconds(60));
				TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
					.hasSingleObservationThat()
					.hasNameEqualTo("aws.sigv4.credentials.refresh")
					.hasLowCardinalityKeyValue("credentials.source", "aws.sigv4.services.other.credentials")
					.hasError();
			});
	}

	@Test
	void whenBeansAreLazyThenCredentialsAreObserved() {
		orders().withBean(TestObservationRegistry.class, TestObservationRegistry::create)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(ObservedSources.class)).extracting("registry")
				.isNotSameAs(ObservationRegistry.NOOP));
	}

	private static void sign(SigV4Services services) {
		SigV4Service service = services.get("orders");
		SigV4Request request = SigV4Request
			.builder("GET", "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items")
			.build();
		service.sign(request, service.resolveCredentials());
	}

	private static ApplicationContextRunner orders() {
		return observing(Contexts.withOrders());
	}

	private static ApplicationContextRunner observing(ApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(SigV4EndpointAutoConfiguration.class,
				SigV4HealthContributorAutoConfiguration.class, SigV4MetricsAutoConfiguration.class,
				SigV4ObservationAutoConfiguration.class));
	}

	private static ApplicationContextRunner observed() {
		return measured(orders());
	}

	private static ApplicationContextRunner measured(ApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, EndpointAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnListeners {

		@Bean
		@Order(0)
		SigV4Listener broken() {
			return new SigV4Listener() {

				@Override
				public void signed(String service, Duration duration) {
					throw new IllegalStateException("of this listener alone");
				}

			};
		}

		@Bean
		@Order(1)
		ListenedTo own() {
			return new ListenedTo();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SigningListener {

		@Bean
		ListenedTo signingListener(SigV4Services services, @SigV4Client("orders") RestClient client) {
			return new ListenedTo();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SigningRegistry {

		@Bean
		SimpleMeterRegistry signingRegistry(SigV4Services services) {
			return new SimpleMeterRegistry();
		}

	}

}
