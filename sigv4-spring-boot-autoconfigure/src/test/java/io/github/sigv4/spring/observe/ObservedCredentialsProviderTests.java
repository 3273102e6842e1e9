package io.github.sigv4.spring.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ObservedCredentialsProviderTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void whenTheSourceIsAskedThenThatIsObserved() {
		SigV4CredentialsProvider kept = SigV4CredentialsProvider
			.caching(observed(SigV4CredentialsProvider.of(TestServices.PERMANENT)), new MovedClock());
		assertThat(kept.resolveCredentials()).isSameAs(TestServices.PERMANENT);
		assertThat(kept.resolveCredentials()).isSameAs(TestServices.PERMANENT);
		assertObserved(1);
		kept.refreshCredentials(TestServices.TEMPORARY);
		assertObserved(1);
		kept.refreshCredentials(TestServices.PERMANENT);
		assertObserved(2);
	}

	private void assertObserved(int times) {
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsWithNameEqualTo("aws.sigv4.credentials.refresh", times)
			.forAllObservationsWithNameEqualTo("aws.sigv4.credentials.refresh",
					(context) -> context.hasLowCardinalityKeyValue("credentials.source", "surroundings")
						.doesNotHaveError());
	}

	@Test
	void whenTheSourceFailsThenWhyIsObservedWithoutItsCauses() {
		CredentialsException failure = new CredentialsException("Nothing there.", new IllegalStateException("sesame"));
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(failing(failure)::resolveCredentials)
			.isSameAs(failure);
		assertError("Nothing there.");
	}

	@Test
	void whenTheSourceFailsStrangelyThenOnlyTheKindIsObserved() {
		IllegalStateException failure = new IllegalStateException("sesame");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(failing(failure)::resolveCredentials)
			.isSameAs(failure);
		assertError("The source of the credentials cannot be used: java.lang.IllegalStateException");
	}

	private void assertError(String message) {
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasBeenStopped()
			.satisfies((context) -> assertThat(context.getError()).isExactlyInstanceOf(CredentialsException.class)
				.hasMessage(message)
				.hasNoCause());
	}

	@Test
	void whenTheSourceIsObservedThenItKeepsItsName() {
		assertThat(observed(SigV4CredentialsProvider.of(TestServices.PERMANENT)))
			.hasToString("the keys with the access key id AKIDEXAMPLE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "onStart", "onScopeOpened", "onScopeClosed", "onStop" })
	void whenAHandlerFailsThenCredentialsAreGivenAllTheSame(String step) {
		List<String> told = new ArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(handler(told::add)).observationHandler(handler((current) -> {
			if (current.equals(step)) {
				throw new IllegalStateException("of this handler");
			}
		}));
		assertThat(new ObservedCredentialsProvider("surroundings", SigV4CredentialsProvider.of(TestServices.PERMANENT),
				() -> registry)
			.resolveCredentials()).isSameAs(TestServices.PERMANENT);
		assertThat(told).startsWith("onStart");
		if (!step.equals("onStop")) {
			assertThat(told).endsWith("onStop");
		}
		assertThat(registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void whenAHandlerFailsThenTheFailureOfTheSourceIsToldAllTheSame() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(handler((step) -> {
			throw new IllegalStateException("of this handler");
		}));
		CredentialsException failure = new CredentialsException("Nothing there.");
		SigV4CredentialsProvider source = new ObservedCredentialsProvider("surroundings", () -> {
			throw failure;
		}, () -> registry);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(source::resolveCredentials).isSameAs(failure);
	}

	private static ObservationHandler<Observation.Context> handler(Consumer<String> steps) {
		return new ObservationHandler<>() {

			@Override
			public void onStart(Observation.Context context) {
				steps.accept("onStart");
			}

			@Override
			public void onError(Observation.Context context) {
				steps.accept("onError");
			}

			@Override
			public void onScopeOpened(Observation.Context context) {
				steps.accept("onScopeOpened");
			}

			@Override
			public void onScopeClosed(Observation.Context context) {
				steps.accept("onScopeClosed");
			}

			@Override
			public void onStop(Observation.Context context) {
				steps.accept("onStop");
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		};
	}

	private SigV4CredentialsProvider failing(RuntimeException failure) {
		return observed(new SigV4CredentialsProvider() {

			@Override
			public SigV4Credentials resolveCredentials() {
				throw failure;
			}

		});
	}

	private SigV4CredentialsProvider observed(SigV4CredentialsProvider source) {
		return new ObservedCredentialsProvider("surroundings", source, () -> this.registry);
	}

}
