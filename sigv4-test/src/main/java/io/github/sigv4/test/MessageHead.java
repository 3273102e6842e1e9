package io.github.sigv4.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.test.ReceivedRequest.Header;

/**
 * The request line and the header fields, as they are on the wire.
 *
 * @param method the method
 * @param target path and query
 * @param version the minor version of HTTP/1
 * @param headers the fields in their order
 */
record MessageHead(String method, String target, int version, List<Header> headers) {

	/** The raw path. */
	String path() {
		int mark = this.target.indexOf('?');
		return (mark >= 0) ? this.target.substring(0, mark) : this.target;
	}

	/** The raw query, if there is one. */
	@Nullable String query() {
		int mark = this.target.indexOf('?');
		return (mark >= 0) ? this.target.substring(mark + 1) : null;
	}

	/** The first value of a header, if there is one. */
	@Nullable String header(String name) {
		List<String> values = values(name);
		return values.isEmpty() ? null : values.get(0);
	}

	List<String> values(String name) {
		return values(this.headers, name);
	}

	/** Whether the only field of that name has that one token. */
	boolean says(String name, String token) {
		List<String> values = values(name);
		return values.size() == 1 && values.get(0).equalsIgnoreCase(token);
	}

	/** Whether the list that the fields of that name make contains the token. */
	boolean lists(String name, String token) {
		return values(name).stream()
			.flatMap((value) -> List.of(value.split(",", -1)).stream())
			.anyMatch((part) -> part.strip().equalsIgnoreCase(token));
	}

	static List<String> values(List<Header> headers, String name) {
		List<String> values = new ArrayList<>(1);
		for (Header header : headers) {
			if (header.name().equalsIgnoreCase(name)) {
				values.add(header.value());
			}
		}
		return values;
	}

	/**
	 * RFC 9110, section 5.6.2.
	 */
	static boolean isToken(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
					|| "!#$%&'*+-.^_`|~".indexOf(c) >= 0)) {
				return false;
			}
		}
		return !text.isEmpty();
	}

	/** Whether there is a control character other than a tab. */
	static boolean hasControl(String text) {
		return text.chars().anyMatch((c) -> (c < ' ' && c != '\t') || c == 0x7f);
	}

	/**
	 * The query stays out: it may be a presigned one.
	 */
	@Override
	public String toString() {
		return "MessageHead[" + this.method + " " + path() + "]";
	}

}
