package io.github.sigv4.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.sigv4.test.ReceivedRequest.Header;

/**
 * A request as some server received it, for a {@link SignatureJudge}. <pre class="code">
 * WireRequest.of("POST", "/orders?dry=1").withHeader("Host", "localhost:8080").withBody("{}")
 * </pre>
 * <p>
 * Immutable: each {@code with} method returns a changed copy.
 */
public final class WireRequest {

	private final MessageHead head;

	private final byte[] body;

	private WireRequest(MessageHead head, byte[] body) {
		this.head = head;
		this.body = body;
	}

	/**
	 * Return a request without headers and body.
	 * @param method the method
	 * @param target path and query as they were on the wire, to the byte
	 * @return the request
	 */
	public static WireRequest of(String method, String target) {
		return new WireRequest(new MessageHead(method, target, 1, List.of()), new byte[0]);
	}

	/**
	 * Return a copy with one more header field, behind those of the same name.
	 * @param name the name
	 * @param value the value
	 * @return the copy
	 */
	public WireRequest withHeader(String name, String value) {
		List<Header> more = new ArrayList<>(this.head.headers());
		more.add(new Header(name, value));
		return new WireRequest(new MessageHead(this.head.method(), this.head.target(), 1, List.copyOf(more)),
				this.body);
	}

	/**
	 * Return a copy with more header fields.
	 * @param name the name of all of them
	 * @param values the values, in their order
	 * @return the copy
	 */
	public WireRequest withHeader(String name, Iterable<String> values) {
		WireRequest changed = this;
		for (String value : values) {
			changed = changed.withHeader(name, value);
		}
		return changed;
	}

	/**
	 * Return a copy with another body.
	 * @param body the body, without the framing of a chunked message; but as it was sent
	 * if it is {@code aws-chunked}
	 * @return the copy
	 */
	public WireRequest withBody(byte[] body) {
		return new WireRequest(this.head, body.clone());
	}

	/**
	 * Return a copy with another body, in UTF-8.
	 * @param body the body
	 * @return the copy
	 */
	public WireRequest withBody(String body) {
		return withBody(body.getBytes(StandardCharsets.UTF_8));
	}

	MessageHead head() {
		return this.head;
	}

	/** The bytes, which are not to be changed. */
	byte[] body() {
		return this.body;
	}

	/**
	 * The query stays out: it may be a presigned one.
	 */
	@Override
	public String toString() {
		return "WireRequest[" + this.head.method() + " " + this.head.path() + "]";
	}

}
