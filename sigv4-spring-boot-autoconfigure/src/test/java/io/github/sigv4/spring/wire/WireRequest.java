package io.github.sigv4.spring.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request as it was on the wire: method, request target to the byte, header fields in
 * their order and read as ISO-8859-1, and the body without the framing of chunks.
 */
public final class WireRequest {

	private final String method;

	private final String target;

	private final List<Map.Entry<String, String>> headers = new ArrayList<>();

	private final byte[] body;

	WireRequest(String head, byte[] body) {
		List<String> lines = head.lines().toList();
		String[] requestLine = lines.get(0).split(" ", -1);
		this.method = requestLine[0];
		this.target = requestLine[1];
		for (String line : lines.subList(1, lines.size())) {
			int colon = line.indexOf(':');
			if (colon > 0) {
				this.headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
			}
		}
		this.body = body;
	}

	public String method() {
		return this.method;
	}

	public String target() {
		return this.target;
	}

	public List<Map.Entry<String, String>> headers() {
		return this.headers;
	}

	public byte[] body() {
		return this.body;
	}

	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	public List<String> values(String name) {
		return this.headers.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.toList();
	}

	public String value(String name) {
		return values(name).stream().findFirst().orElse(null);
	}

}
