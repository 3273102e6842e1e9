package io.github.sigv4.spring.webclient;

import java.nio.charset.StandardCharsets;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.ClassUtils;
import reactor.netty.http.client.HttpClientRequest;

/**
 * The headers of a request as Netty has them. What is a {@link String} there is written
 * to the wire character by character, which for a signature with its session token costs
 * more than to sign; an {@link AsciiString} is copied.
 */
final class NettyHeaders {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.http.client.HttpClientRequest",
			NettyHeaders.class.getClassLoader());

	private NettyHeaders() {
	}

	/**
	 * Let the long headers of a signature be copied to the wire.
	 * @param request a request whose headers have been given to its client
	 * @param sessionToken whether a session token is among them
	 */
	static void compact(ClientHttpRequest request, boolean sessionToken) {
		if (REACTOR_NETTY) {
			ReactorNetty.compact(request.getNativeRequest(), sessionToken);
		}
	}

	/** Apart, since the class may be absent. */
	private static final class ReactorNetty {

		private static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");

		private static final AsciiString SECURITY_TOKEN = AsciiString.cached("X-Amz-Security-Token");

		static void compact(Object request, boolean sessionToken) {
			if (request instanceof HttpClientRequest reactor) {
				compact(reactor.requestHeaders(), AUTHORIZATION);
				if (sessionToken) {
					compact(reactor.requestHeaders(), SECURITY_TOKEN);
				}
			}
		}

		/** What is not there is left to others: some services have another token. */
		private static void compact(HttpHeaders headers, AsciiString name) {
			String value = headers.get(name);
			if (value != null) {
				headers.set(name, new AsciiString(value.getBytes(StandardCharsets.ISO_8859_1), false));
			}
		}

	}

}
