package io.github.sigv4.spring.restclient;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * An answer whose body is looked at before it is handed on whole: what was read is kept,
 * and the rest is read from the connection when its turn comes.
 */
final class PeekedResponse implements ClientHttpResponse {

	private static final int PIECE = 4096;

	private final ClientHttpResponse delegate;

	private final byte[] start;

	private final InputStream body;

	private PeekedResponse(ClientHttpResponse delegate, byte[] start, InputStream rest) {
		this.delegate = delegate;
		this.start = start;
		this.body = new SequenceInputStream(new ByteArrayInputStream(start), rest);
	}

	/**
	 * Read the start of the body of an answer. If that fails, so does reading it later,
	 * at the same place.
	 * @param response the answer
	 * @param limit the number of bytes after which to stop
	 * @return the same answer
	 */
	static PeekedResponse of(ClientHttpResponse response, int limit) {
		ByteArrayOutputStream start = new ByteArrayOutputStream();
		try {
			InputStream rest = response.getBody();
			byte[] buffer = new byte[PIECE];
			int count = 0;
			while (count >= 0 && start.size() < limit) {
				start.write(buffer, 0, count);
				count = rest.read(buffer, 0, Math.min(PIECE, limit - start.size()));
			}
			return new PeekedResponse(response, start.toByteArray(), rest);
		}
		catch (IOException ex) {
			return new PeekedResponse(response, start.toByteArray(), new BrokenInputStream(ex));
		}
	}

	/** Return the start of the body. */
	byte[] start() {
		return this.start;
	}

	@Override
	public InputStream getBody() {
		return this.body;
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

	/** The rest of a body that cannot be read. */
	private static final class BrokenInputStream extends InputStream {

		private final IOException failure;

		BrokenInputStream(IOException failure) {
			this.failure = failure;
		}

		@Override
		public int read() throws IOException {
			throw this.failure;
		}

		@Override
		public int read(byte[] buffer, int offset, int count) throws IOException {
			throw this.failure;
		}

	}

}
