package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AwsError} against answers that nobody should send.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AwsErrorDamageTests {

	private static final int DOCUMENTS = 10_000;

	private static final List<String> GOOD = List.of(
			"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>The key &quot;&#228;&quot;"
					+ " <![CDATA[<is>]]> not there</Message><!-- c --><Key a='b'>ä</Key></Error>",
			"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
					+ "<Code>ExpiredToken</Code><Message>expired</Message></Error><RequestId>1</RequestId></ErrorResponse>",
			"<Response><Errors><Error><Code>A.B</Code><Message>€</Message></Error></Errors></Response>",
			"{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\",\"message\":\"\\u20ac \\ud83d\\ude00 \\\"\\n\"}",
			"{\"data\":null,\"errors\":[{\"path\":[\"x\",1,-2.5e3,true],\"errorType\":\"Lambda:Unhandled\","
					+ "\"message\":\"m\"},{}],\"code\":null}",
			"\uFEFF {\"Code\":\"a\",\"Message\":\"b\",\"c\":{\"d\":[[],{}]}}");

	private static final String PIECES = "<>/&;!?[]{}\":,\\u'#=-0eE.\u0000\u0001\n\uFEFF€";

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void shouldReadWhateverThereIs(long seed) {
		Random random = new Random(seed);
		int read = 0;
		for (int i = 0; i < DOCUMENTS; i++) {
			byte[] body = damaged(random);
			AwsError error;
			try {
				error = AwsError.read((name) -> null, body);
			}
			catch (Throwable ex) {
				throw new AssertionError("seed %d: %s".formatted(seed, Arrays.toString(body)), ex);
			}
			assertThat(String.valueOf(error.code())).matches("[\\w.:-]+");
			read += (error.code() != null) ? 1 : 0;
		}
		// Neither hopeless nor harmless
		assertThat(read).isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
	}

	private static byte[] damaged(Random random) {
		byte[] body = GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.UTF_8);
		for (int i = random.nextInt(4); i >= 0; i--) {
			int at = random.nextInt(body.length + 1);
			switch (random.nextInt(4)) {
				case 0 -> body = Arrays.copyOf(body, at);
				case 1 -> {
					if (at < body.length) {
						body[at] ^= (byte) (1 << random.nextInt(8));
					}
				}
				case 2 -> body = replaced(body, at, at, piece(random));
				default -> {
					int other = random.nextInt(body.length + 1);
					byte[] copy = Arrays.copyOfRange(body, Math.min(at, other), Math.max(at, other));
					body = replaced(body, at, Math.min(body.length, at + random.nextInt(9)), copy);
				}
			}
		}
		return body;
	}

	private static byte[] piece(Random random) {
		int at = random.nextInt(PIECES.length());
		return PIECES.substring(at, at + 1).repeat(1 + random.nextInt(3)).getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] replaced(byte[] body, int from, int to, byte[] by) {
		byte[] result = Arrays.copyOf(body, body.length - (to - from) + by.length);
		System.arraycopy(by, 0, result, from, by.length);
		System.arraycopy(body, to, result, from + by.length, body.length - to);
		return result;
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!DOCTYPE Error>", "<!DOCTYPE Error [<!ENTITY a 'b'>]>", "<!-- c --><!DOCTYPE Error []>",
			"<!DOCTYPE Error PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x.dtd'>" })
	void shouldReadNothingOfDocumentWithType(String type) {
		String error = "<Error><Code>A</Code><Message>m</Message></Error>";
		assertNothing(read(type + error));
		assertNothing(read("<?xml version='1.0'?>" + type + error));
		assertThat(read("<?xml version='1.0'?>" + error).code()).isEqualTo("A");
	}

	@Test
	void shouldNotExpandEntities() {
		StringBuilder type = new StringBuilder("<!DOCTYPE Error [<!ENTITY a0 'lol'>");
		for (int i = 1; i < 30; i++) {
			type.append("<!ENTITY a%d '%s'>".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
		}
		assertNothing(read(type + "]><Error><Code>&a29;</Code></Error>"));
	}

	@Test
	void shouldReadNoFile(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("secret"), "SECRET");
		assertNothing(read("<!DOCTYPE Error [<!ENTITY a SYSTEM '" + file.toUri()
				+ "'>]><Error><Code>A</Code><Message>&a;</Message></Error>"));
	}

	@Test
	void shouldStopAtUndeclaredEntity() {
		AwsError error = read("<Error><Code>A</Code><Message>a&nbsp;b</Message></Error>");
		assertThat(error.code()).isEqualTo("A");
		assertThat(error.message()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<Error><Code>A</Code><Message>m</Message><Detail>%s</Detail></Error>",
			"{\"code\":\"A\",\"message\":\"m\",\"detail\":\"%s\"}" })
	void shouldReadBeginningOfLongBody(String body) {
		for (String filling : List.of("x", "€", "\0")) {
			AwsError error = read(body.formatted(filling.repeat(AwsError.MAX_BODY)));
			assertThat(error.code()).isEqualTo("A");
			assertThat(error.message()).isEqualTo("m");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "<Error><Code>A</Code><Detail>%s</Detail><Message>m</Message></Error>",
			"{\"code\":\"A\",\"detail\":\"%s\",\"message\":\"m\"}" })
	void shouldCutLongBody(String body) {
		int around = body.indexOf('%') + body.length() - body.indexOf("s") - 1;
		AwsError whole = read(body.formatted("x".repeat(AwsError.MAX_BODY - around - 10)));
		assertThat(whole.message()).isEqualTo("m");
		AwsError cut = read(body.formatted("x".repeat(AwsError.MAX_BODY)));
		assertThat(cut.code()).isEqualTo("A");
		assertThat(cut.message()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<Error><Code>A</Code><Message>the mess", "{\"code\":\"A\",\"message\":\"the mess",
			"<Error><Code>A</Code><Message>the mess\0age</Message></Error>",
			"{\"code\":\"A\",\"message\":\"the mess\0age\"}", "{\"code\":\"A\",\"message\":\"the mess\\",
			"{\"code\":\"A\",\"message\":\"the mess\\u12",
			// A digit, but none of JSON
			"{\"code\":\"A\",\"message\":\"the mess\\u00٣3\"}", "{\"code\":\"A\",\"message\":\"the mess\\x\"}",
			"{\"code\":\"A\",\"message\"", "{\"code\":\"A\" \"message\":\"m\"}", "{\"code\":\"A\",,\"message\":\"m\"}",
			"{\"code\":\"A\",\"message\" \"m\"}", "{\"code\":\"A\",\"a\":01,\"message\":\"m\"}",
			"{\"code\":\"A\",\"a\":[},\"message\":\"m\"}", "{\"code\":\"A\",\"a\":nil,\"message\":\"m\"}",
			"{\"code\":\"A\",\"a\":[1,],\"message\":\"m\"}", "{\"code\":\"A\"},\"message\":\"m\"}",
			"<Error><Code>A</Code><Detail></Message><Message>m</Message></Error>" })
	void shouldKeepWhatWasReadBeforeTheFault(String body) {
		AwsError error = read(body);
		assertThat(error.code()).isEqualTo("A");
		assertThat(error.message()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "{\"a\":", "{\"errors\":[", "<a>", "<Error>", "\"\\", "[]", "0", " ", "\0", "-1,",
			"\\u0000", "<a b='c'/>", "&amp;", "&#1;", "<a xmlns:b='c'>", "]]>", "<![CDATA[", "\"a\":1,", "{},",
			"[1,[]," })
	void shouldEndSoonHoweverDeep(String piece) {
		String many = piece.repeat(100_000);
		read(many);
		assertThat(read("<Error><Code>A</Code>" + many).code()).isEqualTo("A");
		assertThat(read("{\"code\":\"A\",\"a\":" + many).code()).isEqualTo("A");
		assertThat(read("{\"code\":\"A\",\"errors\":[" + many).code()).isEqualTo("A");
		assertThat(read("{\"code\":\"A\",\"errors\":[{" + many).code()).isEqualTo("A");
	}

	private static void assertNothing(AwsError error) {
		assertThat(error.code()).isNull();
		assertThat(error.message()).isNull();
	}

	private static AwsError read(String body) {
		return AwsError.read((name) -> null, body.getBytes(StandardCharsets.UTF_8));
	}

}
