package io.github.sigv4.it.matrix;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.sigv4.test.ReceivedRequest;

/**
 * A request as it was on the wire: method, request target to the byte, header fields in
 * their order and read as ISO-8859-1, and the body without any framing.
 */
public final class WireRequest {

	private final String protocol;

	private final String method;

	private final String target;

	private final List<Map.Entry<String, String>> headers;

	private final byte[] body;

	WireRequest(String protocol, String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
		this.protocol = protocol;
		this.method = method;
		this.target = target;
		this.headers = List.copyOf(headers);
		this.body = body;
	}

	/**
	 * Return a request that a test server has read.
	 * @param received the request
	 * @return the same
	 */
	public static WireRequest of(ReceivedRequest received) {
		return new WireRequest("HTTP/1.1", received.method(), received.target(),
				received.headers().stream().map((header) -> Map.entry(header.name(), header.value())).toList(),
				received.body());
	}

	/**
	 * Return what gets a URL, as it is.
	 * @param url the URL
	 * @return a request with a {@code Host} alone
	 */
	public static WireRequest get(URI url) {
		return new WireRequest("HTTP/1.1", "GET", url.getRawPath() + "?" + url.getRawQuery(),
				List.of(Map.entry("Host", url.getRawAuthority())), new byte[0]);
	}

	static WireRequest parse(String head, byte[] body) {
		List<String> lines = head.lines().toList();
		String[] requestLine = lines.get(0).split(" ", -1);
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		for (String line : lines.subList(1, lines.size())) {
			int colon = line.indexOf(':');
			if (colon > 0) {
				headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
			}
		}
		return new WireRequest(requestLine[2], requestLine[0], requestLine[1], headers, body);
	}

	String protocol() {
		return this.protocol;
	}

	/**
	 * Return the method.
	 * @return the method
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Return path and query as they were on the wire.
	 * @return the request target
	 */
	public String target() {
		return this.target;
	}

	/**
	 * Return the header fields in their order.
	 * @return the header fields
	 */
	public List<Map.Entry<String, String>> headers() {
		return this.headers;
	}

	/**
	 * Return the body without its framing.
	 * @return the body
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Return the values of a header.
	 * @param name its name, in any case
	 * @return the values
	 */
	public List<String> values(String name) {
		return this.headers.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.toList();
	}

	/**
	 * Return the first value of a header.
	 * @param name its name, in any case
	 * @return the value, empty if there is none
	 */
	public String value(String name) {
		return values(name).stream().findFirst().orElse("");
	}

	/**
	 * Return the same in HTTP/1.1, with the length of the body in place of its framing.
	 * @return head and body
	 */
	public byte[] toBytes() {
		StringBuilder head = new StringBuilder(this.method).append(' ').append(this.target).append(" HTTP/1.1\r\n");
		this.headers.forEach((header) -> {
			if (!header.getKey().equalsIgnoreCase("Content-Length")
					&& !header.getKey().equalsIgnoreCase("Transfer-Encoding")
					&& !header.getKey().equalsIgnoreCase("Connection") && !header.getKey().equalsIgnoreCase("Upgrade")
					&& !header.getKey().equalsIgnoreCase("HTTP2-Settings")) {
				head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
			}
		});
		head.append("Content-Length: ").append(this.body.length).append("\r\n\r\n");
		byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
		byte[] all = new byte[bytes.length + this.body.length];
		System.arraycopy(bytes, 0, all, 0, bytes.length);
		System.arraycopy(this.body, 0, all, bytes.length, this.body.length);
		return all;
	}

	/**
	 * Return the request with another method.
	 * @param method the method
	 * @return the request
	 */
	public WireRequest withMethod(String method) {
		return new WireRequest(this.protocol, method, this.target, this.headers, this.body);
	}

	/**
	 * Return the request for another target.
	 * @param target the request target
	 * @return the request
	 */
	public WireRequest withTarget(String target) {
		return new WireRequest(this.protocol, this.method, target, this.headers, this.body);
	}

	/**
	 * Return the request with another body.
	 * @param body the body
	 * @return the request
	 */
	public WireRequest withBody(byte[] body) {
		return new WireRequest(this.protocol, this.method, this.target, this.headers, body);
	}

	/**
	 * Return the request with one header of a name.
	 * @param name the name
	 * @param value the value
	 * @return the request
	 */
	public WireRequest with(String name, String value) {
		List<Map.Entry<String, String>> headers = new ArrayList<>(this.headers);
		headers.removeIf((header) -> header.getKey().equalsIgnoreCase(name));
		headers.add(Map.entry(name, value));
		return new WireRequest(this.protocol, this.method, this.target, headers, this.body);
	}

	WireRequest withAnother(String name, String value) {
		List<Map.Entry<String, String>> headers = new ArrayList<>(this.headers);
		headers.add(Map.entry(name, value));
		return new WireRequest(this.protocol, this.method, this.target, headers, this.body);
	}

	/**
	 * Return the request without a header.
	 * @param name its name
	 * @return the request
	 */
	public WireRequest without(String name) {
		List<Map.Entry<String, String>> headers = new ArrayList<>(this.headers);
		headers.removeIf((header) -> header.getKey().equalsIgnoreCase(name));
		return new WireRequest(this.protocol, this.method, this.target, headers, this.body);
	}

}
