package io.github.sigv4.cli;

import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables by which curl and AWS's tools find the proxy to the outside.
 * Only https goes through one, as a tunnel: it reads nothing of what is signed.
 */
final class ProxyVariables {

	private final Map<String, String> variables;

	ProxyVariables(Map<String, String> variables) {
		this.variables = variables;
	}

	/**
	 * Find the proxy.
	 * @param target where the request goes
	 * @return the proxy, or {@code null} if the connection is direct
	 */
	@Nullable HttpHost proxyFor(Target target) {
		String proxy = value("https_proxy");
		if (!target.scheme().equals("https") || proxy == null || isExcepted(target.host())) {
			return null;
		}
		try {
			HttpHost host = HttpHost.create(proxy.contains("://") ? proxy : "http://" + proxy);
			if (host.getPort() > 0 && !proxy.contains("@")) {
				return host;
			}
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			// Said below, without the value: it may have a password
		}
		throw CommandException
			.failed("HTTPS_PROXY is not of the form http://host:port. Proxies with a password are " + "not supported");
	}

	/**
	 * As curl: names stand for themselves and for all below them, an asterisk for all.
	 */
	private boolean isExcepted(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		String excepted = value("no_proxy");
		return excepted != null && Stream.of(excepted.toLowerCase(Locale.ROOT).split("[,\\s]+"))
			.map((entry) -> entry.replaceFirst("^\\*?\\.", ""))
			.anyMatch((entry) -> !entry.isEmpty()
					&& (entry.equals("*") || name.equals(entry) || name.endsWith("." + entry)));
	}

	private @Nullable String value(String name) {
		String lower = this.variables.get(name);
		String value = (lower != null) ? lower : this.variables.get(name.toUpperCase(Locale.ROOT));
		return (value != null && !value.isBlank()) ? value.strip() : null;
	}

}
