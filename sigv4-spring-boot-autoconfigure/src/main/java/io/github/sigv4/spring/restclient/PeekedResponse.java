package io.github.sigv4.spring.restclient;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigningAttempt;

/**
 * An answer whose body is looked at before it is handed on whole: what was read is kept,
 * and the rest is read from the connection when its turn comes.
 */
final class PeekedResponse implements ClientHttpResponse {

	private final ClientHttpResponse delegate;

	private final byte[] start;

	/** With its start; {@code null} if nothing was read. */
	private final @Nullable InputStream body;

	private @Nullable Refusal refusal;

	private PeekedResponse(ClientHttpResponse delegate, byte[] start, @Nullable InputStream rest) {
		this.delegate = delegate;
		this.start = start;
		this.body = (rest != null) ? new SequenceInputStream(new ByteArrayInputStream(start), rest) : null;
	}

	/**
	 * Read the start of the body of an answer, as much of it as is looked at. If that
	 * fails, so does reading it later, at the same place.
	 * @param response the answer
	 * @return the same answer
	 */
	static PeekedResponse of(ClientHttpResponse response) {
		return of(response, SigningAttempt.maxBody(response.getHeaders()), SigningAttempt.MAX_WAIT);
	}

	/**
	 * Read the start of the body of an answer.
	 * @param response the answer
	 * @param limit the number of bytes after which to stop
	 * @param wait the time after which to read no further; to read on takes as long as
	 * the client lets it
	 * @return the same answer
	 */
	static PeekedResponse of(ClientHttpResponse response, int limit, Duration wait) {
		if (limit == 0) {
			return new PeekedResponse(response, new byte[0], null);
		}
		long begin = System.nanoTime();
		ByteArrayOutputStream start = new ByteArrayOutputStream();
		try {
			InputStream rest = response.getBody();
			while (start.size() < limit && System.nanoTime() - begin <= wait.toNanos()) {
				// Some streams wait until an array is full
				int next = rest.read();
				if (next < 0) {
					break;
				}
				start.write(next);
				start.writeBytes(rest.readNBytes(Math.min(rest.available(), limit - start.size())));
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

	/** Tell why the service has refused the request. */
	void setRefusal(Refusal refusal) {
		this.refusal = refusal;
	}

	@Override
	public InputStream getBody() throws IOException {
		return (this.body != null) ? this.body : this.delegate.getBody();
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		RefusalQuestion.answer(this.refusal);
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
