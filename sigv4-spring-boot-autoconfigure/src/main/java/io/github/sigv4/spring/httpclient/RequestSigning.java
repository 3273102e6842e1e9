package io.github.sigv4.spring.httpclient;

import java.io.OutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
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
 * What one attempt to send a request is signed with: made in the chain, used by the last
 * interceptor, on whichever thread.
 */
final class RequestSigning {

	private static final String ATTRIBUTE = RequestSigning.class.getName();

	private final SigV4Service service;

	private final String exchangeId;

	private final WireUri uri;

	private final SigV4Credentials credentials;

	private final SignedPayload payload;

	/** For HttpClient may send it again by itself, as to a proxy that asks who we are. */
	private final Map<String, Object> attributes = new HashMap<>();

	private volatile @Nullable SigningAttempt attempt;

	private volatile @Nullable Supplier<ChunkedEncoder> encoders;

	/**
	 * Create what an attempt is signed with.
	 * @param target where the request goes, and who signs it
	 * @param credentials the credentials to sign with
	 * @param payload what is known of the body
	 */
	RequestSigning(SignedTarget target, SigV4Credentials credentials, SignedPayload payload) {
		this.service = target.service();
		this.exchangeId = target.exchangeId();
		this.uri = target.wireUri();
		this.credentials = credentials;
		this.payload = payload;
	}

	static @Nullable RequestSigning in(HttpContext context) {
		return (context.getAttribute(ATTRIBUTE) instanceof RequestSigning signing) ? signing : null;
	}

	void putIn(HttpContext context) {
		context.setAttribute(ATTRIBUTE, this);
	}

	static void removeFrom(HttpContext context) {
		context.removeAttribute(ATTRIBUTE);
	}

	/**
	 * Return whether the request of an exchange is being signed for a service already, as
	 * where signing was added to a client twice.
	 * @param service the service that signs
	 * @param exchangeId what HttpClient calls the exchange
	 * @param context the context of the request
	 * @return whether it is
	 */
	static boolean isUnderWay(SigV4Service service, String exchangeId, HttpContext context) {
		RequestSigning signing = in(context);
		if (signing == null || !signing.exchangeId.equals(exchangeId)) {
			return false;
		}
		if (!signing.service.isSameAs(service)) {
			throw service.failure("The request is being signed for another service already; it can have one signature "
					+ "only. Add signing for one service to a client.", null);
		}
		return true;
	}

	/**
	 * Sign the request.
	 * @param request the request with all headers that are sent
	 */
	void sign(HttpRequest request) {
		SigningAttempt attempt = new SigningAttempt(this.service, this.uri.uri());
		this.attempt = attempt;
		HttpHeaders headers = headers(request);
		HttpHeadersSigning signing = new HttpHeadersSigning(this.service, HttpMethod.valueOf(request.getMethod()),
				this.uri.uri(), this.uri, headers, this.attributes)
			.forAttempt(attempt);
		if (this.payload.isChunked()) {
			this.encoders = signing.signChunked(this.payload.length(), this.credentials);
		}
		else {
			signing.sign(this.payload.hash(), this.credentials);
		}
		write(headers, request);
	}

	/**
	 * Return the attempt that was made, once there is an answer; {@code null} if that is
	 * not to the signed request, but a proxy's to the one for a tunnel.
	 */
	@Nullable SigningAttempt attempt() {
		return this.attempt;
	}

	/** Return what encodes the body of the request, which is signed. */
	ChunkedOutputStream chunked(OutputStream out) {
		return new ChunkedOutputStream(Objects.requireNonNull(this.encoders).get(), out, this.service);
	}

	static HttpHeaders headers(HttpMessage message) {
		HttpHeaders headers = new HttpHeaders();
		for (Iterator<Header> fields = message.headerIterator(); fields.hasNext();) {
			Header field = fields.next();
			headers.add(field.getName(), Objects.requireNonNullElse(field.getValue(), ""));
		}
		return headers;
	}

	private static void write(HttpHeaders headers, HttpRequest request) {
		HttpHeaders before = headers(request);
		HeaderFields.forEach(before, (name, values) -> {
			if (!headers.containsHeader(name)) {
				request.removeHeaders(name);
			}
		});
		HeaderFields.forEach(headers, (name, values) -> {
			if (!values.equals(before.getOrEmpty(name))) {
				write(name, values, request);
			}
		});
	}

	private static void write(String name, List<String> values, HttpRequest request) {
		request.removeHeaders(name);
		values.forEach((value) -> request.addHeader(name, value));
	}

}
