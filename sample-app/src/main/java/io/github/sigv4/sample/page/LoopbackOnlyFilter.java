package io.github.sigv4.sample.page;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps other web sites out. They cannot reach this machine, but a browser on it that
 * visits them can: by a name of theirs that they let point to 127.0.0.1 (DNS rebinding),
 * or by a form that posts here.
 */
@Component
class LoopbackOnlyFilter implements WebFilter {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		String host = request.getHeaders().getFirst(HttpHeaders.HOST);
		if (!isLoopback(host) || !isFromHere(request, host)) {
			exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
			return exchange.getResponse().setComplete();
		}
		HttpHeaders headers = exchange.getResponse().getHeaders();
		headers.set("Content-Security-Policy",
				"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
						+ "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
		// Of a presigned URL that is opened: not where it was found
		headers.set("Referrer-Policy", "same-origin");
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("Cross-Origin-Resource-Policy", "same-origin");
		headers.setCacheControl("no-store");
		return chain.filter(exchange);
	}

	private static boolean isLoopback(@Nullable String host) {
		return host != null && LOOPBACK.contains(host.replaceFirst(":\\d{1,5}$", ""));
	}

	/** A browser says where a post comes from; that has to be this page. */
	private static boolean isFromHere(ServerHttpRequest request, @Nullable String host) {
		HttpMethod method = request.getMethod();
		return HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)
				|| ("http://" + host).equals(request.getHeaders().getOrigin());
	}

}
