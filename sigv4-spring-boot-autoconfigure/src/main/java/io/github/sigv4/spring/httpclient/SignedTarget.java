package io.github.sigv4.spring.httpclient;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;

import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

import io.github.sigv4.WireUri;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;

/**
 * Where a request goes, and who signs it.
 *
 * @param service the service that signs
 * @param exchangeId what HttpClient calls the exchange
 * @param wireUri where it goes, checked, and in a form in which signing and sending agree
 */
record SignedTarget(SigV4Service service, String exchangeId, WireUri wireUri) {

	/**
	 * Return the target of a request.
	 * @param service the service that signs
	 * @param exchangeId what HttpClient calls the exchange
	 * @param request the request
	 * @param host the host that it is sent to, be that through a proxy
	 * @return the target
	 */
	static SignedTarget of(SigV4Service service, String exchangeId, HttpRequest request, HttpHost host) {
		String path = request.getPath();
		try {
			return new SignedTarget(service, exchangeId, service
				.wireUri(new URI(host.getSchemeName() + "://" + host.toHostString() + ((path != null) ? path : "/"))));
		}
		catch (URISyntaxException ex) {
			throw service.failure("The request's path or query is not one that a URI can have: " + ex.getReason()
					+ " at index " + ex.getIndex() + ". Percent-encode it.", null);
		}
	}

	/**
	 * Return the service that signs a request.
	 * @param services selects the service
	 * @param context the context of the request
	 * @return the service
	 */
	static SigV4Service service(ServiceSelector services, HttpContext context) {
		Map<String, Object> attributes = new HashMap<>();
		for (String name : new String[] { SigV4Attributes.SERVICE, SigV4Attributes.CREDENTIALS }) {
			Object value = context.getAttribute(name);
			if (value != null) {
				attributes.put(name, value);
			}
		}
		return services.select(attributes);
	}

	URI uri() {
		return this.wireUri.uri();
	}

	/** What has to be done with the body of a request, if it has one. */
	HttpHeadersSigning.Body body(HttpRequest request) {
		return new HttpHeadersSigning(this.service, HttpMethod.valueOf(request.getMethod()), uri(), this.wireUri,
				RequestSigning.headers(request), new HashMap<>())
			.body();
	}

	/** Have a request sent as it is signed: path and query, and the {@code Host}. */
	void applyTo(HttpRequest request, HttpHost host) {
		String path = uri().getRawPath();
		String query = uri().getRawQuery();
		request.setPath((query != null) ? path + "?" + query : path);
		request.setScheme(uri().getScheme());
		String signingHost = this.service.signingHost();
		URIAuthority given = request.getAuthority();
		if (given == null || isOf(host, given) || given.toString().equalsIgnoreCase(signingHost)) {
			request.setAuthority(authority((signingHost != null) ? signingHost : uri().getRawAuthority()));
		}
		// Else it is a Host of the caller's own, which is refused when it is signed
	}

	private static boolean isOf(HttpHost host, URIAuthority authority) {
		return authority.getHostName().equalsIgnoreCase(host.getHostName())
				&& port(authority.getPort(), host) == port(host.getPort(), host);
	}

	private static int port(int port, HttpHost host) {
		if (port >= 0) {
			return port;
		}
		return "http".equalsIgnoreCase(host.getSchemeName()) ? 80 : 443;
	}

	private @Nullable URIAuthority authority(String text) {
		try {
			return URIAuthority.create(text);
		}
		catch (URISyntaxException ex) {
			throw this.service.failure("The host '" + text + "' cannot stand in a URI.", ex);
		}
	}

	/** The query may be secret. */
	@Override
	public String toString() {
		return "SignedTarget[" + this.service.name() + "]";
	}

}
