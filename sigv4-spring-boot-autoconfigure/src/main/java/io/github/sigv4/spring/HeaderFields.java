package io.github.sigv4.spring;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import org.springframework.http.HttpHeaders;

/**
 * Reads the fields of Spring's {@link HttpHeaders}. Public because the packages of
 * Spring's clients use it; applications have no need of it.
 * <p>
 * {@link HttpHeaders#forEach} puts all names into two more maps before it begins, for
 * each call: for one request that is as much as a signature costs.
 */
public final class HeaderFields {

	private HeaderFields() {
	}

	/**
	 * Return the names of all headers that have a field.
	 * @param headers the headers
	 * @return the names as they were written, a copy
	 */
	static Set<String> names(HttpHeaders headers) {
		return headers.toSingleValueMap().keySet();
	}

	/**
	 * Call a consumer with the name and the fields of each header that has a field. It
	 * must not change the headers.
	 * @param headers the headers
	 * @param consumer what to call
	 */
	public static void forEach(HttpHeaders headers, BiConsumer<String, List<String>> consumer) {
		if (headers instanceof WireHeaders wireHeaders) {
			wireHeaders.forEachField(consumer);
			return;
		}
		for (String name : names(headers)) {
			consumer.accept(name, headers.getOrEmpty(name));
		}
	}

}
