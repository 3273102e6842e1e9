package io.github.sigv4.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.SignedRequest;

/**
 * The headers that an attempt to send a request had from us, remembered under a request
 * attribute. One whose value has changed since is somebody else's.
 * <p>
 * The signed request knows the signing key, and the attributes are the application's: so
 * nothing of it is to be had from here.
 */
final class OwnHeaders {

	private static final String ATTRIBUTE = OwnHeaders.class.getName();

	private final Map<String, String> added;

	private final SignedRequest signed;

	/** What was in their place before, by name in any case; for most requests nothing. */
	private @Nullable Map<String, List<String>> replaced;

	private OwnHeaders(Map<String, String> added, SignedRequest signed) {
		this.added = added;
		this.signed = signed;
	}

	static @Nullable OwnHeaders of(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof OwnHeaders own) ? own : null;
	}

	/** Return values by name in any case. */
	private Map<String, String> values() {
		Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		values.putAll(this.added);
		this.signed.forEachHeader(values::put);
		return values;
	}

	boolean isOwn(String name, List<String> fields) {
		return isOwn(values(), name, fields);
	}

	private static boolean isOwn(Map<String, String> values, String name, List<String> fields) {
		String value = values.get(name);
		return value != null && fields.equals(List.of(value));
	}

	/**
	 * Set headers and remember them.
	 * @param added values by name that were signed
	 * @param signed what else to set
	 * @param headers where to set them
	 * @param wire where to set them in place of that, if not {@code null}
	 * @param attributes where to remember them
	 */
	static void set(Map<String, String> added, SignedRequest signed, HttpHeaders headers,
			@Nullable BiConsumer<String, String> wire, Map<String, Object> attributes) {
		OwnHeaders own = new OwnHeaders(added, signed);
		BiConsumer<String, String> setter = (name, value) -> own.set(name, value, headers, wire);
		added.forEach(setter);
		signed.forEachHeader(setter);
		attributes.put(ATTRIBUTE, own);
	}

	private void set(String name, String value, HttpHeaders headers, @Nullable BiConsumer<String, String> wire) {
		List<String> before;
		if (wire != null) {
			before = headers.remove(name);
			wire.accept(name, value);
		}
		else {
			// May be added to, as any
			List<String> fields = new ArrayList<>(1);
			fields.add(value);
			before = headers.put(name, fields);
		}
		if (before != null) {
			if (this.replaced == null) {
				this.replaced = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			}
			this.replaced.put(name, before);
		}
	}

	/**
	 * Put everything back as it was before {@link #set}, but for what has changed since.
	 */
	void removeFrom(HttpHeaders headers) {
		Map<String, String> values = values();
		Map<String, List<String>> others = new LinkedHashMap<>();
		boolean[] found = new boolean[1];
		HeaderFields.forEach(headers, (name, fields) -> {
			if (!isOwn(values, name, fields)) {
				others.put(name, fields);
				return;
			}
			found[0] = true;
			List<String> before = (this.replaced != null) ? this.replaced.get(name) : null;
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
		return "OwnHeaders" + values().keySet();
	}

}
