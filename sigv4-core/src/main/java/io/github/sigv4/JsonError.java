package io.github.sigv4;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads errors in JSON: the strings of the object, those of its {@code Error}, as STS and
 * IAM have it, and those of the first of its {@code errors}, as AppSync has it. All else
 * is gone through, by the grammar and without recursion, up to the end or to what is
 * wrong.
 *
 * @see <a href=
 * "https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization">
 * AWS JSON 1.1 protocol, operation error serialization</a>
 */
final class JsonError {

	private static final List<String> CODES = List.of("__type", "code", "Code");

	private static final List<String> MESSAGES = List.of("message", "Message", "errorMessage");

	private final JsonText text;

	/** What is open, the innermost first. */
	private final Deque<Container> open = new ArrayDeque<>();

	/** The strings of the object by their names. */
	private final Map<String, String> strings = new HashMap<>();

	/** The strings of AWS's {@code Error} by their names. */
	private final Map<String, String> error = new HashMap<>();

	/** The strings of an {@code error}, which may be an application's. */
	private final Map<String, String> other = new HashMap<>();

	/** The strings of the first error by their names. */
	private final Map<String, String> first = new HashMap<>();

	/** Whether the innermost container has something in it already. */
	private boolean afterValue;

	private JsonError(JsonText text) {
		this.text = text;
	}

	/**
	 * Read an error.
	 * @param json the document
	 * @return what it says before it is wrong or cut off
	 */
	@SuppressWarnings("ReferenceEquality")
	static AwsError read(String json) {
		JsonError error = new JsonError(new JsonText(json));
		boolean more = error.text.take('{');
		error.open(new Container('}', error.strings, false));
		while (more) {
			more = error.step();
		}
		String code = null;
		String message = null;
		boolean ofAws = false;
		for (Map<String, String> strings : List.of(error.strings, error.error, error.other, error.first)) {
			if (code == null) {
				code = code(strings);
				// Two that are empty are equal
				ofAws = code != null && isOfAws(code, strings, strings == error.error);
			}
			message = (message != null) ? message : message(strings);
		}
		Map<String, String> details = new HashMap<>(error.other);
		details.putAll(error.error);
		return AwsError.of(code, message, details, ofAws);
	}

	/** Applications name their errors too, but not as exceptions. */
	private static boolean isOfAws(String code, Map<String, String> strings, boolean isError) {
		return isError || code.endsWith("Exception")
				|| code.equals(AwsError.code(AwsError.bareName(strings.get("__type"))));
	}

	private static @Nullable String code(Map<String, String> strings) {
		for (String name : CODES) {
			String code = AwsError.code(AwsError.bareName(strings.get(name)));
			if (code != null) {
				return code;
			}
		}
		// As it is: AppSync puts the kind of a data source and a colon in front
		return AwsError.code(strings.get("errorType"));
	}

	private static @Nullable String message(Map<String, String> strings) {
		for (String name : MESSAGES) {
			String message = strings.get(name);
			if (message != null && !message.isBlank()) {
				return message;
			}
		}
		return null;
	}

	/** Read the next value, or the end of a container. Return whether there is more. */
	private boolean step() {
		Container in = this.open.element();
		if (this.text.take(in.end)) {
			this.open.remove();
			this.afterValue = true;
			return !this.open.isEmpty();
		}
		if (this.afterValue && !this.text.take(',')) {
			return false;
		}
		String name = "";
		if (in.end == '}') {
			name = this.text.string();
			if (name == null || !this.text.take(':')) {
				return false;
			}
		}
		return value(in, name);
	}

	private boolean value(Container in, String name) {
		if (this.text.take('{')) {
			open(new Container('}', kept(in, name), false));
			return true;
		}
		if (this.text.take('[')) {
			open(new Container(']', null, this.open.size() == 1 && name.equals("errors")));
			return true;
		}
		this.afterValue = true;
		if (this.text.scalar()) {
			return true;
		}
		String string = this.text.string();
		if (string != null && in.strings != null) {
			in.strings.put(name, string);
		}
		return string != null;
	}

	/** Where to keep the strings of an object in a container. */
	private @Nullable Map<String, String> kept(Container in, String name) {
		if (in.errors) {
			return this.afterValue ? null : this.first;
		}
		return switch ((this.open.size() == 1) ? name : "") {
			case "Error" -> this.error;
			case "error" -> this.other;
			default -> null;
		};
	}

	private void open(Container container) {
		this.open.push(container);
		this.afterValue = false;
	}

	/**
	 * An object or array that has begun.
	 *
	 * @param end the character that ends it
	 * @param strings where to keep the strings in it; {@code null} for nowhere
	 * @param errors whether it is the array whose first object counts
	 */
	private record Container(char end, @Nullable Map<String, String> strings, boolean errors) {

		/**
		 * The strings stay out, as they do of {@link AwsError}.
		 */
		@Override
		public String toString() {
			return "Container";
		}

	}

}
