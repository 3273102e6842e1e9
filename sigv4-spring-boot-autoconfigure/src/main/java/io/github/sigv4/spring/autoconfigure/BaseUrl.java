package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads a service's {@code base-url}.
 */
final class BaseUrl {

	private static final String EXAMPLE = "Give a URL such as https://abc123.execute-api.eu-west-1.amazonaws.com/prod.";

	private BaseUrl() {
	}

	/**
	 * Return the URL to which the paths of requests are appended.
	 * @param property the property's full name
	 * @param value the property's value
	 * @return the URL, or {@code null} if there is none
	 * @throws InvalidSigV4PropertyException if no request can be sent below it
	 */
	static @Nullable URI parse(String property, @Nullable String value) {
		if (value == null) {
			return null;
		}
		URI url;
		try {
			url = new URI(value);
		}
		catch (URISyntaxException ex) {
			// The message of the exception would repeat a password
			throw invalid(property, (value.indexOf('@') < 0) ? value : null,
					"It is no URL: " + ex.getReason() + " at index " + ex.getIndex() + ".", EXAMPLE);
		}
		check(property, value, url);
		return url;
	}

	private static void check(String property, String value, URI url) {
		String authority = url.getRawAuthority();
		if (value.indexOf('@') >= 0 && (authority == null || authority.indexOf('@') >= 0)) {
			throw invalid(property, null, "It has user information before its host, which cannot be signed.",
					"Take it out of the URL; credentials go into " + SigV4Properties.PREFIX + ".credentials.");
		}
		String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!scheme.equals("https") && !scheme.equals("http")) {
			throw invalid(property, value, "It does not start with https:// or http://.", EXAMPLE);
		}
		if (url.getHost() == null) {
			throw invalid(property, value, "It has no host, or one that is not a valid host name.", EXAMPLE);
		}
		if (url.getPort() > 65535) {
			throw invalid(property, value, "Its port is not a number from 1 to 65535.", EXAMPLE);
		}
		if (url.getRawQuery() != null || url.getRawFragment() != null) {
			throw invalid(property, value, "It has a query or a fragment, to which no path can be appended.",
					"End it with its path, and give the query with each request.");
		}
		if (url.getRawPath().indexOf('%') >= 0) {
			throw invalid(property, value, "Its path has a percent-encoded character, which clients encode once more.",
					"Give that part of the path with each request.");
		}
	}

	private static InvalidSigV4PropertyException invalid(String property, @Nullable String value, String reason,
			String fix) {
		return new InvalidSigV4PropertyException(property, (value != null) ? withoutQuery(value) : null, reason, fix);
	}

	/** It may be a presigned URL. */
	private static String withoutQuery(String value) {
		int query = value.indexOf('?');
		return (query >= 0) ? value.substring(0, query) + "?..." : value;
	}

}
