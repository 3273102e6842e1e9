package io.github.sigv4.spring.jdkclient;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;

/**
 * The answer to a signed request.
 *
 * @param <T> the type of the body
 */
final class SignedResponse<T extends @Nullable Object> implements HttpResponse<T> {

	private final HttpResponse<PeekedBody<T>> response;

	SignedResponse(HttpResponse<PeekedBody<T>> response) {
		this.response = response;
	}

	@Nullable Refusal refusal() {
		return this.response.body().refusal();
	}

	@Override
	public int statusCode() {
		return this.response.statusCode();
	}

	@Override
	public HttpRequest request() {
		return this.response.request();
	}

	@Override
	public Optional<HttpResponse<T>> previousResponse() {
		return this.response.previousResponse().map(SignedResponse::new);
	}

	@Override
	public HttpHeaders headers() {
		return this.response.headers();
	}

	@Override
	public T body() {
		return this.response.body().value();
	}

	@Override
	public Optional<SSLSession> sslSession() {
		return this.response.sslSession();
	}

	@Override
	public URI uri() {
		return this.response.uri();
	}

	@Override
	public HttpClient.Version version() {
		return this.response.version();
	}

	@Override
	public String toString() {
		return this.response.toString();
	}

}
