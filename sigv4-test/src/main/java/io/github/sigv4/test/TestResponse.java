package io.github.sigv4.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a {@link VerifyingServer} answers to a verified request. <pre class="code">
 * TestResponse.json("{\"id\":1}").withStatus(201).withHeader("Location", "/orders/1")
 * </pre>
 * <p>
 * Immutable: each {@code with} method returns a changed copy.
 */
public final class TestResponse {

	/** The server frames messages itself. */
	private static final Set<String> FRAMING = Set.of("connection", "content-length", "transfer-encoding");

	private final int status;

	private final List<ReceivedRequest.Header> headers;

	private final byte[] body;

	private TestResponse(int status, List<ReceivedRequest.Header> headers, byte[] body) {
		if (status < 200 || status > 599) {
			throw new IllegalArgumentException("Not the status of an answer: " + status);
		}
		this.status = status;
		this.headers = headers;
		this.body = body;
	}

	/**
	 * Return an answer with status 200 and no body.
	 * @return the answer
	 */
	public static TestResponse ok() {
		return of(200);
	}

	/**
	 * Return an answer without a body.
	 * @param status the status
	 * @return the answer
	 */
	public static TestResponse of(int status) {
		return new TestResponse(status, List.of(), new byte[0]);
	}

	/**
	 * Return an answer with status 200.
	 * @param json the body
	 * @return the answer
	 */
	public static TestResponse json(String json) {
		return ok().withHeader("Content-Type", "application/json").withBody(json);
	}

	/**
	 * Return an answer with status 200.
	 * @param text the body
	 * @return the answer
	 */
	public static TestResponse text(String text) {
		return ok().withHeader("Content-Type", "text/plain;charset=UTF-8").withBody(text);
	}

	/**
	 * Return an answer with status 200.
	 * @param xml the body
	 * @return the answer
	 */
	public static TestResponse xml(String xml) {
		return ok().withHeader("Content-Type", "text/xml").withBody(xml);
	}

	/**
	 * Return a copy with another status.
	 * @param status the status
	 * @return the copy
	 */
	public TestResponse withStatus(int status) {
		return new TestResponse(status, this.headers, this.body);
	}

	/**
	 * Return a copy with one more header field. A {@code Date} takes the place of the
	 * server's.
	 * @param name the name
	 * @param value the value
	 * @return the copy
	 */
	public TestResponse withHeader(String name, String value) {
		if (!MessageHead.isToken(name) || MessageHead.hasControl(value)) {
			throw new IllegalArgumentException("Header '" + name + "' has a character that no header may have");
		}
		if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException("Header '" + name + "' is set by the server");
		}
		List<ReceivedRequest.Header> more = new ArrayList<>(this.headers);
		more.add(new ReceivedRequest.Header(name, value));
		return new TestResponse(this.status, List.copyOf(more), this.body);
	}

	/**
	 * Return a copy with another body, sent as UTF-8.
	 * @param body the body
	 * @return the copy
	 */
	public TestResponse withBody(String body) {
		return withBody(body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return a copy with another body.
	 * @param body the body
	 * @return the copy
	 */
	public TestResponse withBody(byte[] body) {
		return new TestResponse(this.status, this.headers, body.clone());
	}

	TestResponse withContentType(String contentType) {
		List<ReceivedRequest.Header> others = new ArrayList<>(this.headers);
		others.removeIf((header) -> header.name().equalsIgnoreCase("content-type"));
		return new TestResponse(this.status, List.copyOf(others), this.body).withHeader("Content-Type", contentType);
	}

	/**
	 * Return the status.
	 * @return the status
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Return the header fields that were given.
	 * @return the header fields in their order
	 */
	public List<ReceivedRequest.Header> headers() {
		return this.headers;
	}

	/**
	 * Return the body.
	 * @return a copy of the bytes
	 */
	public byte[] body() {
		return this.body.clone();
	}

	/** The bytes, which are not to be changed. */
	byte[] bodyBytes() {
		return this.body;
	}

	boolean hasHeader(String name) {
		return !MessageHead.values(this.headers, name).isEmpty();
	}

	@Override
	public String toString() {
		return "TestResponse[" + this.status + ", " + this.body.length + " bytes]";
	}

}
