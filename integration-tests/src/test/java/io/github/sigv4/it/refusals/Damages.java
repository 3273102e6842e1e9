package io.github.sigv4.it.refusals;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import io.github.sigv4.it.matrix.WireRequest;

/**
 * What proxies, gateways and agents do to requests.
 */
final class Damages {

	private Damages() {
	}

	static UnaryOperator<WireRequest> header(String name, String value) {
		return (request) -> request.with(name, value);
	}

	static UnaryOperator<WireRequest> dropped(String name) {
		return (request) -> request.without(name);
	}

	static UnaryOperator<WireRequest> target(String part, String replacement) {
		return (request) -> request.withTarget(request.target().replace(part, replacement));
	}

	static UnaryOperator<WireRequest> prefix(String prefix) {
		return (request) -> request.target().startsWith(prefix + "/") ? request
				: request.withTarget(prefix + request.target());
	}

	static UnaryOperator<WireRequest> parameter(String parameter) {
		return (request) -> request
			.withTarget(request.target() + (request.target().contains("?") ? "&" : "?") + parameter);
	}

	static UnaryOperator<WireRequest> method(String method) {
		return (request) -> request.withMethod(method);
	}

	static UnaryOperator<WireRequest> body(String body) {
		return (request) -> request.withBody(body.getBytes(StandardCharsets.UTF_8));
	}

	static UnaryOperator<WireRequest> authorization(String part, String replacement) {
		return (request) -> request.with("Authorization",
				request.value("Authorization").replaceFirst(part, replacement));
	}

}
