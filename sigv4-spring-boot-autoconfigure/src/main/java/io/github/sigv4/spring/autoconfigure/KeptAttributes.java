package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.function.BiPredicate;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;

/**
 * An interceptor that does nothing, but for what it takes the place of: what Spring puts
 * around a request whose content it is to buffer hands no attributes on, and with them
 * the credentials of a tenant would be lost. What it puts around one that has
 * interceptors, and that buffers too, does.
 */
final class KeptAttributes implements ClientHttpRequestInterceptor {

	private KeptAttributes() {
	}

	/**
	 * Let the requests of a client whose content is buffered keep their attributes.
	 * @param builder the client's builder
	 */
	static void addTo(RestClient.Builder builder) {
		builder.requestInterceptor(new KeptAttributes());
	}

	/**
	 * The same if the builder was told to buffer content, for which it has no getter.
	 * @param builder the client's builder
	 */
	static void addIfBuffering(RestClient.Builder builder) {
		Field field = ReflectionUtils.findField(builder.getClass(), null, BiPredicate.class);
		if (field != null) {
			ReflectionUtils.makeAccessible(field);
			if (ReflectionUtils.getField(field, builder) != null) {
				addTo(builder);
			}
		}
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		return execution.execute(request, body);
	}

}
