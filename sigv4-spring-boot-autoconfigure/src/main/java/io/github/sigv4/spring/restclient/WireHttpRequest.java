package io.github.sigv4.spring.restclient;

import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.support.HttpRequestWrapper;

import io.github.sigv4.WireUri;
import io.github.sigv4.spring.WireHeaders;

/**
 * A request as it will be sent, with headers of its own.
 */
final class WireHttpRequest extends HttpRequestWrapper {

	private final WireUri uri;

	private final HttpHeaders headers;

	WireHttpRequest(HttpRequest request, WireUri uri) {
		super(request);
		this.uri = uri;
		this.headers = WireHeaders.copyOf(request.getHeaders());
	}

	/** The URI as it was checked. */
	WireUri wireUri() {
		return this.uri;
	}

	@Override
	public URI getURI() {
		return this.uri.uri();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

}
