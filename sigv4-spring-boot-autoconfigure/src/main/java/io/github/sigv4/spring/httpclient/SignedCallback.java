package io.github.sigv4.spring.httpclient;

import java.io.IOException;

import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

import io.github.sigv4.spring.SigningAttempt;

/**
 * Hands the answer to a signed request on, unless it may be a refusal, which is looked at
 * before.
 */
final class SignedCallback implements AsyncExecCallback {

	private final AsyncExecCallback callback;

	private final SignedAsyncCall.Attempt attempt;

	private volatile @Nullable PeekedAnswer peeked;

	SignedCallback(AsyncExecCallback callback, SignedAsyncCall.Attempt attempt) {
		this.callback = callback;
		this.attempt = attempt;
	}

	@Override
	public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails entity)
			throws HttpException, IOException {
		if (!this.attempt.isSigned() || !SigningAttempt.mayBeRefusal(HttpStatusCode.valueOf(response.getCode()))) {
			this.attempt.end();
			return this.callback.handleResponse(response, entity);
		}
		PeekedAnswer peeked = new PeekedAnswer(response, entity, this.callback, this.attempt);
		this.peeked = peeked;
		return peeked.start();
	}

	@Override
	public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
		this.callback.handleInformationResponse(response);
	}

	@Override
	public void completed() {
		PeekedAnswer peeked = this.peeked;
		if (peeked != null) {
			peeked.completed();
		}
		else {
			this.callback.completed();
		}
	}

	@Override
	public void failed(Exception cause) {
		PeekedAnswer peeked = this.peeked;
		if (peeked != null) {
			peeked.failed(cause);
		}
		else {
			this.attempt.end();
			this.callback.failed(NotSignedException.unwrapped(cause));
		}
	}

}
