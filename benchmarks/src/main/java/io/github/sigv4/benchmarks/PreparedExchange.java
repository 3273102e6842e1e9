package io.github.sigv4.benchmarks;

import java.io.OutputStream;
import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The request of an HTTP client that sends nothing and has the answer.
 */
final class PreparedExchange extends AbstractClientHttpRequest {

	private final URI uri;

	private final HttpMethod method;

	PreparedExchange(URI uri, HttpMethod method) {
		this.uri = uri;
		this.method = method;
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
	protected OutputStream getBodyInternal(HttpHeaders headers) {
		return OutputStream.nullOutputStream();
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) {
		return new PreparedResponse(headers);
	}

}
