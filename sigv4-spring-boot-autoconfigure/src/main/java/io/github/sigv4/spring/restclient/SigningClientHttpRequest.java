package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.HeaderFields;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * A request that signs itself when it is executed, when its headers and body are known.
 * It makes the request that is sent only then, so that nothing of it can be sent
 * unsigned.
 */
final class SigningClientHttpRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

	private final ServiceSelector services;

	private final HttpMethod method;

	private final URI uri;

	private final ClientHttpRequestFactory requestFactory;

	private @Nullable Body body;

	private @Nullable BodyBuffer buffer;

	SigningClientHttpRequest(ServiceSelector services, HttpMethod method, URI uri,
			ClientHttpRequestFactory requestFactory) {
		this.services = services;
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
			this.buffer = new BodyBuffer(this.services.select(getAttributes()));
		}
		return this.buffer;
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		SigV4Service service = this.services.select(getAttributes());
		if (!service.isEnabled()) {
			ClientHttpRequest wire = wire(this.uri, headers);
			return execute(wire, unsignedBody(wire.getHeaders()));
		}
		return new Execution(service, service.wireUri(this.uri), headers).execute();
	}

	private ClientHttpRequest wire(URI uri, HttpHeaders headers) throws IOException {
		ClientHttpRequest wire = this.requestFactory.createRequest(uri, this.method);
		HeaderFields.forEach(headers, wire.getHeaders()::addAll);
		wire.getAttributes().putAll(getAttributes());
		return wire;
	}

	private static ClientHttpResponse execute(ClientHttpRequest wire, @Nullable Body body) throws IOException {
		if (body != null) {
			write(body, wire);
		}
		try {
			return wire.execute();
		}
		catch (IOException ex) {
			throw unwrapped(ex);
		}
	}

	private @Nullable Body unsignedBody(HttpHeaders headers) {
		if (this.buffer == null) {
			return this.body;
		}
		headers.setContentLength(this.buffer.size());
		return this.buffer.toBody();
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

	private static void write(Body body, ClientHttpRequest wire) throws IOException {
		if (wire instanceof StreamingHttpOutputMessage streaming) {
			streaming.setBody(body);
		}
		else {
			body.writeTo(wire.getBody());
		}
	}

	/** Makes the request that is sent anew each time. */
	private final class Execution extends SignedExecution {

		private final SigV4Service service;

		private final WireUri wireUri;

		private final HttpHeaders headers;

		private @Nullable BodySigning last;

		Execution(SigV4Service service, WireUri wireUri, HttpHeaders headers) {
			super(service, wireUri.uri(), getAttributes());
			this.service = service;
			this.wireUri = wireUri;
			this.headers = headers;
		}

		@Override
		protected ClientHttpResponse send(SigV4Credentials credentials, SigningAttempt attempt) throws IOException {
			ClientHttpRequest wire = wire(this.wireUri.uri(), this.headers);
			Body unsigned = unsignedBody(wire.getHeaders());
			BodySigning signing = new BodySigning(this.service, SigningClientHttpRequest.this.method, this.wireUri,
					wire, attempt);
			Body signed = signing.sign((this.last != null) ? this.last.again() : unsigned, credentials);
			this.last = signing;
			return SigningClientHttpRequest.execute(wire, signed);
		}

		@Override
		protected boolean isRepeatable() {
			return this.last != null && this.last.isRepeatable();
		}

	}

}
