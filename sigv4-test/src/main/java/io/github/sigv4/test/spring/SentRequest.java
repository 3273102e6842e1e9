package io.github.sigv4.test.spring;

import java.net.URI;
import java.util.Locale;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.github.sigv4.test.WireRequest;

/**
 * What a client would send: path, query and host as clients make them of a URL.
 */
final class SentRequest {

	private SentRequest() {
	}

	static WireRequest of(HttpMethod method, URI uri, HttpHeaders headers, byte[] body) {
		String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
		String target = (uri.getRawQuery() != null) ? path + "?" + uri.getRawQuery() : path;
		WireRequest[] request = { WireRequest.of(method.name(), target).withBody(body) };
		if (headers.getFirst(HttpHeaders.HOST) == null) {
			request[0] = request[0].withHeader(HttpHeaders.HOST, host(uri));
		}
		headers.forEach((name, values) -> request[0] = request[0].withHeader(name, values));
		return request[0];
	}

	/** Without the port that is the scheme's own: clients do not send it. */
	private static String host(URI uri) {
		boolean https = uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
		boolean usual = uri.getPort() < 0 || uri.getPort() == (https ? 443 : 80);
		return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
	}

}
