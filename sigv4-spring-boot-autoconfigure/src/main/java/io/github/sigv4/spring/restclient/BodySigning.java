package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage.Body;
import org.springframework.http.client.ClientHttpRequest;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.ChunkedOutputStream;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Signs a request together with its body.
 */
final class BodySigning {

	/** HttpURLConnection sends a body with these. */
	private static final Set<HttpMethod> METHODS_WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH,
			HttpMethod.DELETE);

	private static final String URL_CONNECTION_REQUEST = "org.springframework.http.client.SimpleClientHttpRequest";

	private final SigV4Service service;

	private final HttpMethod method;

	private final ClientHttpRequest wire;

	private final HttpHeaders headers;

	private final HttpHeadersSigning signing;

	private @Nullable Body again;

	/**
	 * Create what signs a request.
	 * @param service the service that signs
	 * @param method the method
	 * @param uri where the request goes, checked; what the request itself says of it may
	 * be another spelling
	 * @param wire the request that is sent
	 * @param attempt the attempt to send it
	 */
	BodySigning(SigV4Service service, HttpMethod method, WireUri uri, ClientHttpRequest wire, SigningAttempt attempt) {
		this.service = service;
		this.method = method;
		this.wire = wire;
		this.headers = wire.getHeaders();
		this.signing = new HttpHeadersSigning(service, method, uri.uri(), uri, this.headers, wire.getAttributes())
			.forAttempt(attempt);
	}

	/**
	 * Sign the request.
	 * @param body the body, or {@code null} if there is none
	 * @param credentials the credentials to sign with
	 * @return the body to send
	 */
	@Nullable Body sign(@Nullable Body body, SigV4Credentials credentials) throws IOException {
		this.again = body;
		if (body == null) {
			this.signing.sign(null, credentials);
			return null;
		}
		return switch (this.signing.body()) {
			case AS_IS -> {
				// With its length, what breaks off in the middle is never taken for a
				// whole
				// one, and S3 takes it
				Body measured = measured(body);
				requireSent(this.headers.getContentLength() != 0);
				this.signing.sign(null, credentials);
				yield measured;
			}
			case HASHED -> hashed(body, credentials);
			case CHUNKED -> {
				Body measured = measured(body);
				long length = this.headers.getContentLength();
				yield (length == 0) ? hashed(measured, credentials)
						: chunked(measured, this.signing.signChunked(length, credentials));
			}
		};
	}

	private Body hashed(Body body, SigV4Credentials credentials) throws IOException {
		MeasuredBody measured = MeasuredBody.of(body, this.service);
		requireSent(measured.length() > 0);
		this.headers.setContentLength(measured.length());
		this.signing.sign(measured.hash(), credentials);
		this.again = measured.body();
		return measured.body();
	}

	/** Return whether the body can be signed and sent once more. */
	boolean isRepeatable() {
		return this.again == null || this.again.repeatable();
	}

	/** Return the body to sign once more. */
	@Nullable Body again() {
		return this.again;
	}

	/** A body that is signed and then dropped would be refused as a wrong signature. */
	private void requireSent(boolean body) {
		if (body && !METHODS_WITH_BODY.contains(this.method)
				&& this.wire.getClass().getName().equals(URL_CONNECTION_REQUEST)) {
			throw this.service.failure("The request is a " + this.method + " with a body, which the HTTP client "
					+ "of SimpleClientHttpRequestFactory would leave out, so the request was not sent. Use another "
					+ "request factory, for example by spring.http.clients.imperative.factory=jdk.", null);
		}
	}

	/**
	 * A body of unknown length that can be written again tells its length by that. Such a
	 * body is what a converter writes, and mostly small enough to be kept.
	 */
	private Body measured(Body body) throws IOException {
		if (this.headers.getContentLength() >= 0 || !body.repeatable()) {
			return body;
		}
		MeasuredBody measured = MeasuredBody.of(body, this.service);
		this.headers.setContentLength(measured.length());
		return measured.body();
	}

	private Body chunked(Body body, Supplier<ChunkedEncoder> encoders) {
		return new Body() {

			@Override
			public void writeTo(OutputStream out) throws IOException {
				ChunkedOutputStream chunked = new ChunkedOutputStream(encoders.get(), out, BodySigning.this.service);
				body.writeTo(chunked);
				chunked.finish();
			}

			@Override
			public boolean repeatable() {
				return body.repeatable();
			}

		};
	}

}
