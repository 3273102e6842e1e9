package io.github.sigv4.benchmarks;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;

/**
 * A request with headers that somebody has set; its attributes are its own.
 */
final class PreparedRequest implements HttpRequest {

	private final URI uri;

	private final HttpMethod method;

	private final HttpHeaders headers;

	private @Nullable Map<String, Object> attributes;

	PreparedRequest(URI uri, HttpMethod method, HttpHeaders headers) {
		this.uri = uri;
		this.method = method;
		this.headers = headers;
	}

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	/** When they are asked for, as those of Spring's own requests. */
	@Override
	public Map<String, Object> getAttributes() {
		if (this.attributes == null) {
			this.attributes = new LinkedHashMap<>();
		}
		return this.attributes;
	}

}
