package io.github.sigv4.differential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedChunk;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.differential.NastyRequest.Field;
import io.github.sigv4.differential.ReferenceEncoder.Part;
import io.github.sigv4.differential.ReferenceEncoder.Piece;
import io.github.sigv4.differential.ReferenceEncoder.Signatures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends random uploads in chunks, by the engine, by AWS's own signers for Java and in C,
 * and by a reference written straight from the specification, and compares them byte for
 * byte. ECDSA signatures, which are others each time, are taken off the wire and verified
 * in C. Seed, count and index are those of {@link DifferentialTests}.
 */
class UploadDifferentialTests {

	private static final long COUNT = DifferentialTests.COUNT / 16;

	private static final int COUNT_TO_MEET_ALL = 1600;

	/** A run of the usual length that meets a case less often than this fails. */
	private static final int OFTEN_ENOUGH = 25;

	/** The size that the signer for Java has built in. */
	private static final int CHUNK_SIZE_OF_THE_SDK = 128 * 1024;

	private final SigV4Signer signer = SigV4Signer.create();

	private final LongAdder symmetric = new LongAdder();

	private final LongAdder verified = new LongAdder();

	private final LongAdder padded = new LongAdder();

	@Test
	void shouldSendEveryUploadAsTheSpecificationAndTheCommonRuntimeDo() {
		Score<CrtDifference> score = new Score<>("AWS's Common Runtime", UploadNastiness.class, CrtDifference.class);
		DifferentialTests.indexes(COUNT)
			.forEach((index) -> compare(NastyUploads.make(DifferentialTests.SEED, index), score));
		score.print("Uploads: seed " + DifferentialTests.SEED + ", " + this.symmetric
				+ " agreed upon by HMAC, and by ECDSA " + this.verified + " signatures, of which " + this.padded
				+ " padded");
		score.assertAgreed();
		if (DifferentialTests.INDEX == null && COUNT >= COUNT_TO_MEET_ALL) {
			score.assertMet(OFTEN_ENOUGH, 0);
			assertThat(score.asked()).as("Asked of the Common Runtime").isGreaterThan(COUNT / 10 * 8);
			assertThat(this.symmetric.sum()).as("Uploads by HMAC").isGreaterThanOrEqualTo(1000);
			assertThat(this.verified.sum()).as("Signatures by ECDSA").isGreaterThanOrEqualTo(1000);
			assertThat(this.padded.sum()).as("Of these shorter than others").isGreaterThanOrEqualTo(100);
		}
	}

	/** The chunks are as large as it has them, so there are fewer uploads. */
	@Test
	void shouldSendEveryUploadAsTheSignerForJavaDoes() {
		long count = COUNT / 7;
		Score<OracleDifference> score = new Score<>("AWS's signer", UploadNastiness.class, OracleDifference.class);
		DifferentialTests.indexes(count)
			.forEach((index) -> compareWithSdk(
					NastyUploads.makeForSdk(DifferentialTests.SEED, index, CHUNK_SIZE_OF_THE_SDK), score));
		score.print("Uploads by the signer for Java: seed " + DifferentialTests.SEED);
		score.assertAgreed();
		if (DifferentialTests.INDEX == null && COUNT >= COUNT_TO_MEET_ALL) {
			assertThat(score.asked()).as("Asked of AWS's signer").isGreaterThan(count / 10 * 8);
		}
	}

	private void compare(NastyUpload upload, Score<CrtDifference> score) {
		String failure = differenceOfHeaders(upload);
		ReferenceEncoder.headers(upload).forEach((name, value) -> upload.request.fields.add(new Field(name, value)));
		CrtOracle oracle = new CrtOracle(upload.request);
		boolean asked = oracle.canAnswer() || upload.algorithm() == SigningAlgorithm.SIGV4A;
		try {
			failure = (failure != null) ? failure : firstDifference(upload, oracle);
		}
		catch (RuntimeException ex) {
			failure = DifferentialTests.thrown(ex);
		}
		score.add(upload, oracle.differences(), asked, failure);
	}

	private static @Nullable String differenceOfHeaders(NastyUpload upload) {
		Map<String, String> ours = new TreeMap<>();
		upload.payload()
			.headers(upload.body.length, upload.contentEncoding, upload.algorithm())
			.forEach((name, value) -> ours.put(name.toLowerCase(Locale.ROOT), value));
		Map<String, String> theirs = ReferenceEncoder.headers(upload);
		return ours.equals(theirs) ? null
				: "first differing step: headers\n--- ours\n" + ours + "\n--- the reference\n" + theirs;
	}

	private @Nullable String firstDifference(NastyUpload upload, CrtOracle oracle) {
		SignedRequest ours = upload.request.signWith(this.signer);
		String seed = ours.signature();
		byte[] wire = upload.encodeWith(this.signer, seed);
		CrtChunkOracle chunks = new CrtChunkOracle(upload, oracle);
		boolean asymmetric = upload.algorithm() == SigningAlgorithm.SIGV4A;
		String failure = asymmetric ? differenceOfAsymmetricSeed(upload, ours, chunks)
				: differenceOfSeed(upload, ours, oracle);
		if (failure == null && !asymmetric) {
			Signatures reference = (part, position) -> new ReferenceSigner(upload.request).signature(part.stringToSign);
			failure = judge(upload, seed, wire, "the reference", (other) -> reference);
		}
		if (failure == null) {
			failure = judge(upload, seed, wire, "the Common Runtime",
					asymmetric ? chunks::signaturesOn : (other) -> chunks.signatures());
		}
		if (failure == null && !asymmetric) {
			this.symmetric.increment();
		}
		return failure;
	}

	private static @Nullable String differenceOfSeed(NastyUpload upload, SignedRequest ours, CrtOracle oracle) {
		ReferenceSigner.Steps reference = ReferenceSigner.sign(upload.request);
		if (!reference.signature().equals(ours.signature()) || !reference.result().equals(ours.authorization())) {
			return "headers: " + DifferentialTests.firstDifferingStep("the reference", ours, reference);
		}
		String signature = oracle.canAnswer() ? oracle.sign().signature() : ours.signature();
		return signature.equals(ours.signature()) ? null
				: "headers: first differing step: signature of the Common Runtime, of\n" + ours.canonicalRequest();
	}

	private @Nullable String differenceOfAsymmetricSeed(NastyUpload upload, SignedRequest ours, CrtChunkOracle chunks) {
		ReferenceSigner.Steps reference = ReferenceSigner.sign(upload.request);
		if (!reference.stringToSign().equals(ours.stringToSign())) {
			return "headers: " + DifferentialTests.firstDifferingStep("the reference", ours, reference);
		}
		this.verified.increment();
		return chunks.verifies(reference.stringToSign(), ours.signature()) ? null
				: "headers: first differing step: signature, not verified by the Common Runtime, of\n"
						+ ours.stringToSign();
	}

	/** Judge a wire, and that it is not taken with a byte damaged. */
	private @Nullable String judge(NastyUpload upload, String seed, byte[] wire, String name,
			Function<byte[], Signatures> signatures) {
		List<Piece> pieces = ReferenceEncoder.encode(upload, upload.body, seed, signatures.apply(wire));
		Piece different = firstDifference(wire, pieces);
		if (different != null || wire.length != ReferenceEncoder.wire(pieces).length) {
			return described(upload, wire, pieces, different, name);
		}
		if (upload.algorithm() == SigningAlgorithm.SIGV4A) {
			pieces.stream().filter((piece) -> piece.signed != null).forEach(this::countVerified);
		}
		Random random = new Random(upload.request.seed ^ upload.request.index);
		Piece damaged = pieces.get(random.nextInt(pieces.size()));
		int at = position(pieces, damaged) + random.nextInt(damaged.bytes.length);
		byte[] damagedWire = wire.clone();
		damagedWire[at] ^= 1;
		List<Piece> expected = ReferenceEncoder.encode(upload, data(damagedWire, pieces), seed,
				signatures.apply(damagedWire));
		return (firstDifference(damagedWire, expected) != null) ? null
				: name + " does not see that byte " + at + " is damaged, which is of " + damaged.name;
	}

	private void countVerified(Piece piece) {
		this.verified.increment();
		if (piece.bytes[piece.bytes.length - 1] == '*') {
			this.padded.increment();
		}
	}

	/** Return the first expected piece that does not stand where it belongs. */
	private static @Nullable Piece firstDifference(byte[] wire, List<Piece> pieces) {
		int from = 0;
		for (Piece piece : pieces) {
			int to = from + piece.bytes.length;
			if (to > wire.length || !Arrays.equals(wire, from, to, piece.bytes, 0, piece.bytes.length)) {
				return piece;
			}
			from = to;
		}
		return null;
	}

	private static int position(List<Piece> pieces, Piece piece) {
		return pieces.subList(0, pieces.indexOf(piece)).stream().mapToInt((before) -> before.bytes.length).sum();
	}

	/** What stands where the data are expected. */
	private static byte[] data(byte[] wire, List<Piece> pieces) {
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		int from = 0;
		for (Piece piece : pieces) {
			if (piece.name.endsWith(": data")) {
				data.write(wire, from, piece.bytes.length);
			}
			from += piece.bytes.length;
		}
		return data.toByteArray();
	}

	private String described(NastyUpload upload, byte[] wire, List<Piece> pieces, @Nullable Piece piece, String other) {
		if (piece == null) {
			int length = ReferenceEncoder.wire(pieces).length;
			return "first differing step: nothing behind the end of the body\n--- ours\n"
					+ printable(wire, length, wire.length);
		}
		int from = Math.min(position(pieces, piece), wire.length);
		String step = piece.name;
		String signed = "";
		Part part = piece.signed;
		if (part != null) {
			String ours = sign(upload, part).stringToSign();
			step = ours.equals(part.stringToSign) ? step : step.replace("signature", "string to sign");
			signed = "\n--- string to sign, ours\n" + ours + "\n--- " + other + "\n" + part.stringToSign;
		}
		return "first differing step: " + step + ", at byte " + from + "\n--- ours\n"
				+ printable(wire, from, from + piece.bytes.length) + "\n--- " + other + "\n"
				+ printable(piece.bytes, 0, piece.bytes.length) + signed;
	}

	/** Sign a part alone, which tells the encoder's mistakes from those of its signer. */
	private SignedChunk sign(NastyUpload upload, Part part) {
		var chunks = this.signer.chunkSigner(upload.request.settings(), upload.request.credentials(),
				upload.request.instant);
		if (!part.trailer) {
			return chunks.sign(part.previous, part.data, 0, part.data.length);
		}
		String[] field = new String(part.data, StandardCharsets.US_ASCII).strip().split(":", 2);
		return chunks.signTrailer(part.previous, Map.of(field[0], field[1]));
	}

	private static String printable(byte[] bytes, int from, int to) {
		int end = Math.min(bytes.length, to);
		String text = new String(bytes, from, Math.min(end - from, 160), StandardCharsets.ISO_8859_1);
		return text.chars().mapToObj(UploadDifferentialTests::printable).collect(Collectors.joining())
				+ ((end - from > 160) ? "..." : "");
	}

	private static String printable(int c) {
		return switch (c) {
			case '\r' -> "\\r";
			case '\n' -> "\\n";
			default -> (c >= ' ' && c < 0x7f) ? Character.toString(c) : String.format(Locale.ROOT, "\\x%02x", c);
		};
	}

	private void compareWithSdk(NastyUpload upload, Score<OracleDifference> score) {
		List<Field> fields = upload.request.fields;
		fields.add(new Field("Content-Length", Integer.toString(upload.body.length)));
		if (upload.contentEncoding != null) {
			fields.add(new Field("Content-Encoding", upload.contentEncoding));
		}
		Oracle oracle = new Oracle(upload.request);
		String failure = null;
		try {
			failure = oracle.canAnswer() ? firstDifference(upload, oracle) : null;
		}
		catch (RuntimeException ex) {
			failure = DifferentialTests.thrown(ex);
		}
		score.add(upload, oracle.differences(), oracle.canAnswer(), failure);
	}

	/** Sign and send what it has signed and sent: that is the same then. */
	private @Nullable String firstDifference(NastyUpload upload, Oracle oracle) {
		SignRequest.Builder<AwsCredentialsIdentity> request = oracle.signRequest()
			.payload(() -> new ByteArrayInputStream(upload.body))
			.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, upload.signed);
		if (upload.trailer != null) {
			request.putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM,
					DefaultChecksumAlgorithm.fromValue(upload.trailer.name()));
		}
		var theirs = Oracle.SIGNER.sign(request.build());
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(theirs.request().headers());
		String authorization = Objects.requireNonNull(headers.remove("Authorization")).get(0);
		Map<String, String> announced = upload.payload()
			.headers(upload.body.length, upload.contentEncoding, upload.algorithm());
		for (Map.Entry<String, String> header : announced.entrySet()) {
			Set<String> values = Set.copyOf(Objects.requireNonNull(headers.get(header.getKey())));
			// Of several encodings, it has its own behind the others
			if (!values.equals(Set.of(header.getValue()))
					&& !values.equals(Set.of(header.getValue().split("(?<=aws-chunked),", 2)))) {
				return "first differing step: headers\n--- ours\n" + header + "\n--- AWS's signer\n" + values;
			}
		}
		upload.request.fields.clear();
		headers.forEach((name, values) -> values.forEach((value) -> upload.request.fields.add(new Field(name, value))));
		SignedRequest ours = upload.request.signWith(this.signer);
		if (!authorization.equals(ours.authorization())) {
			return "headers: first differing step: signature of AWS's signer\n" + authorization + "\n--- ours, of\n"
					+ ours.canonicalRequest();
		}
		byte[] wire = upload.encodeWith(this.signer, ours.signature());
		byte[] expected = bytes(theirs);
		int mismatch = Arrays.mismatch(wire, expected);
		return (mismatch < 0) ? null
				: "first differing byte on the wire: " + mismatch + "\n--- ours\n"
						+ printable(wire, Math.min(mismatch, wire.length), wire.length) + "\n--- AWS's signer\n"
						+ printable(expected, Math.min(mismatch, expected.length), expected.length);
	}

	private static byte[] bytes(software.amazon.awssdk.http.auth.spi.signer.SignedRequest signed) {
		try {
			return signed.payload().orElseThrow().newStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
