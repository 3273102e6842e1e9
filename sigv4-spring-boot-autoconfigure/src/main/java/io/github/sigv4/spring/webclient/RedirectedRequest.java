package io.github.sigv4.spring.webclient;

import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.ClassUtils;
import reactor.netty.http.client.HttpClientRequest;

/**
 * Recognises a request that follows a redirect. Only Reactor Netty asks for the body, and
 * with it for the signature, once more when it follows one; the request's own URI is then
 * still the first.
 */
final class RedirectedRequest {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.http.client.HttpClientRequest",
			RedirectedRequest.class.getClassLoader());

	private RedirectedRequest() {
	}

	static boolean is(ClientHttpRequest request) {
		return REACTOR_NETTY && ReactorNetty.isRedirected(request.getNativeRequest());
	}

	/** Apart, since the class may be absent. */
	private static final class ReactorNetty {

		/** To the same URL once more is what it does when a connection was closed. */
		static boolean isRedirected(Object request) {
			if (request instanceof HttpClientRequest reactor) {
				for (String from : reactor.redirectedFrom()) {
					if (!from.equals(reactor.resourceUrl())) {
						return true;
					}
				}
			}
			return false;
		}

	}

}
