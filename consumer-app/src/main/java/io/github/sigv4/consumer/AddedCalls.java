package io.github.sigv4.consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Calls a service that was unknown when the application was built: only the properties
 * that it is started with have it.
 */
@Component
class AddedCalls {

	private static final String SERVICE = "added";

	private final BeanFactory beans;

	private final AddedApi group;

	private final boolean wanted;

	AddedCalls(BeanFactory beans, AddedApi group, @Value("${aws.sigv4.services.added.base-url:}") String baseUrl) {
		this.beans = beans;
		this.group = group;
		this.wanted = !baseUrl.isEmpty();
	}

	boolean isWanted() {
		return this.wanted;
	}

	@Nullable String byWebClient() {
		return client(WebClient.class).get().uri("/hello/{client}", "web").retrieve().bodyToMono(String.class).block();
	}

	@Nullable String byRestClient() {
		return client(RestClient.class).get().uri("/hello/{client}", "rest").retrieve().body(String.class);
	}

	@Nullable String byRestTemplate() {
		return client(RestTemplate.class).getForObject("/hello/{client}", String.class, "template");
	}

	String byGroup() {
		return this.group.hello();
	}

	private <T> T client(Class<T> type) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beans, type, SERVICE);
	}

}
