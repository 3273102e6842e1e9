package io.github.sigv4.spring;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which {@code Host} is signed and sent.
 */
final class SigningHost {

	private SigningHost() {
	}

	/**
	 * Return the {@code Host} header to set.
	 * @param service the service that signs
	 * @param wireUri where the request goes
	 * @param given the {@code Host} headers that the caller has set
	 * @return the header's value, or {@code null} if the client is to make it from the
	 * URI
	 */
	static @Nullable String of(SigV4Service service, URI wireUri, List<String> given) {
		String signingHost = service.signingHost();
		for (String host : given) {
			if (!host.equalsIgnoreCase(wireUri.getRawAuthority()) && !host.equalsIgnoreCase(signingHost)) {
				throw service
					.failure("The request has a Host header of its own, which is not the host of its URL. Some "
							+ "HTTP clients send it and some do not, so remove it, or set signing-host if it is what the "
							+ "service expects.", null);
			}
		}
		if (signingHost != null) {
			return signingHost;
		}
		return given.isEmpty() ? null : wireUri.getRawAuthority();
	}

}
