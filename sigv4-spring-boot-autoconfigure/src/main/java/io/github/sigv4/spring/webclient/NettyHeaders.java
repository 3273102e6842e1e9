package io.github.sigv4.spring.webclient;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.client.HttpClientRequest;

/**
 * The headers of a request as Netty has them. What is a {@link String} there is checked
 * and written to the wire character by character, which for a signature with its session
 * token costs more than to sign; an {@link AsciiString} is copied. And what is not in
 * Spring's headers need not be looked up there again.
 */
final class NettyHeaders {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.http.client.HttpClientRequest",
			NettyHeaders.class.getClassLoader());

	private NettyHeaders() {
	}

	/**
	 * Return what sets headers in the request that Netty sends.
	 * @param request a request that is not committed
	 * @return the setter; {@code null} if Netty does not send it, or if others come in
	 * between, who may want to see the headers
	 */
	static @Nullable BiConsumer<String, String> of(ClientHttpRequest request) {
		return (REACTOR_NETTY && !(request instanceof ClientHttpRequestDecorator))
				? ReactorNetty.setter(request.getNativeRequest()) : null;
	}

	/** Apart, since the classes may be absent. */
	private static final class ReactorNetty {

		static @Nullable BiConsumer<String, String> setter(Object request) {
			if (request instanceof HttpClientRequest reactor) {
				HttpHeaders headers = reactor.requestHeaders();
				return (name, value) -> headers.set(name,
						new AsciiString(value.getBytes(StandardCharsets.ISO_8859_1), false));
			}
			return null;
		}

	}

}
