package io.github.sigv4;

import java.net.URI;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

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
 * Immutable.
 */
public final class WireUri {

	private final URI uri;

	private final String scheme;

	private final String authority;

	private final boolean canonicalPath;

	private final boolean canonicalQuery;

	private WireUri(URI uri, String scheme, String authority, boolean canonicalPath, boolean canonicalQuery) {
		this.uri = uri;
		this.scheme = scheme;
		this.authority = authority;
		this.canonicalPath = canonicalPath;
		this.canonicalQuery = canonicalQuery;
	}

	/**
	 * Return the URI to sign and to send.
	 * @param uri an absolute hierarchical URI
	 * @param settings how the service wants requests signed
	 * @return that of the same URI if there was nothing to change
	 * @throws SigV4Exception if no request can be sent to the URI
	 */
	public static WireUri of(URI uri, SigningSettings settings) {
		String scheme = uri.getScheme();
		if (scheme == null || uri.getRawAuthority() == null) {
			throw new SigV4Exception("An absolute URI is needed, as https://host/path");
		}
		scheme = Authority.lowerCase(scheme);
		String authority = Authority.hostHeader(scheme, Authority.of(scheme, uri));
		String path = uri.getRawPath();
		String query = uri.getRawQuery();
		// As nearly all are: what is canonical is never written in another way
		boolean canonicalPath = isCanonicalPath(path);
		boolean canonicalQuery = isCanonicalQuery(query);
		String wirePath = canonicalPath ? path : path(path, settings);
		String wireQuery = (query == null || canonicalQuery) ? query : query(query);
		if (authority.equals(uri.getRawAuthority()) && wirePath.equals(path) && Objects.equals(query, wireQuery)) {
			return new WireUri(uri, scheme, authority, canonicalPath, canonicalQuery);
		}
		URI wireUri = URI.create(scheme + "://" + authority + wirePath + ((wireQuery != null) ? "?" + wireQuery : ""));
		return new WireUri(wireUri, scheme, authority, isCanonicalPath(wirePath), isCanonicalQuery(wireQuery));
	}

	private static boolean isCanonicalPath(String path) {
		return !path.isEmpty() && CanonicalUri.isCanonical(path);
	}

	private static boolean isCanonicalQuery(@Nullable String query) {
		return query == null || CanonicalQuery.isCanonical(query);
	}

	/**
	 * Return the URI to give to the HTTP client.
	 * @return the URI, which may be the very object that was given
	 */
	public URI uri() {
		return this.uri;
	}

	/** The scheme in lower case. */
	String scheme() {
		return this.scheme;
	}

	/** The host, with its port if that is not the scheme's own. */
	String authority() {
		return this.authority;
	}

	/** Whether it goes into the canonical request as it is. */
	boolean hasCanonicalPath() {
		return this.canonicalPath;
	}

	/** Whether it goes into the canonical request as it is. */
	boolean hasCanonicalQuery() {
		return this.canonicalQuery;
	}

	/**
	 * The query stays out: it may be a presigned one.
	 */
	@Override
	public String toString() {
		return "WireUri[" + this.scheme + "://" + this.authority + this.uri.getRawPath() + "]";
	}

	private static String path(String path, SigningSettings settings) {
		if (path.isEmpty()) {
			return "/";
		}
		if (settings.doubleEncodePath()) {
			return ascii(path);
		}
		ByteBuilder canonical = new ByteBuilder(path.length() + 64);
		CanonicalUri.write(path, false, false, canonical);
		return canonical.ascii(0, canonical.length());
	}

	private static String query(String query) {
		String wire = ascii(query.replace("+", "%2B"));
		StringBuilder named = new StringBuilder(wire.length());
		for (String piece : wire.split("&", -1)) {
			if (!isNameless(piece)) {
				named.append((named.length() > 0) ? "&" : "").append(piece);
			}
		}
		return named.toString();
	}

	private static boolean isNameless(String piece) {
		return piece.isEmpty() || piece.startsWith("=");
	}

	private static String ascii(String text) {
		ByteBuilder encoded = new ByteBuilder(text.length() + 64);
		for (int index = 0; index < text.length(); index++) {
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
