package io.github.sigv4.spring.autoconfigure;

import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Application contexts to test in.
 */
final class Contexts {

	private Contexts() {
	}

	/**
	 * Our auto-configurations alone, blind for the machine's own environment.
	 */
	static ApplicationContextRunner bare() {
		return new ApplicationContextRunner()
			.withInitializer((context) -> setEnvironment(context.getEnvironment(), Map.of()))
			.withConfiguration(AutoConfigurations.of(SigV4AutoConfiguration.class,
					SigV4WebClientAutoConfiguration.class, SigV4RestClientAutoConfiguration.class));
	}

	/**
	 * Without AWS's SDK, as where it is excluded.
	 */
	static ApplicationContextRunner lean() {
		return bare().withClassLoader(new FilteredClassLoader("io.github.sigv4.awssdk", "software.amazon.awssdk"));
	}

	/**
	 * With Boot's auto-configurations of HTTP clients.
	 */
	static ApplicationContextRunner complete() {
		return bare().withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
						RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class));
	}

	/**
	 * Complete, with credentials and a service "orders" at a URL.
	 */
	static ApplicationContextRunner withOrders(String url) {
		return complete().withPropertyValues("aws.sigv4.credentials.access-key-id=AKIDEXAMPLE",
				"aws.sigv4.credentials.secret-access-key=secret", "aws.sigv4.services.orders.base-url=" + url,
				"aws.sigv4.services.orders.signing-name=execute-api", "aws.sigv4.services.orders.region=eu-west-1");
	}

	/**
	 * With a service "orders" that nobody calls.
	 */
	static ApplicationContextRunner withOrders() {
		return withOrders("https://abc123.execute-api.eu-west-1.amazonaws.com/prod");
	}

	static void setEnvironment(ConfigurableEnvironment environment, Map<String, Object> variables) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
	}

}
