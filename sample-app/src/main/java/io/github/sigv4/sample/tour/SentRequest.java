package io.github.sigv4.sample.tour;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request that a client sent.
 *
 * @param client the kind of client
 * @param method the method
 * @param uri where it went
 * @param contentType the media type of the body, if it has one
 * @param body the body
 */
record SentRequest(String client, String method, URI uri, @Nullable String contentType, ByteBuffer body) {

	private static final List<String> AUTH_PARAMETERS = List.of("X-Amz-Algorithm=", "X-Amz-Credential=", "X-Amz-Date=",
			"X-Amz-Security-Token=", "X-Amz-Signature=", "X-Amz-SignedHeaders=");

	static SentRequest of(String client, String method, URI uri, HttpHeaders headers, byte[] body) {
		return new SentRequest(client, method, uri, headers.getFirst(HttpHeaders.CONTENT_TYPE), ByteBuffer.wrap(body));
	}

	boolean hasBody() {
		return this.body.hasRemaining();
	}

	boolean isPresigned() {
		return this.uri.getRawQuery() != null && this.uri.getRawQuery().contains("X-Amz-Signature=");
	}

	/**
	 * Path and query without what makes a presigned URL a secret.
	 * @return text to show
	 */
	String target() {
		String query = this.uri.getRawQuery();
		if (query == null) {
			return this.uri.getRawPath();
		}
		String shown = Stream.of(query.split("&"))
			.filter((parameter) -> AUTH_PARAMETERS.stream().noneMatch(parameter::startsWith))
			.collect(Collectors.joining("&"));
		return this.uri.getRawPath() + "?" + shown + (isPresigned() ? "&X-Amz-Signature=***" : "");
	}

	@Override
	public String toString() {
		return "SentRequest[" + this.client + " " + this.method + " " + target() + "]";
	}

}
