package io.github.sigv4.spring.restclient;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.util.CollectionUtils;

import io.github.sigv4.spring.HeaderFields;

/**
 * A request as it will be sent, with headers of its own.
 */
final class WireHttpRequest extends HttpRequestWrapper {

	private final URI uri;

	private final HttpHeaders headers;

	WireHttpRequest(HttpRequest request, URI uri) {
		super(request);
		this.uri = uri;
		this.headers = copyOf(request.getHeaders());
	}

	/**
	 * In a plain sorted map. That of {@code new HttpHeaders()} holds each name a second
	 * time, in lower case, and is twice as large.
	 */
	private static HttpHeaders copyOf(HttpHeaders headers) {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		HeaderFields.forEach(headers, (name, values) -> copy.put(name, new ArrayList<>(values)));
		return new HttpHeaders(CollectionUtils.toMultiValueMap(copy));
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

}
