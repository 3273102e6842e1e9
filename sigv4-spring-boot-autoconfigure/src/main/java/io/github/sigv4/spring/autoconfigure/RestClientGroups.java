package io.github.sigv4.spring.autoconfigure;

import java.util.function.Consumer;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * Configures HTTP service groups whose clients are {@link RestClient}s.
 *
 * @param order when, among others
 * @param configurer what to do with the groups
 */
record RestClientGroups(int order,
		Consumer<Groups<RestClient.Builder>> configurer) implements RestClientHttpServiceGroupConfigurer {

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public void configureGroups(Groups<RestClient.Builder> groups) {
		this.configurer.accept(groups);
	}

}
