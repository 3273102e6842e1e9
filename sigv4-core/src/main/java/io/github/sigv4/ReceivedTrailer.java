package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.TrailerChecksum.Accumulator;
import io.github.sigv4.Verification.Outcome;

/**
 * The trailer of a body: what the headers announce, what comes, and the checksums of the
 * bytes that passed by meanwhile.
 */
final class ReceivedTrailer {

	private static final String SIGNATURE = "x-amz-trailer-signature";

	private final boolean signed;

	private final Map<TrailerChecksum, Accumulator> announced = new EnumMap<>(TrailerChecksum.class);

	private final Map<String, String> sent = new TreeMap<>();

	private @Nullable String signature;

	private ReceivedTrailer(boolean signed) {
		this.signed = signed;
	}

	/** Read what is announced. */
	static ReceivedTrailer of(SigV4Request request, ChunkedForm form) {
		ReceivedTrailer trailer = new ReceivedTrailer(form.algorithm() != null);
		List<String> values = request.headerValues("x-amz-trailer");
		if (values.isEmpty() == form.trailer()) {
			throw malformed(form.trailer() ? "X-Amz-Trailer does not say what follows the chunks"
					: "X-Amz-Trailer announces what x-amz-content-sha256 says is not there");
		}
		for (String name : String.join(",", values).split(",", -1)) {
			if (form.trailer()) {
				trailer.announce(name.strip());
			}
		}
		return trailer;
	}

	private void announce(String name) {
		TrailerChecksum checksum = checksum(name);
		if (checksum == null || this.announced.put(checksum, checksum.newAccumulator()) != null) {
			throw malformed("X-Amz-Trailer announces a field that is no checksum known here, or is there twice");
		}
	}

	private static @Nullable TrailerChecksum checksum(String name) {
		for (TrailerChecksum checksum : TrailerChecksum.values()) {
			if (checksum.headerName().equalsIgnoreCase(name)) {
				return checksum;
			}
		}
		return null;
	}

	/** Take bytes of the body. */
	void update(byte[] bytes, int offset, int length) {
		for (Accumulator checksum : this.announced.values()) {
			checksum.update(bytes, offset, length);
		}
	}

	/** Take a line that follows the last chunk. */
	void add(String line) {
		int colon = line.indexOf(':');
		boolean visible = line.chars().allMatch((c) -> c >= ' ' && c <= '~');
		if (colon <= 0 || !visible || this.announced.isEmpty()) {
			throw new RefusedException(Outcome.MALFORMED_PAYLOAD,
					"The last chunk is followed by a line that is no field of a trailer");
		}
		String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
		String value = line.substring(colon + 1);
		if (this.signature != null) {
			throw malformed("The trailer goes on behind its signature");
		}
		if (this.signed && name.equals(SIGNATURE)) {
			this.signature = value;
			return;
		}
		TrailerChecksum checksum = checksum(name);
		if (checksum == null || !this.announced.containsKey(checksum)) {
			// At once: a stranger may send any number of them
			throw malformed("The trailer has a field that X-Amz-Trailer does not announce");
		}
		if (this.sent.put(name, value.strip()) != null) {
			throw malformed("The trailer has " + name + " more than once");
		}
	}

	/** Verify all, since nothing more comes. */
	void verify(@Nullable ChunkSignatures signatures) {
		if (this.sent.size() < this.announced.size()) {
			throw malformed("The trailer lacks a field that X-Amz-Trailer announces");
		}
		if (signatures != null && !this.announced.isEmpty()) {
			if (this.signature == null) {
				throw malformed("The trailer lacks " + SIGNATURE);
			}
			signatures.verifyTrailer(this.sent, this.signature);
		}
		this.announced.forEach((checksum, accumulator) -> {
			if (!isEqual(accumulator.base64(), String.valueOf(this.sent.get(checksum.headerName())))) {
				throw new RefusedException(Outcome.CHECKSUM_MISMATCH,
						"The " + checksum + " you specified did not match the calculated checksum.");
			}
		});
	}

	private static boolean isEqual(String expected, String actual) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
				actual.getBytes(StandardCharsets.UTF_8));
	}

	private static RefusedException malformed(String reason) {
		return new RefusedException(Outcome.MALFORMED_TRAILER, reason);
	}

}
