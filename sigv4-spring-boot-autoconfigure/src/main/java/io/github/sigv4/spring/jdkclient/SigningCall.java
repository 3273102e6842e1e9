package io.github.sigv4.spring.jdkclient;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.ChunkedOutputStream;
import io.github.sigv4.spring.HeaderFields;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * One request, which is signed once or twice.
 */
final class SigningCall {

	private final SigV4Service service;

	private final HttpRequest request;

	private final WireUri uri;

	SigningCall(SigV4Service service, HttpRequest request) {
		this.service = service;
		this.request = request;
		this.uri = service.wireUri(request.uri());
	}

	/**
	 * Return what completes with the body.
	 * @param abandoned whether nobody wants it any more
	 */
	CompletableFuture<PublishedBody> body(BooleanSupplier abandoned) {
		return this.request.bodyPublisher()
			.map((publisher) -> PublishedBody.of(publisher, signing(headers()).body(), this.service, abandoned))
			.orElseGet(() -> CompletableFuture.completedFuture(PublishedBody.NONE));
	}

	SigningAttempt attempt() {
		return new SigningAttempt(this.service, this.uri.uri());
	}

	/** Return the request to send. */
	HttpRequest sign(PublishedBody body, SigV4Credentials credentials, SigningAttempt attempt) {
		HttpHeaders headers = headers();
		HttpHeadersSigning signing = signing(headers).forAttempt(attempt);
		BodyPublisher publisher = body.publisher();
		if (body.isChunked() && publisher != null) {
			publisher = chunked(publisher, signing.signChunked(body.length(), credentials), headers.getContentLength());
			// The JDK sets it from the publisher, and lets nobody else
			headers.remove(HttpHeaders.CONTENT_LENGTH);
		}
		else {
			signing.sign(body.hash(), credentials);
		}
		HttpRequest.Builder wire = HttpRequest.newBuilder(this.request, (name, value) -> false).uri(this.uri.uri());
		HeaderFields.forEach(headers, (name, values) -> values.forEach((value) -> wire.header(name, value)));
		return ((publisher != null) ? wire.method(this.request.method(), publisher) : wire).build();
	}

	private BodyPublisher chunked(BodyPublisher body, Supplier<ChunkedEncoder> encoders, long length) {
		return BodyPublishers.fromPublisher(
				new ChunkedPublisher(body, (out) -> new ChunkedOutputStream(encoders.get(), out, this.service)),
				length);
	}

	private HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		this.request.headers().map().forEach(headers::addAll);
		return headers;
	}

	private HttpHeadersSigning signing(HttpHeaders headers) {
		return new HttpHeadersSigning(this.service, HttpMethod.valueOf(this.request.method()), this.uri.uri(), this.uri,
				headers, new HashMap<>());
	}

}
