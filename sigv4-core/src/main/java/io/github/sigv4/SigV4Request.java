package io.github.sigv4;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * What is signed of an HTTP request: method, raw path and query, headers, and the hash of
 * the body. It knows no HTTP library. <pre class="code">
 * SigV4Request request = SigV4Request.builder("POST", "https://abc123.execute-api.eu-west-1.amazonaws.com/orders?dry=1")
 *     .header("Content-Type", "application/json")
 *     .payload(PayloadHash.of(body))
 *     .build();
 * </pre>
 * <p>
 * Path and query have to be what goes on the wire, percent-encoded once, to the byte.
 * Immutable; its {@link Builder} is for one thread.
 */
public final class SigV4Request {

	private final String method;

	private final @Nullable String scheme;

	private final @Nullable String authority;

	private final String path;

	private final @Nullable String query;

	private final int headerCount;

	private final HeaderName[] names;

	private final String[] values;

	/** Whether each value goes into the canonical request as it is, and so on. */
	private final boolean[] canonicalValues;

	private final boolean canonicalPath;

	private final boolean canonicalQuery;

	private final @Nullable PayloadHash payload;

	private SigV4Request(Builder builder) {
		this.method = builder.method;
		this.scheme = builder.scheme;
		this.authority = builder.authority;
		this.path = builder.path;
		this.query = builder.query;
		this.headerCount = builder.headerCount;
		this.names = builder.names;
		this.values = builder.values;
		this.canonicalValues = builder.canonicalValues;
		this.canonicalPath = builder.canonicalPath;
		this.canonicalQuery = builder.canonicalQuery;
		this.payload = builder.payload;
	}

	private SigV4Request(SigV4Request request, PayloadHash payload) {
		this.method = request.method;
		this.scheme = request.scheme;
		this.authority = request.authority;
		this.path = request.path;
		this.query = request.query;
		this.headerCount = request.headerCount;
		this.names = request.names;
		this.values = request.values;
		this.canonicalValues = request.canonicalValues;
		this.canonicalPath = request.canonicalPath;
		this.canonicalQuery = request.canonicalQuery;
		this.payload = payload;
	}

	/**
	 * Start a request to an absolute URI.
	 * @param method the method as it is sent, in upper case
	 * @param uri an {@code http}, {@code https}, {@code ws} or {@code wss} URI; its raw
	 * path and query are used
	 * @return a builder
	 * @throws SigV4Exception if the method or URI cannot be sent
	 */
	public static Builder builder(String method, URI uri) {
		return new Builder(method).uri(uri);
	}

	/**
	 * Start a request to the URI in which signing and sending agree. What is known of it
	 * is not looked at again.
	 * @param method the method as it is sent, in upper case
	 * @param uri the URI
	 * @return a builder
	 * @throws SigV4Exception if the method cannot be sent
	 */
	public static Builder builder(String method, WireUri uri) {
		return new Builder(method).uri(uri);
	}

	/**
	 * Start a request to an absolute URI given as text, which may have characters that
	 * {@link URI} refuses. A fragment is left out, as clients do.
	 * @param method the method as it is sent, in upper case
	 * @param uri an {@code http}, {@code https}, {@code ws} or {@code wss} URI
	 * @return a builder
	 * @throws SigV4Exception if the method or URI cannot be sent
	 */
	public static Builder builder(String method, String uri) {
		return new Builder(method).uri(uri);
	}

	/**
	 * Start a request of which only the request target and the headers are known, as a
	 * server does. A {@code Host} header has to be among them.
	 * @param method the method as it is sent, in upper case
	 * @param target the request target as it is on the wire: path and query
	 * @return a builder
	 * @throws SigV4Exception if the method or target cannot be sent
	 */
	public static Builder forTarget(String method, String target) {
		return new Builder(method).target(target);
	}

	/**
	 * Return the method.
	 * @return the method
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Return the raw path, never empty.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Return the raw query.
	 * @return what follows the {@code ?}, or {@code null} if there is none
	 */
	public @Nullable String query() {
		return this.query;
	}

	/**
	 * Return the value of a header that may appear once.
	 * @param name the name in any case
	 * @return the first value, or {@code null} if there is none
	 */
	public @Nullable String header(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		for (int i = 0; i < this.headerCount; i++) {
			if (this.names[i].text().equals(lowerCase)) {
				return this.values[i];
			}
		}
		return null;
	}

	/**
	 * Return all values of a header, in the order in which they were added.
	 * @param name the name in any case
	 * @return the values, empty if there is no such header
	 */
	public List<String> headerValues(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		List<String> found = new ArrayList<>(1);
		forEachHeader((header, value) -> {
			if (header.equals(lowerCase)) {
				found.add(value);
			}
		});
		return found;
	}

	/**
	 * Call a consumer with the lower-case name and the value of each header field, in the
	 * order in which they were added, {@code host} included.
	 * @param consumer what to call
	 */
	public void forEachHeader(BiConsumer<String, String> consumer) {
		for (int i = 0; i < this.headerCount; i++) {
			consumer.accept(this.names[i].text(), this.values[i]);
		}
	}

	/**
	 * Return whether all values of headers have ASCII characters only. HTTP clients
	 * differ in the bytes that they send for others.
	 * @return whether there is no other character
	 */
	public boolean hasAsciiHeaders() {
		for (int i = 0; i < this.headerCount; i++) {
			// Most are canonical, which was seen when the request was built
			if (!this.canonicalValues[i] && !this.values[i].chars().allMatch((c) -> c < 0x80)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return the payload hash that was given.
	 * @return the payload hash, or {@code null} if the settings decide
	 */
	public @Nullable PayloadHash payload() {
		return this.payload;
	}

	/** Whether there is such a header, which has to be one of the constants. */
	boolean has(HeaderName name) {
		for (int i = 0; i < this.headerCount; i++) {
			if (this.names[i].is(name)) {
				return true;
			}
		}
		return false;
	}

	/** Return this request with another payload hash. */
	SigV4Request withPayload(PayloadHash payload) {
		return new SigV4Request(this, payload);
	}

	/** The scheme in lower case, or {@code null} for a bare target. */
	@Nullable String scheme() {
		return this.scheme;
	}

	/** The authority as given, or {@code null} for a bare target. */
	@Nullable String authority() {
		return this.authority;
	}

	int headerCount() {
		return this.headerCount;
	}

	HeaderName headerName(int index) {
		return this.names[index];
	}

	String headerValue(int index) {
		return this.values[index];
	}

	/** Whether it goes into the canonical request as it is. */
	boolean hasCanonicalValue(int index) {
		return this.canonicalValues[index];
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
		String origin = (this.scheme != null) ? this.scheme + "://" + this.authority : "";
		return "SigV4Request[" + this.method + " " + origin + this.path + "]";
	}

	/**
	 * Collects what is signed.
	 */
	public static final class Builder {

		private final String method;

		private @Nullable String scheme;

		private @Nullable String authority;

		private String path = "/";

		private @Nullable String query;

		private boolean canonicalPath = true;

		private boolean canonicalQuery = true;

		private int headerCount;

		/** Only ever added to, so that a request that was built can share it. */
		private HeaderName[] names = new HeaderName[6];

		private String[] values = new String[6];

		private boolean[] canonicalValues = new boolean[6];

		/** Whether a request that was built has its host where the next header goes. */
		private boolean hostBehind;

		private @Nullable PayloadHash payload;

		private Builder(String method) {
			if (!HeaderName.isToken(method)) {
				throw new SigV4Exception("The method is empty, or has a character that no method may have");
			}
			this.method = method;
		}

		private Builder uri(URI uri) {
			String scheme = uri.getScheme();
			String path = uri.getRawPath();
			if (scheme == null || uri.getRawAuthority() == null || path == null) {
				return uri(uri.toString());
			}
			this.scheme = Authority.lowerCase(scheme);
			this.authority = Authority.of(this.scheme, uri);
			// A URI has no control characters
			return set(path, uri.getRawQuery());
		}

		private Builder uri(WireUri uri) {
			this.scheme = uri.scheme();
			this.authority = uri.authority();
			this.path = uri.uri().getRawPath();
			this.query = uri.uri().getRawQuery();
			this.canonicalPath = uri.hasCanonicalPath();
			this.canonicalQuery = uri.hasCanonicalQuery();
			return this;
		}

		private Builder uri(String uri) {
			int schemeEnd = uri.indexOf("://");
			if (schemeEnd < 0) {
				throw new SigV4Exception("An absolute URI is needed, as https://host/path; this one has no scheme");
			}
			int start = schemeEnd + 3;
			int end = start;
			while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
				end++;
			}
			this.scheme = Authority.lowerCase(uri.substring(0, schemeEnd));
			this.authority = Authority.check(this.scheme, uri.substring(start, end));
			return target(uri.substring(end));
		}

		/**
		 * Set path and query exactly as they go on the wire.
		 * @param target the path, and the query after a {@code ?}; empty is {@code /}
		 * @return this builder
		 * @throws SigV4Exception if no client sends such a target
		 */
		public Builder target(String target) {
			int fragment = target.indexOf('#');
			String text = (fragment >= 0) ? target.substring(0, fragment) : target;
			int mark = text.indexOf('?');
			requireNoControls(text);
			return set((mark >= 0) ? text.substring(0, mark) : text, (mark >= 0) ? text.substring(mark + 1) : null);
		}

		private Builder set(String rawPath, @Nullable String rawQuery) {
			if (!rawPath.isEmpty() && rawPath.charAt(0) != '/') {
				throw new SigV4Exception("The path has to start with '/'; asterisk and absolute forms of the request "
						+ "target cannot be signed");
			}
			this.path = rawPath.isEmpty() ? "/" : rawPath;
			this.query = rawQuery;
			this.canonicalPath = CanonicalUri.isCanonical(this.path);
			this.canonicalQuery = rawQuery == null || CanonicalQuery.isCanonical(rawQuery);
			return this;
		}

		private static void requireNoControls(String text) {
			for (int i = 0; i < text.length(); i++) {
				if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
					throw new SigV4Exception(
							"The path or query has a control character at index " + i + "; percent-encode it");
				}
			}
		}

		/**
		 * Add a header field. Fields of one name are kept in order and signed joined by
		 * commas. A {@code Host} takes the place of the URI's.
		 * @param name the name in any case
		 * @param value the value
		 * @return this builder
		 * @throws SigV4Exception if no header can have that name; values are looked at
		 * when they are signed
		 */
		public Builder header(String name, String value) {
			Objects.requireNonNull(value, "The value of a header is null");
			add(HeaderName.of(name), value, HeaderValue.isCanonical(value));
			return this;
		}

		private void add(HeaderName name, String value, boolean canonical) {
			if (this.hostBehind || this.headerCount == this.names.length) {
				int room = Math.max(this.names.length, 2 * this.headerCount);
				this.names = Arrays.copyOf(this.names, room);
				this.values = Arrays.copyOf(this.values, room);
				this.canonicalValues = Arrays.copyOf(this.canonicalValues, room);
				this.hostBehind = false;
			}
			this.names[this.headerCount] = name;
			this.values[this.headerCount] = value;
			this.canonicalValues[this.headerCount] = canonical;
			this.headerCount++;
		}

		/**
		 * Add header fields.
		 * @param headers values by name
		 * @return this builder
		 * @throws SigV4Exception if no header can have one of the names
		 */
		public Builder headers(Map<String, ? extends Iterable<String>> headers) {
			headers.forEach((name, fields) -> fields.forEach((value) -> header(name, value)));
			return this;
		}

		/**
		 * Set the payload hash. Without it, that of no body is signed, or
		 * {@link PayloadHash#UNSIGNED} where the {@link SigningSettings} say so. A
		 * {@code x-amz-content-sha256} among the headers goes before either.
		 * @param payload the hash of the body as it is sent, or a literal
		 * @return this builder
		 */
		public Builder payload(PayloadHash payload) {
			this.payload = payload;
			return this;
		}

		/**
		 * Build the request.
		 * @return the request
		 * @throws SigV4Exception if there is no host, or more than one
		 */
		public SigV4Request build() {
			int hosts = 0;
			for (int i = 0; i < this.headerCount; i++) {
				hosts += this.names[i].is(HeaderName.HOST) ? 1 : 0;
			}
			if (hosts > 1) {
				throw new SigV4Exception("The request has " + hosts + " Host headers; it can be sent with one only");
			}
			if (hosts == 0) {
				if (this.scheme == null || this.authority == null) {
					throw new SigV4Exception("The request has no host: give a Host header or an absolute URI");
				}
				// An authority has visible characters alone
				add(HeaderName.HOST, Authority.hostHeader(this.scheme, this.authority), true);
				SigV4Request request = new SigV4Request(this);
				// Not for the next one, which may be given another
				this.headerCount--;
				this.hostBehind = true;
				return request;
			}
			return new SigV4Request(this);
		}

	}

}
