package io.github.sigv4.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names are read without binding, and are those that binding finds.
 */
class ServiceNamesTests {

	private static final String SERVICES = "aws.sigv4.services";

	@ParameterizedTest
	@ValueSource(strings = { ".orders.region=eu-west-1", ".my-orders.baseUrl=https://a", ".myOrders.base_url=https://a",
			"[My.Orders].region=eu-west-1", ".orders.region-set[0]=us-*", ".orders.chunked.chunk-size=128KB",
			".orders.credentials.assume-role.source-roles[0].role-arn=a", ".orders.credentials.access-key-id=a" })
	void whenAPropertyIsWrittenThenTheNameIsThatOfBinding(String property) {
		StandardEnvironment environment = environment(Map.of());
		TestPropertyValues.of(SERVICES + property, SERVICES + ".search.region=eu-west-1").applyTo(environment);
		assertThat(ServiceNames.of(environment)).hasSize(2).containsExactlyElementsOf(bound(environment));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ORDERS_REGION", "MYORDERS_BASEURL", "ORDERS_CREDENTIALS_ACCESSKEYID",
			"ORDERS_SIGNEDHEADERS_0", "ORDERS_BASE_URL", "ORDERS_SIGNING_NAME", "ORDERS_CREDENTIALS_ACCESS_KEY_ID",
			"ORDERS_ALLOWED_HOSTS", "ORDERS_ALLOWED_HOSTS_0" })
	void whenAVariableIsSetThenTheNameIsThatOfBinding(String variable) {
		StandardEnvironment environment = environment(Map.of("AWS_SIGV4_SERVICES_" + variable, "a"));
		assertThat(ServiceNames.of(environment)).hasSize(1).containsExactlyElementsOf(bound(environment));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ORDERS_NONE", "ORDERS_CREDENTIALS_NONE", "ORDERS_CHUNKED_NONE_REGION" })
	void whenAVariableIsOfAnotherProgramThenThereIsNoService(String variable) {
		StandardEnvironment environment = environment(Map.of("AWS_SIGV4_SERVICES_" + variable, "a"));
		assertThat(bound(environment)).isEmpty();
		assertThat(ServiceNames.of(environment)).isEmpty();
	}

	@Test
	void whenThereAreManyThenTheyAreInTheirOrderAndEachOnce() {
		StandardEnvironment environment = environment(Map.of());
		TestPropertyValues
			.of(IntStream.range(0, 100)
				.boxed()
				.flatMap((i) -> List.of(SERVICES + ".service-" + i + ".region=a",
						SERVICES + ".service" + i + ".region=b", SERVICES + ".service-" + i + ".signing-name=c")
					.stream()))
			.applyTo(environment);
		assertThat(ServiceNames.of(environment))
			.containsExactlyElementsOf(IntStream.range(0, 100).mapToObj((i) -> "service-" + i).toList());
	}

	private static StandardEnvironment environment(Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		Contexts.setEnvironment(environment, new LinkedHashMap<>(variables));
		return environment;
	}

	private static Set<String> bound(StandardEnvironment environment) {
		return Binder.get(environment)
			.bind(SERVICES, Bindable.mapOf(String.class, Service.class))
			.orElseGet(Map::of)
			.keySet();
	}

}
