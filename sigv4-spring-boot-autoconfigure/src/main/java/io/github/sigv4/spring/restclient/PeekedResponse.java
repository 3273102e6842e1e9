package io.github.sigv4.spring.restclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * An answer whose body is looked at before it is handed on whole: what was read is kept,
 * and the rest is read from the connection when its turn comes.
 */
final class PeekedResponse implements ClientHttpResponse {

	private final ClientHttpResponse delegate;

	private @Nullable InputStream body;

	PeekedResponse(ClientHttpResponse delegate) {
		this.delegate = delegate;
	}

	/**
	 * Read the start of the body. Nothing is read twice.
	 * @param limit the number of bytes after which to stop
	 */
	byte[] peek(int limit) throws IOException {
		InputStream rest = this.delegate.getBody();
		byte[] start = rest.readNBytes(limit);
		this.body = new SequenceInputStream(new ByteArrayInputStream(start), rest);
		return start;
	}

	@Override
	public InputStream getBody() throws IOException {
		return (this.body != null) ? this.body : this.delegate.getBody();
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		return this.delegate.getStatusCode();
	}

	@Override
	public String getStatusText() throws IOException {
		return this.delegate.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.delegate.getHeaders();
	}

	@Override
	public void close() {
		this.delegate.close();
	}

}
