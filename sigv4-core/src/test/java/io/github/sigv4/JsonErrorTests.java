package io.github.sigv4;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link JsonError} against Jackson on random documents, whole, cut and damaged: both
 * read the same up to the same fault.
 */
class JsonErrorTests {

	private static final int DOCUMENTS = 2_000;

	private static final int DAMAGES = 5;

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final ObjectWriter[] WRITERS = { MAPPER.writer(),
			MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT),
			MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII) };

	private static final String[] NAMES = { "__type", "code", "Code", "errorType", "message", "Message", "errorMessage",
			"errors", "Error", "error", "a", "" };

	private static final String TEXT = "abcXYZ \"\\/\b\f\n\r\t\u0000\u001f\u007fü€\uD83D\uDE00{}[]:,#";

	private static final String PIECES = "{}[]\":,\\u0123456789abcdef+-.eE \t\n\u0000truefalsn/";

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void shouldReadWhatJacksonReads(long seed) {
		Random random = new Random(seed);
		int found = 0;
		int faults = 0;
		for (int i = 0; i < DOCUMENTS; i++) {
			String json = WRITERS[random.nextInt(WRITERS.length)].writeValueAsString(object(random, 0));
			assertThat(compare(seed, json)).as(json).isFalse();
			found += (JsonError.read(json).message() != null) ? 1 : 0;
			for (int j = 0; j < DAMAGES; j++) {
				faults += compare(seed, damaged(random, json)) ? 1 : 0;
			}
		}
		assertThat(found).isBetween(DOCUMENTS / 6, DOCUMENTS);
		assertThat(faults).isBetween(DOCUMENTS * DAMAGES / 4, DOCUMENTS * DAMAGES);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"code\":\"AccessDenied\"}|false", "{\"code\":\"AccessDeniedException\"}|true",
					"{\"__type\":\"a#AccessDenied\"}|true", "{\"Error\":{\"Code\":\"AccessDenied\"}}|true",
					"{\"error\":{\"code\":\"AccessDenied\"}}|false", "{\"a\":{\"Code\":\"AccessDenied\"}}|false",
					"{\"__type\":\"?\",\"code\":\"AccessDenied\"}|false" })
	void shouldTellCodesOfAwsFromThoseOfApplications(String json, boolean ofAws) {
		assertThat(JsonError.read(json).isOfAws()).isEqualTo(ofAws);
	}

	@Test
	void shouldKeepWhatElseAnErrorSays() {
		assertThat(JsonError.read("{\"Error\":{\"Code\":\"A\",\"StringToSign\":\"b\"}}").detail("StringToSign"))
			.isEqualTo("b");
	}

	/** Return whether Jackson found a fault. */
	private static boolean compare(long seed, String json) {
		if (!json.startsWith("{")) {
			return true;
		}
		Map<String, String> strings = new HashMap<>();
		boolean fault = false;
		try (JsonParser parser = MAPPER.createParser(json)) {
			for (JsonToken token = parser.nextToken(); token != null
					&& !parser.streamReadContext().inRoot(); token = parser.nextToken()) {
				if (token == JsonToken.VALUE_STRING) {
					strings.put(parser.streamReadContext().pathAsPointer().toString(), parser.getString());
				}
			}
			fault = !parser.streamReadContext().inRoot();
		}
		catch (JacksonException ex) {
			fault = true;
		}
		AwsError error = JsonError.read(json);
		assertThat(error.code()).as("seed %d, code of %s", seed, json)
			.isEqualTo(first(strings, pointers("__type", "code", "Code", "errorType")));
		assertThat(error.message()).as("seed %d, message of %s", seed, json)
			.isEqualTo(Stream.of(pointers("message", "Message", "errorMessage"))
				.map(strings::get)
				.filter((text) -> text != null && !text.isBlank())
				.map(String::strip)
				.findFirst()
				.orElse(null));
		return fault;
	}

	private static String[] pointers(String... names) {
		return Stream.of("", "/Error", "/error", "/errors/0")
			.flatMap((object) -> Stream.of(names).map((name) -> object + "/" + name))
			.toArray(String[]::new);
	}

	private static String first(Map<String, String> strings, String... pointers) {
		for (String pointer : pointers) {
			String code = strings.getOrDefault(pointer, "");
			String name = pointer.endsWith("errorType") ? code : code.split(":", 2)[0].replaceFirst("(?s).*#", "");
			if (name.strip().matches("[\\w.:-]{1,128}")) {
				return name.strip();
			}
		}
		return null;
	}

	private static ObjectNode object(Random random, int depth) {
		ObjectNode object = MAPPER.createObjectNode();
		for (int i = random.nextInt(6); i > 0; i--) {
			String name = NAMES[random.nextInt(NAMES.length)];
			switch (random.nextInt((depth < 4) ? 9 : 6)) {
				case 0 -> object.put(name, random.nextLong());
				case 1 -> object.put(name, random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
				case 2 -> object.putNull(name).put(name + "b", random.nextBoolean());
				case 3, 4, 5 -> object.put(name, text(random));
				case 6 -> object.set(name, object(random, depth + 1));
				case 7 -> object.set(random.nextBoolean() ? "Error" : "error", object(random, depth + 1));
				default -> object.set("errors", array(random, depth + 1));
			}
		}
		return object;
	}

	private static ArrayNode array(Random random, int depth) {
		ArrayNode array = MAPPER.createArrayNode();
		for (int i = random.nextInt(3); i > 0; i--) {
			switch (random.nextInt(6)) {
				case 0 -> array.add(text(random));
				case 1 -> array.add((depth < 4) ? array(random, depth + 1) : array.arrayNode());
				default -> array.add(object(random, depth + 1));
			}
		}
		return array;
	}

	private static String text(Random random) {
		if (random.nextBoolean()) {
			return "ns.a#Name" + random.nextInt(99) + ((random.nextInt(3) == 0) ? ":http://b#c" : "");
		}
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(12); i > 0; i--) {
			text.appendCodePoint(TEXT
				.codePointAt(TEXT.offsetByCodePoints(0, random.nextInt(TEXT.codePointCount(0, TEXT.length())))));
		}
		return text.toString();
	}

	private static String damaged(Random random, String json) {
		int at = random.nextInt(json.length() + 1);
		int to = Math.min(json.length(), at + random.nextInt(3));
		return switch (random.nextInt(4)) {
			case 0 -> json.substring(0, at);
			case 1 -> json.substring(0, at) + json.substring(to);
			case 2 -> json.substring(0, at) + json.substring(random.nextInt(json.length()));
			default -> json.substring(0, at) + PIECES.charAt(random.nextInt(PIECES.length())) + json.substring(to);
		};
	}

}
