package io.github.sigv4.it.migration;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.Verification;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A request as a client hands it to its HTTP library: it is answered by 200, and judged
 * later.
 */
class WireRequest extends MockClientHttpRequest {

	private final SigV4Verifier verifier;

	WireRequest(HttpMethod method, URI uri, SigV4Credentials credentials) {
		super(method, uri);
		this.verifier = SigV4Verifier.builder((accessKeyId) -> credentials).build();
	}

	@Override
	protected ClientHttpResponse executeInternal() throws IOException {
		return new MockClientHttpResponse(new byte[0], HttpStatus.OK);
	}

	/** The headers that the signature covers. */
	String signedHeaders() {
		return String.valueOf(getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
			.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
	}

	/** What a service makes of it, if nothing changes on the way. */
	Verification verify() {
		String query = getURI().getRawQuery();
		SigV4Request.Builder received = SigV4Request.forTarget(getMethod().name(),
				getURI().getRawPath() + ((query != null) ? "?" + query : ""));
		if (getHeaders().getFirst(HttpHeaders.HOST) == null) {
			received.header(HttpHeaders.HOST, getURI().getRawAuthority());
		}
		getHeaders().forEach((name, values) -> values.forEach((value) -> received.header(name, value)));
		return this.verifier.verify(received.build(), PayloadHash.of(getBodyAsBytes()), Instant.now());
	}

}
