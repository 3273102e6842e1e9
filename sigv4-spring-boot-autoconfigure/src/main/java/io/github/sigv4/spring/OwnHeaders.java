package io.github.sigv4.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.http.HttpHeaders;

/**
 * The headers that an attempt to send a request had from us, remembered under a request
 * attribute. One whose value has changed since is somebody else's.
 *
 * @param values values by name
 * @param replaced what was in their place before, by name
 */
record OwnHeaders(Map<String, String> values, Map<String, List<String>> replaced) {

	private static final String ATTRIBUTE = OwnHeaders.class.getName();

	private static final OwnHeaders NONE = new OwnHeaders(Map.of(), Map.of());

	static OwnHeaders of(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof OwnHeaders own) ? own : NONE;
	}

	boolean isOwn(String name, List<String> fields) {
		return this.values.entrySet()
			.stream()
			.anyMatch((own) -> own.getKey().equalsIgnoreCase(name) && fields.equals(List.of(own.getValue())));
	}

	/**
	 * Set headers and remember them.
	 * @param values values by name in any case
	 */
	static void set(Map<String, String> values, HttpHeaders headers, Map<String, Object> attributes) {
		Map<String, List<String>> replaced = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		values.forEach((name, value) -> {
			List<String> before = headers.put(name, fieldsOf(value));
			if (before != null) {
				replaced.put(name, before);
			}
		});
		attributes.put(ATTRIBUTE, new OwnHeaders(values, replaced));
	}

	/** May be added to, as any. */
	private static List<String> fieldsOf(String value) {
		List<String> fields = new ArrayList<>(1);
		fields.add(value);
		return fields;
	}

	/**
	 * Put everything back as it was before {@link #set}, but for what has changed since.
	 * By {@code clear} and {@code put}, since {@code remove} is not the same method in
	 * Spring Framework 6 and 7.
	 */
	void removeFrom(HttpHeaders headers) {
		if (this.values.isEmpty()) {
			return;
		}
		Map<String, List<String>> others = new LinkedHashMap<>();
		boolean[] found = new boolean[1];
		HeaderFields.forEach(headers, (name, fields) -> {
			if (!isOwn(name, fields)) {
				others.put(name, fields);
				return;
			}
			found[0] = true;
			List<String> before = this.replaced.get(name);
			if (before != null) {
				others.put(name, before);
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
