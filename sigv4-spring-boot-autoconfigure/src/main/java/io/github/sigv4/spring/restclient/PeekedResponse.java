package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.PeekedStream;
import io.github.sigv4.spring.SigningAttempt;

/**
 * An answer whose body is looked at before it is handed on whole.
 */
final class PeekedResponse implements ClientHttpResponse {

	private static final byte[] NOTHING = {};

	private final ClientHttpResponse delegate;

	/** {@code null} if nothing was read. */
	private final @Nullable PeekedStream body;

	private @Nullable Refusal refusal;

	private PeekedResponse(ClientHttpResponse delegate, @Nullable PeekedStream body) {
		this.delegate = delegate;
		this.body = body;
	}

	/**
	 * Read the start of the body of an answer, as much of it as is looked at. If that
	 * fails, so does reading it later, at the same place.
	 * @param response the answer
	 * @return the same answer
	 */
	static PeekedResponse of(ClientHttpResponse response) {
		int limit = SigningAttempt.maxBody(response.getHeaders());
		return new PeekedResponse(response,
				(limit != 0) ? PeekedStream.of(response::getBody, limit, SigningAttempt.MAX_WAIT) : null);
	}

	/** Return the start of the body. */
	byte[] start() {
		return (this.body != null) ? this.body.start() : NOTHING;
	}

	/** Tell why the service has refused the request. */
	void setRefusal(Refusal refusal) {
		this.refusal = refusal;
	}

	@Override
	public InputStream getBody() throws IOException {
		return (this.body != null) ? this.body.whole() : this.delegate.getBody();
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

}
