package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.Verification.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link BodyVerifier} on bodies that AWS's own signers encoded, and that came to harm on
 * their way.
 */
class BodyVerifierDamageTests {

	private static final int CASES = 300;

	private static final Map<Form, AwsChunkedMessage> GOOD = new EnumMap<>(Form.class);

	static {
		for (Form form : Form.values()) {
			GOOD.put(form, form.message(1));
		}
	}

	static Stream<Arguments> damages() {
		List<Arguments> arguments = new ArrayList<>();
		for (Form form : Form.values()) {
			for (Damage damage : all()) {
				if (damage.outcome(form) != null) {
					arguments.add(Arguments.of(form, damage));
				}
			}
		}
		return arguments.stream();
	}

	/** Each with what it leads to where chunks are signed, and where they are not. */
	private static List<Damage> all() {
		Outcome signature = Outcome.SIGNATURE_MISMATCH;
		Outcome malformed = Outcome.MALFORMED_PAYLOAD;
		Outcome trailer = Outcome.MALFORMED_TRAILER;
		Outcome checksum = Outcome.CHECKSUM_MISMATCH;
		List<Damage> damages = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			int index = i;
			damages.add(new Damage("byte of chunk " + (i + 1), signature, checksum,
					(body) -> body.withChunk(index, flip(body.chunks().get(index), -10)).text()));
			damages.add(new Damage("signature of chunk " + (i + 1), signature, null,
					(body) -> body.withChunk(index, flipSignature(body.chunks().get(index))).text()));
		}
		damages.add(new Damage("signature of the last chunk", signature, null,
				(body) -> body.withLast(flipSignature(body.last())).text()));
		damages.add(new Damage("signatures exchanged", signature, null, (body) -> {
			String first = body.chunks().get(0).replaceFirst("(?s)\r.*", "");
			String second = body.chunks().get(1).replaceFirst("(?s)\r.*", "");
			return body.text().replace(first, "-\r").replace(second, first).replace("-\r\r", second + "\r");
		}));
		damages.add(new Damage("signature in upper case", signature, null, (body) -> body.text()
			.replace(signature(body.chunks().get(0)), signature(body.chunks().get(0)).toUpperCase(Locale.ROOT))));
		damages.add(new Damage("line feed in a signature", malformed, null,
				(body) -> body.text().replaceFirst("(?s)(chunk-signature=).", "$1\n")));
		damages.add(new Damage("signature dropped", malformed, null,
				(body) -> body.text().replaceFirst(";chunk-signature=[^\r]*", "")));
		damages.add(new Damage("signature under another name", malformed, null,
				(body) -> body.text().replaceFirst("chunk-signature", "Chunk-Signature")));
		damages.add(new Damage("extension of a chunk", malformed, malformed,
				(body) -> body.withChunk(0, body.chunks().get(0).replaceFirst("(?<=^[0-9a-f]{1,8})", ";a=b")).text()));
		for (int i = -1; i <= 1; i += 2) {
			int more = i;
			damages.add(new Damage("size " + more, malformed, malformed,
					(body) -> body.withChunk(0, resize(body.chunks().get(0), more)).text()));
		}
		for (String size : List.of("ab", "AB", "0ab", " ab", "ab ", "+ab", "0xab", "-ab", "", "ag", "fffffffffffffff",
				"1000000000000000", "100000000000000ab")) {
			Outcome outcome = size.equalsIgnoreCase("ab") ? Outcome.VERIFIED : malformed;
			damages.add(new Damage("size '" + size + "'", outcome, outcome,
					(body) -> body.withChunk(2, size + body.chunks().get(2).substring(2)).text()));
		}
		damages.add(new Damage("chunk dropped", signature, malformed,
				(body) -> body.withChunks(List.of(body.chunks().get(1), body.chunks().get(2))).text()));
		damages.add(new Damage("last chunk with data dropped", signature, malformed,
				(body) -> body.withChunks(body.chunks().subList(0, 2)).text()));
		damages.add(new Damage("last, empty chunk dropped", malformed, malformed, (body) -> body.withLast("").text()));
		damages.add(new Damage("last, empty chunk repeated", malformed, malformed,
				(body) -> body.withLast(body.last() + body.last()).text()));
		damages.add(new Damage("last, empty chunk first", signature, malformed, (body) -> body.last() + body.text()));
		damages.add(new Damage("chunk repeated", signature, malformed, (body) -> body
			.withChunks(List.of(body.chunks().get(0), body.chunks().get(0), body.chunks().get(1), body.chunks().get(2)))
			.text()));
		damages.add(new Damage("chunks exchanged", signature, checksum, (body) -> {
			List<String> chunks = new ArrayList<>(body.chunks());
			Collections.swap(chunks, 0, 1);
			return body.withChunks(chunks).text();
		}));
		damages.add(new Damage("bytes behind the end", malformed, malformed, (body) -> body.text() + "x"));
		damages.add(new Damage("line end behind the end", malformed, malformed, (body) -> body.text() + "\r\n"));
		damages.add(new Damage("all of it twice", malformed, malformed, (body) -> body.text() + body.text()));
		damages.add(new Damage("line feeds alone", malformed, malformed, (body) -> body.text().replace("\r\n", "\n")));
		damages.add(new Damage("line feed of the first line missing", malformed, malformed,
				(body) -> body.text().replaceFirst("\n", "")));
		damages.add(new Damage("line end behind the data missing", malformed, malformed,
				(body) -> body.withChunk(0, body.chunks().get(0).substring(0, body.chunks().get(0).length() - 2))
					.text()));
		damages.add(new Damage("line that is long", malformed, malformed,
				(body) -> body.withLast("a".repeat(5000) + body.last()).text()));
		damages.add(new Damage("body plain", malformed, malformed, (body) -> "content"));
		truncations(damages);
		trailers(damages, signature, malformed, trailer, checksum);
		return damages;
	}

	private static void truncations(List<Damage> damages) {
		Map<String, Function<EncodedBody, Integer>> places = Map.ofEntries(Map.entry("nowhere", (body) -> 0),
				Map.entry("in the first size", (body) -> 1),
				Map.entry("before the data", (body) -> EncodedBody.dataIndex(body.chunks().get(0))),
				Map.entry("in the data", (body) -> EncodedBody.dataIndex(body.chunks().get(0)) + 5),
				Map.entry("behind the data", (body) -> body.chunks().get(0).length() - 2),
				Map.entry("in the line end behind the data", (body) -> body.chunks().get(0).length() - 1),
				Map.entry("behind a chunk", (body) -> body.chunks().get(0).length()),
				Map.entry("before the last chunk", (body) -> body.text().lastIndexOf(body.last())),
				Map.entry("in the last chunk", (body) -> body.text().lastIndexOf(body.last()) + 1),
				Map.entry("behind the last chunk",
						(body) -> body.text().lastIndexOf(body.last()) + body.last().length()),
				Map.entry("before the end", (body) -> body.text().length() - 2),
				Map.entry("in the end", (body) -> body.text().length() - 1));
		places.forEach((name, place) -> damages.add(new Damage("cut " + name, Outcome.MALFORMED_PAYLOAD,
				Outcome.MALFORMED_PAYLOAD, (body) -> body.text().substring(0, place.apply(body)))));
	}

	/** What does not change anything without a trailer is left out there. */
	private static void trailers(List<Damage> damages, Outcome signature, Outcome malformed, Outcome trailer,
			Outcome checksum) {
		damages.add(Damage.ofTrailer("value", signature, checksum, (lines) -> {
			lines.set(0, flip(lines.get(0), -5));
			return lines;
		}));
		damages.add(Damage.ofTrailer("value cut", signature, checksum, (lines) -> {
			lines.set(0, lines.get(0).replaceFirst("..\r", "\r"));
			return lines;
		}));
		damages.add(Damage.ofTrailer("value empty", signature, checksum, (lines) -> {
			lines.set(0, lines.get(0).replaceFirst(":.*", ":"));
			return lines;
		}));
		damages.add(Damage.ofTrailer("blanks around the value", Outcome.VERIFIED, Outcome.VERIFIED, (lines) -> {
			lines.set(0, lines.get(0).replace(":", ": ").replace("\r", " \r"));
			return lines;
		}));
		damages.add(Damage.ofTrailer("name in upper case", Outcome.VERIFIED, Outcome.VERIFIED, (lines) -> {
			lines.set(0, lines.get(0).replace("x-amz-checksum-crc", "X-AMZ-Checksum-CRC"));
			return lines;
		}));
		damages.add(Damage.ofTrailer("name of another checksum", trailer, trailer, (lines) -> {
			lines.set(0, lines.get(0).replace("crc32c", "crc32").replace("crc64nvme", "crc32"));
			return lines;
		}));
		damages.add(Damage.ofTrailer("field dropped", trailer, trailer, (lines) -> lines.subList(1, lines.size())));
		damages.add(Damage.ofTrailer("all dropped", trailer, trailer, (lines) -> List.of()));
		damages.add(Damage.ofTrailer("field repeated", trailer, trailer, (lines) -> {
			lines.add(0, lines.get(0));
			return lines;
		}));
		damages.add(Damage.ofTrailer("field added", trailer, trailer, (lines) -> {
			lines.add(0, "x-amz-meta-a:b\r\n");
			return lines;
		}));
		damages.add(Damage.ofTrailer("line without a colon", malformed, malformed, (lines) -> {
			lines.add(0, "x\r\n");
			return lines;
		}));
		damages.add(Damage.ofTrailer("line without a name", malformed, malformed, (lines) -> {
			lines.add(0, ":x\r\n");
			return lines;
		}));
		damages.add(Damage.ofTrailer("control character", malformed, malformed, (lines) -> {
			lines.set(0, lines.get(0).replace("\r", "\t\r"));
			return lines;
		}));
		damages.add(Damage.ofTrailer("character that is not ASCII", malformed, malformed, (lines) -> {
			lines.set(0, lines.get(0).replace("\r", "\u00fc\r"));
			return lines;
		}));
		damages.add(Damage.ofTrailer("signature", signature, null, (lines) -> {
			lines.set(1, flipSignature(lines.get(1)));
			return lines;
		}));
		damages.add(Damage.ofTrailer("signature dropped", trailer, null, (lines) -> lines.subList(0, 1)));
		damages.add(Damage.ofTrailer("signature repeated", trailer, null, (lines) -> {
			lines.add(lines.get(1));
			return lines;
		}));
		damages.add(Damage.ofTrailer("signature before the field", trailer, null, (lines) -> {
			Collections.swap(lines, 0, 1);
			return lines;
		}));
		damages.add(Damage.ofTrailer("signature where there is none", null, trailer, (lines) -> {
			lines.add("x-amz-trailer-signature:" + "0".repeat(64) + "\r\n");
			return lines;
		}));
	}

	@ParameterizedTest
	@MethodSource("damages")
	void whenTheBodyIsDamagedThenItIsRefused(Form form, Damage damage) {
		AwsChunkedMessage good = GOOD.get(form);
		String damaged = damage.change.apply(EncodedBody.of(good));
		ReceivedUpload received = ReceivedUpload.of(new AwsChunkedMessage(good.fields(), bytes(damaged)),
				new Random(damaged.hashCode()));
		Verification verification = received.verification();
		assertThat(verification.outcome()).as(verification.toString()).isEqualTo(damage.outcome(form));
		if (!verification.isVerified()) {
			assertThat(verification.message()).isNotEmpty();
			assertThat(verification.accessKeyId()).isEqualTo("AKIDEXAMPLE");
			assertThat(verification.canonicalRequest()).startsWith("PUT\n/key\n");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenATrailerComesUnannouncedThenTheBodyIsMalformed(Form form) {
		if (!form.trailer) {
			AwsChunkedMessage good = GOOD.get(form);
			EncodedBody body = EncodedBody.of(good).withTrailer(List.of("x-amz-checksum-crc32:AAAAAA==\r\n"));
			assertThat(ReceivedUpload.of(new AwsChunkedMessage(good.fields(), bytes(body.text())), new Random(1))
				.verification()
				.outcome()).isEqualTo(Outcome.MALFORMED_PAYLOAD);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAChunkIsOfAnotherUploadThenItIsRefused(Form form) {
		AwsChunkedMessage good = GOOD.get(form);
		EncodedBody other = EncodedBody.of(form.message(2));
		EncodedBody spliced = EncodedBody.of(good).withChunk(1, other.chunks().get(1));
		Verification verification = ReceivedUpload
			.of(new AwsChunkedMessage(good.fields(), bytes(spliced.text())), new Random(1))
			.verification();
		assertThat(verification.outcome())
			.isEqualTo(form.signed ? Outcome.SIGNATURE_MISMATCH : Outcome.CHECKSUM_MISMATCH);
	}

	@ParameterizedTest
	@EnumSource(names = { "ECDSA", "ECDSA_TRAILER" })
	void whenASignatureIsNotPaddedToItsLengthThenTheBodyIsMalformed(Form form) {
		AwsChunkedMessage good = GOOD.get(form);
		EncodedBody body = EncodedBody.of(good);
		String unpadded = "0;chunk-signature=" + signature(body.last());
		for (String padded : List.of(unpadded + "*".repeat(17) + "\r\n", unpadded.substring(0, 150) + "\r\n")) {
			assertThat(ReceivedUpload
				.of(new AwsChunkedMessage(good.fields(), bytes(body.withLast(padded).text())), new Random(1))
				.verification()
				.outcome()).isEqualTo(Outcome.MALFORMED_PAYLOAD);
		}
	}

	@Test
	void whenASignatureIsWrongThenTheRefusalSaysWhich() {
		EncodedBody body = EncodedBody.of(GOOD.get(Form.HMAC_TRAILER));
		Verification second = refusal(body.withChunk(1, flip(body.chunks().get(1), -3)));
		assertThat(second.message()).contains(" chunk 2 ");
		assertThat(second.stringToSign()).matches("AWS4-HMAC-SHA256-PAYLOAD\n20150830T123600Z\n"
				+ "20150830/eu-west-1/s3/aws4_request\n" + signature(body.chunks().get(0))
				+ "\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n[0-9a-f]{64}");
		Verification last = refusal(body.withLast(flipSignature(body.last())));
		assertThat(last.message()).contains(" the last, empty chunk ");
		assertThat(last.stringToSign()).startsWith("AWS4-HMAC-SHA256-PAYLOAD\n")
			.contains(signature(body.chunks().get(2)));
		Verification trailer = refusal(
				body.withTrailer(List.of(body.trailer().get(0), flipSignature(body.trailer().get(1)))));
		assertThat(trailer.message()).contains(" the trailer ");
		assertThat(trailer.stringToSign()).startsWith("AWS4-HMAC-SHA256-TRAILER\n").contains(signature(body.last()));
	}

	private static Verification refusal(EncodedBody damaged) {
		return ReceivedUpload
			.of(new AwsChunkedMessage(GOOD.get(Form.HMAC_TRAILER).fields(), bytes(damaged.text())), new Random(1))
			.verification();
	}

	/** Only the case of letters in sizes and in the names of a trailer has no meaning. */
	@ParameterizedTest
	@EnumSource
	void whenAnyByteIsChangedThenItIsRefused(Form form) {
		AwsChunkedMessage good = GOOD.get(form);
		EncodedBody body = EncodedBody.of(good);
		int[] framing = framing(body);
		Random random = new Random(form.name().hashCode());
		int neutral = 0;
		for (int i = 0; i < CASES; i++) {
			byte[] damaged = good.encoded().clone();
			int at = (i % 4 != 0) ? framing[random.nextInt(framing.length)] : random.nextInt(damaged.length);
			byte before = damaged[at];
			damaged[at] = other(random, before);
			boolean caseOfLetter = (isTrailerName(body, at) || isSize(body, at)) && Character.isLetter(before)
					&& damaged[at] == (byte) (before ^ 0x20);
			Verification verification = ReceivedUpload.of(new AwsChunkedMessage(good.fields(), damaged), new Random(i))
				.verification();
			assertThat(verification.isVerified())
				.as("byte %d of %s, %d instead of %d: %s", at, form, damaged[at], before, verification)
				.isEqualTo(caseOfLetter);
			neutral += caseOfLetter ? 1 : 0;
		}
		assertThat(neutral).isLessThan(CASES / 10);
	}

	private static byte other(Random random, byte before) {
		byte[] near = { '0', '1', 'a', 'f', '*', ';', ':', '=', ' ', '\r', '\n', (byte) (before ^ 0x20),
				(byte) (before + 1), (byte) (before - 1), (byte) random.nextInt(256) };
		byte other = near[random.nextInt(near.length)];
		return (other != before) ? other : (byte) (before ^ 1);
	}

	/** Where the bytes are that are not data. */
	private static int[] framing(EncodedBody body) {
		IntStream.Builder indexes = IntStream.builder();
		int at = 0;
		for (String chunk : body.chunks()) {
			IntStream.range(at, at + EncodedBody.dataIndex(chunk)).forEach(indexes::add);
			at += chunk.length();
			indexes.add(at - 2).add(at - 1);
		}
		IntStream.range(at, body.text().length()).forEach(indexes::add);
		return indexes.build().toArray();
	}

	private static boolean isSize(EncodedBody body, int at) {
		int from = 0;
		for (String chunk : body.chunks()) {
			if (at >= from && at < from + chunk.replaceFirst("(?s)[^0-9a-f].*", "").length()) {
				return true;
			}
			from += chunk.length();
		}
		return false;
	}

	private static boolean isTrailerName(EncodedBody body, int at) {
		int from = String.join("", body.chunks()).length() + body.last().length();
		for (String line : body.trailer()) {
			if (at >= from && at < from + line.indexOf(':')) {
				return true;
			}
			from += line.length();
		}
		return false;
	}

	private static String signature(String part) {
		return part.substring(part.indexOf('=') + 1, part.indexOf('\r')).replace("*", "");
	}

	/** Change the last digit, which padding may follow. */
	private static String flipSignature(String part) {
		int at = part.indexOf("\r\n") - 1;
		while (part.charAt(at) == '*') {
			at--;
		}
		return flip(part, at - part.length());
	}

	/** Change a character, counted from the end. */
	private static String flip(String part, int index) {
		int at = part.length() + index;
		return part.substring(0, at) + (char) (part.charAt(at) ^ 1) + part.substring(at + 1);
	}

	private static String resize(String chunk, int more) {
		int end = chunk.replaceFirst("[;\r]", "\0").indexOf('\0');
		return Integer.toHexString(Integer.parseInt(chunk.substring(0, end), 16) + more) + chunk.substring(end);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	enum Form {

		HMAC(true, false), HMAC_TRAILER(true, true), UNSIGNED_TRAILER(false, true), ECDSA(true, false),
		ECDSA_TRAILER(true, true);

		private final boolean signed;

		private final boolean trailer;

		Form(boolean signed, boolean trailer) {
			this.signed = signed;
			this.trailer = trailer;
		}

		/** Three chunks, the last of 0xab bytes. */
		AwsChunkedMessage message(int seed) {
			int chunk = this.signed ? 8192 : AwsChunkedMessage.CHUNK_SIZE;
			byte[] body = new byte[2 * chunk + 0xab];
			new Random(seed).nextBytes(body);
			if (!this.signed) {
				return AwsChunkedMessage.ofSdk(body, false, TrailerChecksum.CRC64NVME);
			}
			SigningAlgorithm algorithm = name().startsWith("ECDSA") ? SigningAlgorithm.SIGV4A : SigningAlgorithm.SIGV4;
			TrailerChecksum.Accumulator checksum = TrailerChecksum.CRC32C.newAccumulator();
			checksum.update(body, 0, body.length);
			return AwsChunkedMessage.ofCrt(algorithm, body, chunk, this.trailer ? TrailerChecksum.CRC32C : null,
					checksum.base64());
		}

	}

	record Damage(String name, @Nullable Outcome signed, @Nullable Outcome unsigned, boolean ofTrailer,
			Function<EncodedBody, String> change) {

		Damage(String name, @Nullable Outcome signed, @Nullable Outcome unsigned,
				Function<EncodedBody, String> change) {
			this(name, signed, unsigned, false, change);
		}

		static Damage ofTrailer(String name, @Nullable Outcome signed, @Nullable Outcome unsigned,
				Function<List<String>, List<String>> change) {
			return new Damage("trailer: " + name, signed, unsigned, true,
					(body) -> body.withTrailer(change.apply(new ArrayList<>(body.trailer()))).text());
		}

		/** What it leads to, or {@code null} if the form has no such part. */
		@Nullable Outcome outcome(Form form) {
			return (this.ofTrailer && !form.trailer) ? null : form.signed ? this.signed : this.unsigned;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
