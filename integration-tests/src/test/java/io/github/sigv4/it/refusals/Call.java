package io.github.sigv4.it.refusals;

import org.springframework.http.HttpMethod;

/**
 * A call that an application makes.
 *
 * @param method the method
 * @param uri a URI as it is, behind the base URL
 * @param body the body, or {@code null}
 */
record Call(HttpMethod method, String uri, String body) {

	static final String JSON = "{\"id\":1}";

	static Call get(String uri) {
		return new Call(HttpMethod.GET, uri, null);
	}

	static Call post(String uri) {
		return new Call(HttpMethod.POST, uri, JSON);
	}

	static Call put(String uri) {
		return new Call(HttpMethod.PUT, uri, JSON);
	}

	@Override
	public String toString() {
		return this.method + " " + this.uri;
	}

}
