package io.github.sigv4.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object by type. A field that is {@code null} is as good as absent.
 * Complaints name the field and never its value: it may be a secret in the wrong place.
 */
final class JsonFields {

	private final String prefix;

	private final Map<?, ?> values;

	JsonFields(String prefix, Map<?, ?> values) {
		this.prefix = prefix;
		this.values = values;
	}

	/** Return whether there is such a field. */
	boolean has(String name) {
		return this.values.get(name) != null;
	}

	/** Return a text that has to be there. */
	String required(String name) {
		String text = text(name);
		if (text == null) {
			throw wrong(name, "is missing. Add it, as a JSON string.");
		}
		return text;
	}

	@Nullable String text(String name) {
		Object value = this.values.get(name);
		if (value == null || value instanceof String) {
			return (String) value;
		}
		throw wrongType(name, "a string");
	}

	@Nullable Boolean flag(String name) {
		Object value = this.values.get(name);
		if (value == null || value instanceof Boolean) {
			return (Boolean) value;
		}
		throw wrongType(name, "true or false");
	}

	@Nullable Long wholeNumber(String name) {
		Object value = this.values.get(name);
		if (value == null) {
			return null;
		}
		if (value instanceof Integer || value instanceof Long) {
			return ((Number) value).longValue();
		}
		throw wrongType(name, "a whole number, as 3600");
	}

	/** Return the fields of an object, none if it is absent. */
	JsonFields object(String name) {
		Object value = this.values.get(name);
		if (value == null) {
			return new JsonFields(this.prefix + name + ".", Map.of());
		}
		if (value instanceof Map<?, ?> object) {
			return new JsonFields(this.prefix + name + ".", object);
		}
		throw wrongType(name, "an object, as {...}");
	}

	/** Return an array of strings, empty if it is absent. */
	List<String> texts(String name) {
		List<String> texts = new ArrayList<>();
		for (Object element : array(name, "an array of strings")) {
			if (!(element instanceof String text)) {
				throw wrongType(name, "an array of strings");
			}
			texts.add(text);
		}
		return texts;
	}

	/** Call a consumer with each pair of strings in an array of them. */
	void forEachPair(String name, BiConsumer<String, String> consumer) {
		String type = "an array of [\"name\",\"value\"] pairs of strings";
		for (Object element : array(name, type)) {
			if (!(element instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String first
					&& pair.get(1) instanceof String second)) {
				throw wrongType(name, type);
			}
			consumer.accept(first, second);
		}
	}

	/** Return an array of anything, empty if it is absent. */
	List<?> array(String name, String type) {
		Object value = this.values.get(name);
		if (value == null) {
			return List.of();
		}
		if (value instanceof List<?> array) {
			return array;
		}
		throw wrongType(name, type);
	}

	/** Return what to throw if a field is of another type than described. */
	BatchException wrongType(String name, String type) {
		return wrong(name, "has to be " + type + ".");
	}

	/** Return what to throw if something is wrong with a field. */
	BatchException wrong(String name, String complaint) {
		return new BatchException("Field '" + this.prefix + name + "' " + complaint);
	}

}
