package io.github.sigv4.it.matrix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;

/**
 * A call as an application makes it, for whichever client.
 *
 * @param name what is special about it
 * @param service the service that signs: {@code api}, {@code bucket} or {@code open},
 * whose bodies are not signed
 * @param method the method
 * @param uri a template, or a URI as it is if there is no mode
 * @param mode how variables are encoded, or {@code null} for a URI as it is
 * @param variables the variables
 * @param headers the headers, each with its values
 * @param body the body
 */
record Call(String name, String service, HttpMethod method, String uri, EncodingMode mode, List<Object> variables,
		Map<String, List<String>> headers, Body body) {

	static Call of(String service, HttpMethod method, String uri) {
		return new Call(method + " " + uri, service, method, uri, null, List.of(), Map.of(), Body.NONE);
	}

	Call expand(EncodingMode mode, Object... variables) {
		return new Call(this.name + " " + mode, this.service, this.method, this.uri, mode, List.of(variables),
				this.headers, this.body);
	}

	Call with(String header, String... values) {
		Map<String, List<String>> headers = new LinkedHashMap<>(this.headers);
		headers.put(header, List.of(values));
		return new Call(this.name + " " + header, this.service, this.method, this.uri, this.mode, this.variables,
				headers, this.body);
	}

	Call with(Body body) {
		return new Call(this.name + " " + body, this.service, this.method, this.uri, this.mode, this.variables,
				this.headers, body);
	}

	boolean isFor(String target) {
		return this.mode == null && this.uri.equals(target);
	}

	@Override
	public String toString() {
		return this.service + " " + this.name;
	}

	/** Bodies of all kinds. */
	enum Body {

		NONE, EMPTY, TEXT, JSON, FORM, MULTIPART, RESOURCE, STREAM, NDJSON

	}

}
