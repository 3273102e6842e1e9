package io.github.sigv4.spring.webclient;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.reactive.function.client.ClientResponse;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Attributes;

/**
 * A request with its refusal among its attributes, which those of the request that was
 * sent are not to be changed for.
 */
final class RefusedHttpRequest extends HttpRequestWrapper {

	private final Map<String, Object> attributes;

	private RefusedHttpRequest(HttpRequest request, Refusal refusal) {
		super(request);
		Map<String, Object> attributes = new LinkedHashMap<>(request.getAttributes());
		attributes.put(SigV4Attributes.REFUSAL, refusal);
		this.attributes = Collections.unmodifiableMap(attributes);
	}

	/**
	 * Return an answer that has such a request, and an exception made of it as well.
	 * @param response the answer
	 * @param refusal why the service has refused the request
	 * @return the same answer with the refusal
	 */
	static ClientResponse in(ClientResponse response, Refusal refusal) {
		return response.mutate().request(new RefusedHttpRequest(response.request(), refusal)).build();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

}
