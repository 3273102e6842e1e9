package io.github.sigv4.sample.trial;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request as it goes on the wire. Immutable, but for its headers, which nobody changes.
 *
 * @param method the method
 * @param path the raw path
 * @param query the raw query
 * @param headers the headers
 * @param body the body
 */
public record WireRequest(String method, String path, @Nullable String query, HttpHeaders headers, String body) {

	/**
	 * Return path and query.
	 * @return the request target
	 */
	public String target() {
		return (this.query != null) ? this.path + "?" + this.query : this.path;
	}

	byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	WireRequest withMethod(String method) {
		return new WireRequest(method, this.path, this.query, this.headers, this.body);
	}

	WireRequest withPath(String path) {
		return new WireRequest(this.method, path, this.query, this.headers, this.body);
	}

	WireRequest withQuery(@Nullable String query) {
		return new WireRequest(this.method, this.path, query, this.headers, this.body);
	}

	WireRequest withBody(String body) {
		return new WireRequest(this.method, this.path, this.query, this.headers, body);
	}

	WireRequest withHeader(String name, String value) {
		HttpHeaders changed = HttpHeaders.copyOf(this.headers);
		changed.set(name, value);
		return new WireRequest(this.method, this.path, this.query, changed, this.body);
	}

	WireRequest withoutHeader(String name) {
		HttpHeaders changed = HttpHeaders.copyOf(this.headers);
		changed.remove(name);
		return new WireRequest(this.method, this.path, this.query, changed, this.body);
	}

	/** Headers and query may have a signature, or a session token. */
	@Override
	public String toString() {
		return "WireRequest[" + this.method + " " + this.path + "]";
	}

}
