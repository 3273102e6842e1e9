package io.github.sigv4.spring.webclient;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.ClassUtils;
import reactor.netty.http.client.HttpClientRequest;

/**
 * The headers of a request as Netty has them. What comes there as a {@link String} is
 * checked and written to the wire character by character, which for a signature with its
 * session token costs more than to sign; an {@link AsciiString} is copied.
 */
final class NettyHeaders {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.http.client.HttpClientRequest",
			NettyHeaders.class.getClassLoader());

	private NettyHeaders() {
	}

	/**
	 * Return what sets headers of a request that Reactor Netty is about to send.
	 * @param request the request
	 * @return what to call with name and value, both in ASCII; {@code null} if it is
	 * another client's request
	 */
	static @Nullable BiConsumer<String, String> of(ClientHttpRequest request) {
		return REACTOR_NETTY ? ReactorNetty.of(request.getNativeRequest()) : null;
	}

	/** Apart, since the class may be absent. */
	private static final class ReactorNetty {

		/** Whose hash is known. */
		private static final Map<String, AsciiString> NAMES = Stream
			.of("Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256", "X-Amz-Region-Set")
			.collect(Collectors.toUnmodifiableMap((name) -> name, AsciiString::cached));

		static @Nullable BiConsumer<String, String> of(Object request) {
			if (!(request instanceof HttpClientRequest reactor)) {
				return null;
			}
			HttpHeaders headers = reactor.requestHeaders();
			return (name, value) -> headers.set(name(name), ascii(value));
		}

		private static AsciiString name(String name) {
			AsciiString known = NAMES.get(name);
			return (known != null) ? known : AsciiString.of(name);
		}

		private static AsciiString ascii(String value) {
			return new AsciiString(value.getBytes(StandardCharsets.ISO_8859_1), false);
		}

	}

}
