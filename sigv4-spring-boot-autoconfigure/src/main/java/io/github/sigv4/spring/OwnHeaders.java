package io.github.sigv4.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpHeaders;

/**
 * The headers that an attempt to send a request had from us, remembered under a request
 * attribute. One whose value has changed since is somebody else's.
 *
 * @param values values by name
 */
record OwnHeaders(Map<String, String> values) {

	private static final String ATTRIBUTE = OwnHeaders.class.getName();

	private static final OwnHeaders NONE = new OwnHeaders(Map.of());

	static OwnHeaders of(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof OwnHeaders own) ? own : NONE;
	}

	boolean isOwn(String name, List<String> fields) {
		return this.values.entrySet()
			.stream()
			.anyMatch((own) -> own.getKey().equalsIgnoreCase(name) && fields.equals(List.of(own.getValue())));
	}

	/**
	 * Set the headers and remember them.
	 */
	void set(HttpHeaders headers, Map<String, Object> attributes) {
		this.values.forEach(headers::set);
		attributes.put(ATTRIBUTE, this);
	}

	/**
	 * Remove the headers, and no others. By {@code clear} and {@code put}, since
	 * {@code remove} is not the same method in Spring Framework 6 and 7.
	 */
	void removeFrom(HttpHeaders headers) {
		if (this.values.isEmpty()) {
			return;
		}
		Map<String, List<String>> others = new LinkedHashMap<>();
		boolean[] found = new boolean[1];
		headers.forEach((name, fields) -> {
			if (isOwn(name, fields)) {
				found[0] = true;
			}
			else {
				others.put(name, fields);
			}
		});
		if (found[0]) {
			headers.clear();
			others.forEach(headers::put);
		}
	}

	/**
	 * Clients may log attributes, and the values are secrets.
	 */
	@Override
	public String toString() {
		return "OwnHeaders" + this.values.keySet();
	}

}
