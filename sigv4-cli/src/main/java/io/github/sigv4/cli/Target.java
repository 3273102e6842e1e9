package io.github.sigv4.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;

/**
 * The URL of a request. Path and query are sent and signed as they are written: nothing
 * is normalised, encoded or decoded.
 *
 * @param uri the URL without a fragment
 * @param hostHeader what is sent as {@code Host} unless another one is given
 */
record Target(URI uri, String hostHeader) {

	private static final Pattern LOOPBACK = Pattern
		.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

	/**
	 * Read a URL.
	 * @param text the URL
	 * @throws CommandException if no request can be sent to it as it is written
	 */
	static Target of(String text) {
		if (!text.regionMatches(true, 0, "https://", 0, 8) && !text.regionMatches(true, 0, "http://", 0, 7)) {
			throw CommandException.usage("the URL has to start with https://");
		}
		int fragment = text.indexOf('#');
		String sent = (fragment >= 0) ? text.substring(0, fragment) : text;
		for (int i = 0; i < sent.length(); i++) {
			if (sent.charAt(i) > '~') {
				throw encode(i);
			}
		}
		try {
			URI uri = new URI(sent);
			String host = SigV4Request.builder("GET", sent).build().header("host");
			if (uri.getHost() == null || host == null) {
				throw CommandException.usage("the URL has no host that can be called");
			}
			return new Target(uri, host);
		}
		catch (URISyntaxException ex) {
			if (ex.getIndex() >= 0 && ex.getIndex() < sent.length()) {
				throw encode(ex.getIndex());
			}
			throw CommandException.usage("the URL has no host that can be called");
		}
		catch (SigV4Exception ex) {
			throw CommandException.usage("the URL cannot be called: " + ex.getMessage());
		}
	}

	/** Without the character: it may be one that a terminal acts upon. */
	private static CommandException encode(int index) {
		return CommandException.usage("the URL has a character at index " + index
				+ " that URLs do not have: percent-encode it, a blank as %20");
	}

	/**
	 * Refuse to send a signature where others can read and repeat it.
	 * @throws CommandException if it is not https, nor this machine
	 */
	void requireSecure() {
		if (scheme().equals("http") && !LOOPBACK.matcher(host()).matches()) {
			throw CommandException.usage("plain http lets others read and repeat a signed request: use https, or "
					+ "--allow-insecure-http if " + host() + " has nothing else");
		}
	}

	String scheme() {
		return this.uri.getScheme().toLowerCase(Locale.ROOT);
	}

	/** The host to connect to, IPv6 in brackets. */
	String host() {
		return this.uri.getHost();
	}

	/** The port to connect to. */
	int port() {
		return (this.uri.getPort() >= 0) ? this.uri.getPort() : scheme().equals("http") ? 80 : 443;
	}

	/** Path and query as they go on the wire. */
	String requestTarget() {
		String path = this.uri.getRawPath();
		String query = this.uri.getRawQuery();
		return (path.isEmpty() ? "/" : path) + ((query != null) ? "?" + query : "");
	}

}
