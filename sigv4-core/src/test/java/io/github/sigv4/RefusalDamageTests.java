package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.Refusal.Cause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link Refusal} against answers that nobody should send.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusalDamageTests {

	private static final int ANSWERS = 4_000;

	private static final List<String> PIECES = List.of("'", "\"", "<", "</Message>", "&", "=", "%", "%25", "+", ":",
			"\n", "\\n", "\r\n", "\\ud800", "\u0000", "\u001b[31m", "\u2028", "\u202e", "\u0130", "\uD83D\uDE00", "//",
			"/../", "(", "arn:", "the canonical string for this request should have been '", "20150830T123600Z");

	private static final List<String> HEADERS = List.of("date", "age", "server", "x-amzn-errortype", "x-amz-error-code",
			"x-amz-error-message", "x-amz-bucket-region", "www-authenticate", "x-amzn-waf-action");

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void shouldSayOneLineWhateverThereIs(long seed) {
		Random random = new Random(seed);
		List<RefusalCase> good = RefusalCase.all();
		List<SignedRequest> requests = good.stream().map(RefusalCase::request).toList();
		for (int i = 0; i < ANSWERS; i++) {
			int index = random.nextInt(good.size());
			Map<String, String> headers = headers(good.get(index), random);
			byte[] body = damaged(good.get(index).body(), random);
			Refusal refusal;
			try {
				refusal = Refusal.explain(requests.get(random.nextInt(requests.size())),
						List.of(400, 401, 403).get(random.nextInt(3)), headers::get, body, RefusedRequests.NOW);
			}
			catch (Throwable ex) {
				throw new AssertionError("seed %d: %s, %s".formatted(seed, headers, Arrays.toString(body)), ex);
			}
			assertThat(refusal.explanation()).matches("[ -~]{1,1500}");
			assertThat(String.valueOf(refusal.difference())).matches("[ -~]{1,700}");
		}
	}

	private static Map<String, String> headers(RefusalCase good, Random random) {
		Map<String, String> headers = new HashMap<>(good.headers());
		if (random.nextInt(4) == 0) {
			headers.put(HEADERS.get(random.nextInt(HEADERS.size())), damaged(random) + good.body());
		}
		return headers;
	}

	private static String damaged(Random random) {
		return PIECES.get(random.nextInt(PIECES.size())).repeat(random.nextInt(4));
	}

	private static byte[] damaged(String good, Random random) {
		StringBuilder text = new StringBuilder(good);
		for (int i = random.nextInt(4); i >= 0; i--) {
			int from = random.nextInt(text.length() + 1);
			int to = Math.min(text.length(), from + random.nextInt(12));
			switch (random.nextInt(4)) {
				case 0 -> text.setLength(from);
				case 1 -> text.delete(from, to);
				case 2 -> text.insert(from, damaged(random));
				default -> text.insert(from, text.substring(to));
			}
		}
		byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
		if (body.length > 0 && random.nextInt(3) == 0) {
			body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
		}
		return body;
	}

	/** Each would take minutes if its length were squared somewhere. */
	@ParameterizedTest
	@ValueSource(strings = { "%", "%25", "+", "&", "a&", "=&", "%61=&", "/", "/.", "/..", "../", ":", "a:b\\n", "\\n",
			"'", "''", "(", "the canonical string for this request should have been '", "User: arn:", " ",
			"\\ud83d\\ude00" })
	void shouldTakeNoLongerForLongAnswers(String piece) {
		String much = piece.repeat(256 * 1024 / piece.length());
		List<String> starts = List.of("{\"message\":\"", "<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>",
				"", "{\"message\":\"The Canonical String for this request should have been\\n'POST\\n/",
				"{\"message\":\"The Canonical String for this request should have been\\n'POST\\n/\\na=1&");
		String end = "\\n\\nhost\\n0'\\n\\nThe String-to-Sign should have been\\n'a'\"}";
		for (String start : starts) {
			String body = start + much.substring(0, 64 * 1024 - start.length() - end.length()) + end;
			String lines = body.startsWith("{") ? body : body.replace("\\n", "\n");
			for (String whole : List.of(lines, start + much)) {
				assertThat(RefusedRequests.explain(RefusedRequests.order(), 403, Map.of(), whole).explanation())
					.matches("[ -~]{1,1500}");
			}
		}
	}

	/** Nor if what was signed is long too. */
	@Test
	@Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void shouldCompareLongQueries() {
		SigV4Request request = SigV4Request.builder("GET", "https://example.com/?" + "%25".repeat(60_000) + "=1")
			.build();
		SignedRequest signed = SigV4Signer.create()
			.sign(request, SigningSettings.forService("execute-api", "eu-west-1"), RefusedRequests.PERMANENT,
					RefusedRequests.NOW);
		StringBuilder query = new StringBuilder("a=");
		for (int i = 0; query.length() < 60_000; i++) {
			query.append('&').append(i).append('=');
		}
		Refusal refusal = RefusedRequests.explain(signed, 403, Map.of(),
				"{\"message\":\"The Canonical String for this request should have been\\n'GET\\n/\\n" + query
						+ "\\nhost:example.com\\n\\nhost\\n0'\"}");
		assertThat(refusal.cause()).isEqualTo(Cause.QUERY_CHANGED);
	}

	@Test
	void shouldCutOffWhatIsTooLong() {
		SignedRequest signed = SigV4Signer.create()
			.sign(SigV4Request.builder("GET", "https://example.com/").build(),
					SigningSettings.forService("execute-api", "r".repeat(2000)), RefusedRequests.PERMANENT,
					RefusedRequests.NOW);
		assertThat(RefusedRequests.explain(signed, 403, Map.of(), "").explanation()).hasSize(Refusal.MAX_EXPLANATION)
			.endsWith("rrr...");
	}

}
