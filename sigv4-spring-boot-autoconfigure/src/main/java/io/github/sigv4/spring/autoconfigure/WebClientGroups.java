package io.github.sigv4.spring.autoconfigure;

import java.util.function.Consumer;

import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Configures HTTP service groups whose clients are {@link WebClient}s.
 *
 * @param order when, among others
 * @param configurer what to do with the groups
 */
record WebClientGroups(int order,
		Consumer<Groups<WebClient.Builder>> configurer) implements WebClientHttpServiceGroupConfigurer {

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public void configureGroups(Groups<WebClient.Builder> groups) {
		this.configurer.accept(groups);
	}

}
