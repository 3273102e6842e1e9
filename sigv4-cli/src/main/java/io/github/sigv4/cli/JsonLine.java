package io.github.sigv4.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * A line as JSON. It keeps the fields that have a meaning, the last one of a name, and
 * knows the {@code id} also of a line that turns out to be broken further on.
 */
final class JsonLine {

	private static final String FIX = "Give one JSON object a line, in UTF-8 and without line ends inside.";

	private static final Set<String> FIELDS = Set.of("kind", "algorithm", "method", "url", "uri", "headers", "body",
			"body_b64", "credentials", "region", "region_set", "service", "timestamp", "options", "chunk");

	private final Map<String, @Nullable Object> fields = new HashMap<>();

	private String id = "null";

	/**
	 * Return the {@code id} as JSON text, which may be of any type and is written back as
	 * it came: a number keeps its digits.
	 */
	String id() {
		return this.id;
	}

	JsonFields fields() {
		return new JsonFields("", this.fields);
	}

	/**
	 * Read the line.
	 * @throws BatchException if it is not a JSON object
	 */
	void read(JsonFactory factory, byte[] bytes, int start, int length) {
		try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes, start, length)) {
			try {
				read(parser, bytes, start);
			}
			catch (StreamConstraintsException ex) {
				throw new BatchException("The line is nested too deeply, or has a name or number that is too long, at "
						+ place(parser) + ". Leave out what is not needed to sign.");
			}
			catch (JacksonException ex) {
				// Without its message, which quotes the line
				throw new BatchException("The line is not JSON, or not UTF-8, at " + place(parser) + ". " + FIX);
			}
		}
	}

	private static String place(JsonParser parser) {
		return "byte " + parser.currentLocation().getByteOffset();
	}

	private void read(JsonParser parser, byte[] bytes, int start) {
		JsonToken first = parser.nextToken();
		if (first == null) {
			throw new BatchException("The line is blank. " + FIX);
		}
		if (first != JsonToken.START_OBJECT) {
			// What stands there may not be JSON, which is the better thing to say
			parser.skipChildren();
			parser.finishToken();
			throw new BatchException("The line is JSON, but not an object. " + FIX);
		}
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			parser.nextToken();
			if (name.equals("id")) {
				this.id = text(parser, bytes, start);
			}
			else if (FIELDS.contains(name)) {
				this.fields.put(name, value(parser));
			}
			else {
				parser.skipChildren();
			}
		}
		if (parser.nextToken() != null) {
			throw new BatchException("The line goes on behind its JSON object, at " + place(parser) + ". " + FIX);
		}
	}

	/** The text of the current value, without the line ends that JSON allows in it. */
	private static String text(JsonParser parser, byte[] bytes, int start) {
		int from = (int) parser.currentTokenLocation().getByteOffset();
		parser.skipChildren();
		parser.finishToken();
		int to = (int) parser.currentLocation().getByteOffset();
		return new String(bytes, start + from, to - from, StandardCharsets.UTF_8).replace('\r', ' ');
	}

	/** The parser limits the depth, so this comes to an end before the stack does. */
	private static @Nullable Object value(JsonParser parser) {
		return switch (parser.currentToken()) {
			case START_OBJECT -> object(parser);
			case START_ARRAY -> array(parser);
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			default -> null;
		};
	}

	private static Map<String, @Nullable Object> object(JsonParser parser) {
		Map<String, @Nullable Object> object = new HashMap<>();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			parser.nextToken();
			object.put(name, value(parser));
		}
		return object;
	}

	private static List<@Nullable Object> array(JsonParser parser) {
		List<@Nullable Object> array = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			array.add(value(parser));
		}
		return array;
	}

}
