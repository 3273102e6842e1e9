package io.github.sigv4.sample.trial;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What happens to a request between the one who signs it and the server.
 */
public enum Damage {

	/** Nothing happens. */
	NONE("nothing: it arrives as it was signed", "") {

		@Override
		WireRequest apply(WireRequest request) {
			return request;
		}

	},

	/** The body is written by something that knows better. */
	CHARSET("a converter adds a charset", "a Content-Type that has no charset") {

		@Override
		WireRequest apply(WireRequest request) {
			String type = request.headers().getFirst(HttpHeaders.CONTENT_TYPE);
			return (type != null && !type.contains("charset"))
					? request.withHeader(HttpHeaders.CONTENT_TYPE, type + ";charset=UTF-8") : request;
		}

	},

	/** As a load balancer does that was not told to keep it. */
	HOST("a proxy forwards another Host", "") {

		@Override
		WireRequest apply(WireRequest request) {
			return request.withHeader(HttpHeaders.HOST, "10.0.3.7:8080");
		}

	},

	/** As a CDN does that was not told to pass it on. */
	AUTHORIZATION("a CDN drops Authorization", "") {

		@Override
		WireRequest apply(WireRequest request) {
			return request.withoutHeader(HttpHeaders.AUTHORIZATION);
		}

	},

	/** As a proxy does that reads the path and writes it anew. */
	PATH_DECODED("a proxy decodes %2B of the path", "a %2B in the path") {

		@Override
		WireRequest apply(WireRequest request) {
			return request.withPath(request.path().replace("%2B", "+"));
		}

	},

	/** As a stage or a base path does. */
	PATH_PREFIX("a gateway puts /prod before the path", "") {

		@Override
		WireRequest apply(WireRequest request) {
			return request.withPath("/prod" + request.path());
		}

	},

	/** As whatever counts clicks does. */
	QUERY_ADDED("a tracker adds a query parameter", "") {

		@Override
		WireRequest apply(WireRequest request) {
			String query = request.query();
			return request.withQuery((query != null) ? query + "&utm_source=mail" : "utm_source=mail");
		}

	},

	/** As a proxy does that takes a query for a form. */
	QUERY_PLUS("a proxy makes %20 of the query a +", "a %20 in the query") {

		@Override
		WireRequest apply(WireRequest request) {
			String query = request.query();
			return request.withQuery((query != null) ? query.replace("%20", "+") : null);
		}

	},

	/** As something does that formats, compresses or logs bodies. */
	BODY("an agent changes the body", "") {

		@Override
		WireRequest apply(WireRequest request) {
			return request.withBody(request.body() + " # seen");
		}

	},

	/** As a redirect does, or an override. */
	METHOD("a redirect changes the method", "") {

		@Override
		WireRequest apply(WireRequest request) {
			return request.withMethod(request.method().equals("POST") ? "PUT" : "POST");
		}

	};

	private final String title;

	private final String needs;

	Damage(String title, String needs) {
		this.title = title;
		this.needs = needs;
	}

	/**
	 * Return what happens.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	abstract WireRequest apply(WireRequest request);

	/**
	 * Say what is missing for it to happen to a request.
	 * @param request the request
	 * @return what the request would have to have, or {@code null} if it has it
	 */
	public @Nullable String missing(WireRequest request) {
		return (!this.needs.isEmpty() && apply(request).equals(request)) ? this.needs : null;
	}

}
