package io.github.sigv4.spring;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Exception;

/**
 * Where the requests of a service may go: a signature, and with it the session token, is
 * never given to anybody else.
 *
 * @param baseUrl the service's own URL, whose host and port are allowed
 * @param patterns further hosts, {@code *.} at the start standing for any labels; without
 * a port they allow any
 * @param insecureHttp whether plain http is allowed beyond the loopback interface
 */
record AllowedHosts(@Nullable URI baseUrl, List<String> patterns, boolean insecureHttp) {

	private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

	AllowedHosts {
		patterns = List.copyOf(patterns);
	}

	/**
	 * Refuse a URI to which the service must not send a signature.
	 * @param uri where the request goes
	 * @throws SigV4Exception with the property that would allow it
	 */
	void check(URI uri) {
		String host = uri.getHost();
		if (host == null) {
			throw new SigV4Exception("The request's URI has no host: give an absolute one, or set base-url");
		}
		if (!isAllowed(uri, host)) {
			throw new SigV4Exception("The request goes to " + hostAndPort(uri, host)
					+ ", which is not a host of this service, so it was not signed and not sent. "
					+ "Add it to allowed-hosts if it is.");
		}
		if ("http".equalsIgnoreCase(uri.getScheme()) && !this.insecureHttp && !isLoopback(host)) {
			throw new SigV4Exception("The request goes to " + hostAndPort(uri, host)
					+ " over plain http, where others can read and repeat it, so it was not signed and not sent. "
					+ "Use https, or set allow-insecure-http to true.");
		}
	}

	private boolean isAllowed(URI uri, String host) {
		URI base = this.baseUrl;
		if (base != null && isSame(host, base.getHost()) && port(uri) == port(base)) {
			return true;
		}
		String lowerCase = host.toLowerCase(Locale.ROOT);
		return this.patterns.stream().anyMatch((pattern) -> matches(pattern.toLowerCase(Locale.ROOT), uri, lowerCase));
	}

	/** To compare without regard to case takes ten times as long. */
	private static boolean isSame(String host, @Nullable String other) {
		return host.equals(other) || host.equalsIgnoreCase(other);
	}

	private static boolean matches(String pattern, URI uri, String host) {
		int colon = pattern.lastIndexOf(':');
		boolean hasPort = colon > pattern.lastIndexOf(']');
		if (hasPort && !pattern.substring(colon + 1).equals(Integer.toString(port(uri)))) {
			return false;
		}
		String hostPattern = hasPort ? pattern.substring(0, colon) : pattern;
		if (hostPattern.startsWith("*.")) {
			return host.length() > hostPattern.length() - 1 && host.endsWith(hostPattern.substring(1));
		}
		return host.equals(hostPattern);
	}

	private static int port(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
	}

	/**
	 * By its spelling alone: to look a name up could block, and its answer could change.
	 * @param host a host
	 * @return whether it is of the loopback interface
	 */
	static boolean isLoopback(String host) {
		return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.equals("[0:0:0:0:0:0:0:1]")
				|| host.equals("127.0.0.1") || LOOPBACK_ADDRESS.matcher(host).matches();
	}

	private static String hostAndPort(URI uri, String host) {
		return (uri.getPort() >= 0) ? host + ":" + uri.getPort() : host;
	}

}
