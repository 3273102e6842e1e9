package io.github.sigv4.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Runs {@code sigv4 batch} in this JVM and reads what it answers.
 */
final class Batch {

	static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

	private static final JsonFactory JSON = JsonFactory.builder().build();

	private Batch() {
	}

	/** A line with what all lines need, as JSON without its braces, and more of it. */
	static String line(String more) {
		return """
				{"kind":"header","method":"GET","url":"https://example.amazonaws.com/","region":"us-east-1",\
				"service":"service","timestamp":"2015-08-30T12:36:00Z",\
				"credentials":{"access_key":"AKIDEXAMPLE","secret_key":"%s"}%s}""".formatted(SECRET,
				more.isEmpty() ? "" : "," + more);
	}

	static Map<String, Object> answer(String line) {
		List<String> answers = answers(line + "\n");
		if (answers.size() != 1) {
			throw new AssertionError("Not one answer but " + answers);
		}
		return parse(answers.get(0));
	}

	static List<String> answers(String input) {
		byte[] answers = answers(input.getBytes(StandardCharsets.UTF_8));
		return new String(answers, StandardCharsets.UTF_8).lines().toList();
	}

	static byte[] answers(byte[] input) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			new BatchCommand(new ByteArrayInputStream(input), out).run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> parse(String line) {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
			parser.nextToken();
			Map<String, Object> object = (Map<String, Object>) value(parser);
			if (parser.nextToken() != null) {
				throw new AssertionError("More than an object: " + line);
			}
			return object;
		}
	}

	private static Object value(JsonParser parser) {
		if (parser.currentToken() == JsonToken.START_OBJECT) {
			Map<String, Object> object = new LinkedHashMap<>();
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				parser.nextToken();
				object.put(name, value(parser));
			}
			return object;
		}
		if (parser.currentToken() == JsonToken.START_ARRAY) {
			List<Object> array = new ArrayList<>();
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				array.add(value(parser));
			}
			return array;
		}
		return (parser.currentToken() != JsonToken.VALUE_NULL) ? parser.getValueAsString() : null;
	}

}
