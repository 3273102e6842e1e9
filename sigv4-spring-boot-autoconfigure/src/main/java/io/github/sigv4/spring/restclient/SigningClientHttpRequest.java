package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;

/**
 * A request that signs itself when it is executed, when its headers and body are known.
 * It makes the request that is sent only then, so that nothing of it can be sent
 * unsigned.
 */
final class SigningClientHttpRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

	private final SigV4Service service;

	private final HttpMethod method;

	private final URI uri;

	private final ClientHttpRequestFactory requestFactory;

	private @Nullable Body body;

	private @Nullable BodyBuffer buffer;

	SigningClientHttpRequest(SigV4Service service, HttpMethod method, URI uri,
			ClientHttpRequestFactory requestFactory) {
		this.service = service;
		this.method = method;
		this.uri = uri;
		this.requestFactory = requestFactory;
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
	public void setBody(Body body) {
		assertNotExecuted();
		this.body = body;
	}

	/** For whoever writes the body before the request is executed. */
	@Override
	protected OutputStream getBodyInternal(HttpHeaders headers) {
		if (this.buffer == null) {
			this.buffer = new BodyBuffer(this.service);
		}
		return this.buffer;
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		SigV4Credentials credentials = this.service.resolveCredentials();
		ClientHttpRequest wire = this.requestFactory.createRequest(this.uri, this.method);
		headers.forEach((name, values) -> values.forEach((value) -> wire.getHeaders().add(name, value)));
		wire.getAttributes().putAll(getAttributes());
		HttpHeadersSigning signing = new HttpHeadersSigning(this.service, this.method, this.uri, wire.getHeaders(),
				wire.getAttributes());
		Body signed = sign(signing, wire.getHeaders(), credentials);
		if (signed != null) {
			write(signed, wire);
		}
		try {
			return wire.execute();
		}
		catch (IOException ex) {
			throw unwrapped(ex);
		}
	}

	/** Clients that write the body on another thread wrap what it throws. */
	private static IOException unwrapped(IOException ex) {
		for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof SigV4Exception signing) {
				throw signing;
			}
		}
		return ex;
	}

	/** Sign, and return the body to send. */
	private @Nullable Body sign(HttpHeadersSigning signing, HttpHeaders headers, SigV4Credentials credentials)
			throws IOException {
		Body body = this.body;
		if (this.buffer != null) {
			body = this.buffer.toBody();
			headers.setContentLength(this.buffer.size());
		}
		if (body == null) {
			signing.sign(null, credentials);
			return null;
		}
		return switch (signing.body()) {
			case AS_IS -> {
				signing.sign(null, credentials);
				yield body;
			}
			case HASHED -> hashed(body, signing, headers, credentials);
			case CHUNKED -> {
				Body measured = measured(body, headers);
				long length = headers.getContentLength();
				yield (length == 0) ? hashed(measured, signing, headers, credentials)
						: chunked(measured, signing.signChunked(length, credentials));
			}
		};
	}

	private Body hashed(Body body, HttpHeadersSigning signing, HttpHeaders headers, SigV4Credentials credentials)
			throws IOException {
		MeasuredBody measured = MeasuredBody.of(body, this.service);
		headers.setContentLength(measured.length());
		signing.sign(measured.hash(), credentials);
		return measured.body();
	}

	/**
	 * A body of unknown length that can be written again tells its length by that. Such a
	 * body is what a converter writes, and mostly small enough to be kept.
	 */
	private Body measured(Body body, HttpHeaders headers) throws IOException {
		if (headers.getContentLength() >= 0 || !body.repeatable()) {
			return body;
		}
		MeasuredBody measured = MeasuredBody.of(body, this.service);
		headers.setContentLength(measured.length());
		return measured.body();
	}

	private Body chunked(Body body, Supplier<ChunkedEncoder> encoders) {
		return new Body() {

			@Override
			public void writeTo(OutputStream out) throws IOException {
				ChunkedOutputStream chunked = new ChunkedOutputStream(encoders.get(), out,
						SigningClientHttpRequest.this.service);
				body.writeTo(chunked);
				chunked.finish();
			}

			@Override
			public boolean repeatable() {
				return body.repeatable();
			}

		};
	}

	private static void write(Body body, ClientHttpRequest wire) throws IOException {
		if (wire instanceof StreamingHttpOutputMessage streaming) {
			streaming.setBody(body);
		}
		else {
			body.writeTo(wire.getBody());
		}
	}

}
