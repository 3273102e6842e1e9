package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.AwsSignedMessage.Field;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SigV4Verifier} against random damage to random requests that AWS's own signer
 * signed. What a request means is written down here without our canonical form: a request
 * that means the same is accepted, any other is refused.
 */
class SigV4VerifierDamageTests {

	private static final int REQUESTS = 250;

	private static final int DAMAGES = 12;

	private static final String LETTERS = "abcXYZ019-._~/%&=+;:,@!$'()* \"<>[]{}|^`\\\tü€";

	private static final Map<String, SigV4Credentials> KNOWN = Map.of("AKIDEXAMPLE", AwsSignedMessage.PERMANENT,
			"ASIAEXAMPLE", AwsSignedMessage.TEMPORARY);

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void shouldAcceptWhatMeansTheSameAndRefuseTheRest(long seed) {
		Random random = new Random(seed);
		int same = 0;
		int other = 0;
		for (int i = 0; i < REQUESTS; i++) {
			String service = pick(random, "s3", "execute-api", "sts", "ssm", "aoss");
			boolean presigned = random.nextInt(3) == 0;
			SigV4Verifier verifier = SigV4Verifier.builder(KNOWN::get).signingName(service).region("eu-west-1").build();
			AwsSignedMessage good = signed(random, service, presigned);
			assertThat(good.verify(verifier, AwsSignedMessage.NOW).outcome()).as("seed %d, good %s", seed, good)
				.isEqualTo(Verification.Outcome.VERIFIED);
			List<Object> meaning = meaning(good, service, presigned);
			for (int j = 0; j < DAMAGES; j++) {
				AwsSignedMessage damaged = damage(random, good);
				Verification verification;
				try {
					verification = damaged.verify(verifier, AwsSignedMessage.NOW);
				}
				catch (SigV4Exception ex) {
					// No request at all
					continue;
				}
				boolean means = meaning(damaged, service, presigned).equals(meaning);
				assertThat(verification.isVerified())
					.as("seed %d, %s\ngood    %s\ndamaged %s\n%s", seed, service, good, damaged, verification)
					.isEqualTo(means);
				same += means ? 1 : 0;
				other += means ? 0 : 1;
			}
		}
		assertThat(other).isGreaterThan(REQUESTS * DAMAGES / 2);
		assertThat(same).isGreaterThan(REQUESTS / 10);
	}

	private static AwsSignedMessage signed(Random random, String service, boolean presigned) {
		boolean s3 = service.equals("s3");
		StringBuilder uri = new StringBuilder("https://host.example.com");
		for (int i = random.nextInt(4); i >= 0; i--) {
			uri.append('/').append(pick(random, "a", "bc", "a%20b", "%C3%BC", s3 ? "k%2Fl" : "x%2fy", s3 ? ".." : "d"));
		}
		uri.append(random.nextBoolean() ? "/" : "");
		for (int i = 0; i < random.nextInt(4); i++) {
			uri.append((i == 0) ? "?" : "&").append(pick(random, "a", "b", "Action", "x%5By%5D"));
			uri.append('=').append(pick(random, "1", "2", "a%20b", "%2B", "%C3%BC", "x/y"));
		}
		List<String> headers = new ArrayList<>();
		if (random.nextBoolean()) {
			headers.addAll(List.of("Content-Type", pick(random, "application/json", "text/plain; charset=utf-8")));
		}
		if (random.nextBoolean()) {
			headers.addAll(List.of("X-Amz-Meta-A", pick(random, "one", "a  b", "ü", "\"q  r\"")));
			if (random.nextBoolean()) {
				headers.addAll(List.of("X-Amz-Meta-A", pick(random, "two", "a,b")));
			}
		}
		if (random.nextBoolean()) {
			headers.addAll(List.of("X-Tenant", pick(random, "7", "x=y,z")));
		}
		String body = presigned ? "" : pick(random, "", "{}", "a=b&c=d", "ü");
		AwsSignedMessage message = AwsSignedMessage.of(pick(random, "GET", "PUT", "POST", "DELETE"), uri.toString(),
				body, headers.toArray(String[]::new));
		SigV4Credentials credentials = random.nextBoolean() ? AwsSignedMessage.PERMANENT : AwsSignedMessage.TEMPORARY;
		return presigned ? message.presign(service, credentials, Duration.ofMinutes(1))
				: message.sign(service, credentials);
	}

	private static String pick(Random random, String... texts) {
		return texts[random.nextInt(texts.length)];
	}

	private static AwsSignedMessage damage(Random random, AwsSignedMessage good) {
		List<Field> fields = new ArrayList<>(good.fields());
		int index = random.nextInt(fields.size());
		Field field = fields.get(index);
		switch (random.nextInt(10)) {
			case 0 -> {
				return good.withMethod(pick(random, "GET", "PUT", "POST", "DELETE", "HEAD"));
			}
			case 1 -> {
				return good.withBody(edit(random, good.body()));
			}
			case 2 -> fields.set(index, new Field(field.name(), edit(random, field.value())));
			case 3 -> fields.remove(index);
			case 4 -> fields.add(random.nextInt(fields.size()), new Field(field.name(), edit(random, field.value())));
			case 5 -> fields.add(new Field(pick(random, "X-Amz-Acl", "User-Agent", "Accept", "X-Amzn-Trace-Id"), "x"));
			case 6 -> Collections.shuffle(fields, random);
			default -> {
				return good.withTarget("/" + edit(random, good.target().substring(1)));
			}
		}
		return good.withFields(fields);
	}

	/** Change, add or drop a character, or exchange two pieces of a query. */
	private static String edit(Random random, String text) {
		char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
		int at = text.isEmpty() ? 0 : random.nextInt(text.length());
		switch (random.nextInt(6)) {
			case 0 -> {
				return text.substring(0, at) + letter + text.substring(at);
			}
			case 1 -> {
				return text + letter;
			}
			case 2 -> {
				return text.isEmpty() ? text : text.substring(0, at) + text.substring(at + 1);
			}
			case 3 -> {
				List<String> pieces = new ArrayList<>(List.of(text.split("&", -1)));
				Collections.shuffle(pieces.subList((pieces.size() > 2) ? 1 : 0, pieces.size()), random);
				return String.join("&", pieces);
			}
			case 4 -> {
				return text.replaceFirst("%2F", "%2f");
			}
			default -> {
				return text.isEmpty() ? text : text.substring(0, at) + letter + text.substring(at + 1);
			}
		}
	}

	/**
	 * What a request means, so far as its signature covers it; the signature itself is
	 * part of it.
	 */
	private static List<Object> meaning(AwsSignedMessage message, String service, boolean presigned) {
		String[] target = message.target().replaceAll("#.*", "").split("\\?", 2);
		Map<String, List<String>> headers = new TreeMap<>();
		for (Field field : message.fields()) {
			String name = field.name().toLowerCase(Locale.ROOT);
			if (!List.of("user-agent", "accept", "x-amzn-trace-id").contains(name)) {
				headers.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value(name, field.value()));
			}
		}
		Map<String, String> joined = new TreeMap<>();
		headers.forEach((name, values) -> joined.put(name,
				List.of("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256").contains(name)
						? values.toString() : String.join(",", values)));
		String body = (service.equals("s3") && presigned) ? "" : message.body();
		return List.of(message.method(), path(target[0], service.equals("s3")),
				query((target.length > 1) ? target[1] : ""), joined, body);
	}

	private static String value(String name, String value) {
		if (name.equals("authorization")) {
			return List.of(value.strip().replaceFirst(" ", ",").split("[ \\t]*,[ \\t]*", -1)).toString();
		}
		return value.replaceAll("[ \\t]+", " ").strip();
	}

	private static String path(String path, boolean s3) {
		if (s3) {
			List<String> segments = new ArrayList<>();
			for (String segment : path.split("/", -1)) {
				segments.add(decode(segment));
			}
			return segments.toString();
		}
		List<String> kept = new ArrayList<>();
		for (String segment : path.split("/", -1)) {
			if (segment.equals("..")) {
				if (!kept.isEmpty()) {
					kept.remove(kept.size() - 1);
				}
			}
			else if (!segment.isEmpty() && !segment.equals(".")) {
				kept.add(segment);
			}
		}
		return kept + ((path.endsWith("/") || kept.isEmpty()) ? "/" : "");
	}

	private static List<String> query(String query) {
		List<String> pairs = new ArrayList<>();
		for (String piece : query.split("&", -1)) {
			String[] pair = piece.split("=", 2);
			String value = (pair.length > 1) ? pair[1] : "";
			if (!pair[0].isEmpty() || !value.isEmpty()) {
				pairs.add(decode(pair[0]).length() + ":" + decode(pair[0]) + "=" + decode(value));
			}
		}
		Collections.sort(pairs);
		return pairs;
	}

	/** Percent-decoded bytes, one character each. */
	private static String decode(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		StringBuilder decoded = new StringBuilder();
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '%' && i + 2 < bytes.length && Character.digit(bytes[i + 1], 16) >= 0
					&& Character.digit(bytes[i + 2], 16) >= 0) {
				decoded.append((char) (16 * Character.digit(bytes[i + 1], 16) + Character.digit(bytes[i + 2], 16)));
				i += 2;
			}
			else {
				decoded.append((char) (bytes[i] & 0xff));
			}
		}
		return decoded.toString();
	}

}
