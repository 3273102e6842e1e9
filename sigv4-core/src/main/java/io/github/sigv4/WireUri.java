package io.github.sigv4;

import java.net.URI;
import java.util.Locale;

/**
 * The form of a URI in which to send a signed request, so that what clients put on the
 * wire, what is signed, and what servers make of it are the same.
 * <p>
 * Most URIs are in that form already. What is changed keeps its meaning:
 * <ul>
 * <li>the scheme's default port is left out, which not every client does of itself;</li>
 * <li>an empty path becomes {@code /};</li>
 * <li>a {@code +} in the query becomes {@code %2B}, since servers that read it as a space
 * would canonicalise another query;</li>
 * <li>pieces of the query without a name are left out, since servers differ on them;</li>
 * <li>characters outside of ASCII are percent-encoded as UTF-8;</li>
 * <li>for services that encode the path once (S3) it is written in the encoding that the
 * service canonicalises to: {@code /a+b} becomes {@code /a%2Bb}.</li>
 * </ul>
 */
public final class WireUri {

	private WireUri() {
	}

	/**
	 * Return the URI to sign and to send.
	 * @param uri an absolute hierarchical URI
	 * @param settings how the service wants requests signed
	 * @return the same URI if there was nothing to change
	 * @throws SigV4Exception if no request can be sent to the URI
	 */
	public static URI of(URI uri, SigningSettings settings) {
		String scheme = uri.getScheme();
		String authority = uri.getRawAuthority();
		if (scheme == null || authority == null) {
			throw new SigV4Exception("An absolute URI is needed, as https://host/path");
		}
		scheme = scheme.toLowerCase(Locale.ROOT);
		String host = Authority.hostHeader(scheme, Authority.of(scheme, uri));
		String path = path(uri.getRawPath(), settings);
		String query = uri.getRawQuery();
		String wireQuery = (query != null) ? query(query) : null;
		if (host.equals(authority) && path.equals(uri.getRawPath())
				&& ((query != null) ? query.equals(wireQuery) : wireQuery == null)) {
			return uri;
		}
		return URI.create(scheme + "://" + host + path + ((wireQuery != null) ? "?" + wireQuery : ""));
	}

	private static String path(String path, SigningSettings settings) {
		if (path.isEmpty()) {
			return "/";
		}
		if (settings.doubleEncodePath()) {
			return ascii(path);
		}
		for (int i = 0; i < path.length(); i++) {
			if (path.charAt(i) != '/' && !ByteBuilder.isUnreserved(path.charAt(i))) {
				ByteBuilder canonical = new ByteBuilder(path.length() + 64);
				CanonicalUri.write(path, false, false, canonical);
				return canonical.ascii(0, canonical.length());
			}
		}
		return path;
	}

	private static String query(String query) {
		String wire = ascii(query.replace("+", "%2B"));
		if (!hasNamelessPiece(wire)) {
			return wire;
		}
		StringBuilder named = new StringBuilder(wire.length());
		for (String piece : wire.split("&", -1)) {
			if (!isNameless(piece, 0)) {
				named.append((named.length() > 0) ? "&" : "").append(piece);
			}
		}
		return named.toString();
	}

	private static boolean hasNamelessPiece(String query) {
		boolean nameless = isNameless(query, 0);
		for (int at = query.indexOf('&'); at >= 0 && !nameless; at = query.indexOf('&', at + 1)) {
			nameless = isNameless(query, at + 1);
		}
		return nameless;
	}

	private static boolean isNameless(String query, int from) {
		return from == query.length() || query.charAt(from) == '&' || query.charAt(from) == '=';
	}

	private static String ascii(String text) {
		int index = 0;
		while (index < text.length() && text.charAt(index) < 0x80) {
			index++;
		}
		if (index == text.length()) {
			return text;
		}
		ByteBuilder encoded = new ByteBuilder(text.length() + 64);
		for (index = 0; index < text.length(); index++) {
			char c = text.charAt(index);
			if (c < 0x80) {
				encoded.append(c);
			}
			else {
				index = encoded.appendEncodedUtf8(text, index);
			}
		}
		return encoded.ascii(0, encoded.length());
	}

}
