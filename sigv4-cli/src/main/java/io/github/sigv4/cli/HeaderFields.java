package io.github.sigv4.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a request, in order, names as written.
 */
final class HeaderFields {

	/** RFC 9110, section 5.6.2. */
	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private final List<Field> fields = new ArrayList<>();

	HeaderFields() {
	}

	HeaderFields(HeaderFields other) {
		this.fields.addAll(other.fields);
	}

	void add(String name, String value) {
		this.fields.add(new Field(name, value));
	}

	/** Set a header in place of all of that name, where the first one stands. */
	void set(String name, String value) {
		int index = 0;
		while (index < this.fields.size() && !this.fields.get(index).is(name)) {
			index++;
		}
		remove(name);
		this.fields.add(Math.min(index, this.fields.size()), new Field(name, value));
	}

	void remove(String name) {
		this.fields.removeIf((field) -> field.is(name));
	}

	boolean has(String name) {
		return first(name) != null;
	}

	@Nullable String first(String name) {
		return this.fields.stream().filter((field) -> field.is(name)).map(Field::value).findFirst().orElse(null);
	}

	void forEach(BiConsumer<String, String> consumer) {
		this.fields.forEach((field) -> consumer.accept(field.name(), field.value()));
	}

	/**
	 * Change these headers by what stands behind {@code -H}, as curl does:
	 * {@code Name: value} takes the place of a header that the command would send itself,
	 * {@code Name:} takes it out, and {@code Name;} is a header without a value.
	 * @param lines what stands behind {@code -H}, in order
	 */
	void change(List<String> lines) {
		List<Field> given = new ArrayList<>();
		for (String line : lines) {
			int colon = line.indexOf(':');
			boolean empty = colon < 0 && line.endsWith(";");
			if (colon < 0 && !empty) {
				throw CommandException.usage("-H takes 'Name: value', or 'Name;' for a header without a value");
			}
			String name = line.substring(0, empty ? line.length() - 1 : colon);
			String value = empty ? "" : line.substring(colon + 1).strip();
			check(name, value);
			remove(name);
			if (empty || !value.isEmpty()) {
				given.add(new Field(name, value));
			}
		}
		this.fields.addAll(given);
	}

	private static void check(String name, String value) {
		if (!NAME.matcher(name).matches()) {
			throw CommandException.usage("-H has a name that no header can have: it takes 'Name: value'");
		}
		for (int i = 0; i < value.length(); i++) {
			if ((value.charAt(i) < ' ' && value.charAt(i) != '\t') || value.charAt(i) == 0x7f) {
				throw CommandException.usage("-H '" + name + "' has a control character in its value");
			}
		}
	}

	private record Field(String name, String value) {

		boolean is(String name) {
			return this.name.equalsIgnoreCase(name);
		}

	}

}
