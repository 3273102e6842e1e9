package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.core.DecoratingProxy;
import org.springframework.web.client.RestClient;

/**
 * What a native image has to know of the blocking clients. Boot sees to the properties.
 */
class RestClientRuntimeHints implements RuntimeHintsRegistrar {

	private static final String BUILDER = "org.springframework.web.client.DefaultRestClientBuilder";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.proxies()
			.registerJdkProxy(RestClient.class, SpringProxy.class, DecoratingProxy.class)
			.registerJdkProxy(RestClient.Builder.class, SpringProxy.class, DecoratingProxy.class);
		// TestRequestFactory, KeptAttributes
		hints.reflection().registerTypeIfPresent(classLoader, BUILDER, MemberCategory.ACCESS_DECLARED_FIELDS);
		// ServiceGroups
		BindableRuntimeHintsRegistrar.forTypes(HttpClientProperties.class).registerHints(hints);
	}

}
