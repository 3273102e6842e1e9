package io.github.sigv4.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;

/**
 * A copy of a request's headers, to be signed and sent. Public because the packages of
 * Spring's clients use it; applications have no need of it.
 * <p>
 * In a map of its own: that of {@code new HttpHeaders()} holds each name a second time,
 * in lower case, and is twice as large.
 */
public final class WireHeaders extends HttpHeaders {

	private static final long serialVersionUID = 1L;

	private final FieldMap fields;

	private WireHeaders(FieldMap fields) {
		super(CollectionUtils.toMultiValueMap(fields));
		this.fields = fields;
	}

	/**
	 * Copy headers.
	 * @param headers the headers
	 * @return the copy, which can be changed
	 */
	public static WireHeaders copyOf(HttpHeaders headers) {
		FieldMap copy = new FieldMap();
		HeaderFields.forEach(headers, (name, values) -> copy.put(name, new ArrayList<>(values)));
		return new WireHeaders(copy);
	}

	/**
	 * As {@link #forEach}, but without the copy of all names that it makes first. The
	 * consumer must not change the headers.
	 */
	void forEachField(BiConsumer<String, List<String>> consumer) {
		this.fields.forEach(consumer);
	}

}
