package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.Groups;

import io.github.sigv4.spring.SigV4Services;

/**
 * The HTTP service groups that bear the name of a service.
 */
class ServiceGroups {

	/**
	 * Before Boot sets the group's own {@code base-url}, which goes before the service's.
	 */
	static final int BEFORE_PROPERTIES = Ordered.HIGHEST_PRECEDENCE;

	/**
	 * After Boot's properties, and the application's customizers and configurers, one of
	 * which may set a request factory. Those have the same order, unless they say so, but
	 * their beans come before ours.
	 */
	static final int AFTER_CUSTOMIZERS = Ordered.LOWEST_PRECEDENCE;

	private final SigV4Services services;

	private final Environment environment;

	private final HttpClientSettingsPropertyMapper settings;

	ServiceGroups(SigV4Services services, Environment environment, @Nullable SslBundles sslBundles,
			@Nullable HttpClientSettings settings) {
		this.services = services;
		this.environment = environment;
		this.settings = new HttpClientSettingsPropertyMapper(sslBundles, settings);
	}

	/**
	 * Set the base URL of each group to that of its service.
	 * @param groups the groups
	 * @param setter sets the base URL of a builder
	 * @param <B> the type of the builder
	 */
	<B> void setBaseUrls(Groups<B> groups, BiConsumer<B, String> setter) {
		for (String name : this.services.names()) {
			URI baseUrl = this.services.get(name).baseUrl();
			if (baseUrl != null) {
				// Filters add up until a group is configured, so never one without the
				// other
				groups.filterByName(name).forEachClient((group, builder) -> setter.accept(builder, baseUrl.toString()));
			}
		}
	}

	/**
	 * Let the clients of each group sign.
	 * @param groups the groups
	 * @param signing signs with a builder
	 * @param <B> the type of the builder
	 */
	<B> void sign(Groups<B> groups, Signing<B> signing) {
		for (String name : this.services.names()) {
			groups.filterByName(name).forEachClient((group, builder) -> signing.sign(builder, name, settings(name)));
		}
	}

	/** The same as Boot gives to the group. */
	private HttpClientSettings settings(String group) {
		return this.settings.map(Binder.get(this.environment)
			.bind("spring.http.serviceclient." + group, HttpClientProperties.class)
			.orElseGet(HttpClientProperties::new));
	}

	/**
	 * Lets the clients of a builder sign.
	 *
	 * @param <B> the type of the builder
	 */
	interface Signing<B> {

		void sign(B builder, String name, HttpClientSettings settings);

	}

}
