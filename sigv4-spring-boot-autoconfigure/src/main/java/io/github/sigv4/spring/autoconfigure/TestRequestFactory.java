package io.github.sigv4.spring.autoconfigure;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Recognises what {@code MockRestServiceServer} and {@code @RestClientTest} put in place
 * of the network. Any other request factory of a customizer gives way to one that follows
 * no redirects; replacing this one, a test would send requests.
 */
final class TestRequestFactory {

	private static final String TEST_PACKAGE = "org.springframework.test.";

	private TestRequestFactory() {
	}

	/**
	 * There is no getter. Should the field be hidden one day, what remains is a client
	 * that follows no redirects.
	 */
	static @Nullable ClientHttpRequestFactory of(RestClient.Builder builder) {
		Field field = ReflectionUtils.findField(builder.getClass(), null, ClientHttpRequestFactory.class);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		ClientHttpRequestFactory factory = (ClientHttpRequestFactory) ReflectionUtils.getField(field, builder);
		return isTest(factory) ? factory : null;
	}

	static boolean isIn(RestTemplate template) {
		return isTest(template.getRequestFactory());
	}

	private static boolean isTest(@Nullable Object factory) {
		if (factory instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
			return isTest(wrapper.getDelegate());
		}
		return factory != null && factory.getClass().getName().startsWith(TEST_PACKAGE);
	}

}
