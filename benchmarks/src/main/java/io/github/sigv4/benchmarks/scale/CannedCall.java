package io.github.sigv4.benchmarks.scale;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A call as RestClient hands it to an interceptor, without the network: what would be
 * sent is kept, and the answer is always the same.
 */
final class CannedCall implements HttpRequest, ClientHttpRequestExecution {

	private static final ClientHttpResponse OK = new Ok();

	private final URI uri;

	private final HttpHeaders headers = new HttpHeaders();

	private final Map<String, Object> attributes = new HashMap<>();

	private @Nullable HttpRequest sent;

	CannedCall(URI uri) {
		this.uri = uri;
		this.headers.set("Accept", "application/json");
		this.headers.set("X-Amz-Meta-Tenant", "soak");
	}

	/** Return what the interceptor would have sent. */
	HttpRequest sent() {
		HttpRequest sent = this.sent;
		if (sent == null) {
			throw new IllegalStateException("Nothing was sent");
		}
		return sent;
	}

	@Override
	public ClientHttpResponse execute(HttpRequest request, byte[] body) {
		this.sent = request;
		return OK;
	}

	@Override
	public HttpMethod getMethod() {
		return HttpMethod.GET;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	/** An answer without a body. */
	private static final class Ok implements ClientHttpResponse {

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatus.OK;
		}

		@Override
		public String getStatusText() {
			return "OK";
		}

		@Override
		public void close() {
			// Nothing is open
		}

		@Override
		public InputStream getBody() throws IOException {
			return InputStream.nullInputStream();
		}

		@Override
		public HttpHeaders getHeaders() {
			return HttpHeaders.EMPTY;
		}

	}

}
