package io.github.sigv4;

import java.net.URI;
import java.util.Locale;

/**
 * The part of a URI from which clients make the {@code Host} header, or HTTP/2's
 * {@code :authority}.
 */
final class Authority {

	private Authority() {
	}

	/**
	 * Return the authority of a URI if a request can be sent to it. Where the URI knows
	 * the host, it has seen to the characters of that.
	 */
	static String of(String scheme, URI uri) {
		String authority = uri.getRawAuthority();
		if (uri.getHost() == null || uri.getRawUserInfo() != null || !isKnown(scheme)) {
			return check(scheme, authority);
		}
		return authority;
	}

	/** Return a scheme in lower case, as it nearly always is. */
	static String lowerCase(String scheme) {
		return scheme.equals("https") ? scheme : scheme.toLowerCase(Locale.ROOT);
	}

	private static boolean isKnown(String scheme) {
		return switch (scheme) {
			case "http", "https", "ws", "wss" -> true;
			default -> false;
		};
	}

	/**
	 * Return the authority if a request can be sent to it.
	 */
	static String check(String scheme, String authority) {
		if (!isKnown(scheme)) {
			throw new SigV4Exception("The scheme of the URI has to be one of http, https, ws and wss");
		}
		if (authority.indexOf('@') >= 0) {
			// Not repeated in the message: it may hold a password
			throw new SigV4Exception("The URI has user information before its host, which cannot be signed; "
					+ "take it out of the URI");
		}
		if (authority.isEmpty() || authority.startsWith(":")) {
			throw new SigV4Exception("The URI has no host");
		}
		for (int i = 0; i < authority.length(); i++) {
			if (authority.charAt(i) <= ' ' || authority.charAt(i) > '~') {
				throw new SigV4Exception(
						"The host has a character outside of visible ASCII; give it in its punycode form");
			}
		}
		return authority;
	}

	/**
	 * Return what clients send as {@code Host}: the port only if it is not the scheme's
	 * default, brackets and letter case as written.
	 */
	static String hostHeader(String scheme, String authority) {
		int portMark = authority.length() - 1;
		while (portMark >= 0 && authority.charAt(portMark) >= '0' && authority.charAt(portMark) <= '9') {
			portMark--;
		}
		if (portMark < 0 || authority.charAt(portMark) != ':') {
			return authority;
		}
		String defaultPort = (scheme.equals("https") || scheme.equals("wss")) ? "443" : "80";
		int length = authority.length() - portMark - 1;
		boolean needless = length == 0 || (length == defaultPort.length() && authority.endsWith(defaultPort));
		return needless ? authority.substring(0, portMark) : authority;
	}

}
