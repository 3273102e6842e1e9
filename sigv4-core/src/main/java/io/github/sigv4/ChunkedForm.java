package io.github.sigv4;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Verification.Outcome;

/**
 * What a {@code STREAMING-...} literal says of a body: how its chunks are signed, and
 * whether a trailer follows them.
 *
 * @param algorithm the algorithm of the chunks' signatures, or {@code null} if they have
 * none
 * @param trailer whether a trailer follows
 */
record ChunkedForm(@Nullable SigningAlgorithm algorithm, boolean trailer) {

	/**
	 * Return the form that a literal stands for.
	 * @return the form, or {@code null} if it is none for requests signed by the
	 * algorithm
	 */
	static @Nullable ChunkedForm of(PayloadHash literal, SigningAlgorithm algorithm) {
		String signed = "STREAMING-" + algorithm.id() + "-PAYLOAD";
		String value = literal.value();
		if (value.equals("STREAMING-UNSIGNED-PAYLOAD-TRAILER")) {
			return new ChunkedForm(null, true);
		}
		boolean trailer = value.equals(signed + "-TRAILER");
		return (trailer || value.equals(signed)) ? new ChunkedForm(algorithm, trailer) : null;
	}

	/**
	 * Whether the headers say that the body is encoded. Not every client of AWS does: it
	 * is the literal that counts.
	 */
	static boolean isSaidBy(SigV4Request request) {
		return request.headerValues("content-encoding")
			.stream()
			.flatMap((value) -> List.of(value.split(",", -1)).stream())
			.anyMatch((coding) -> coding.strip().equalsIgnoreCase("aws-chunked"));
	}

	/** Read how many bytes the headers announce. */
	static long decodedLength(SigV4Request request) {
		List<String> lengths = request.headerValues("x-amz-decoded-content-length");
		if (lengths.size() != 1 || !lengths.get(0).strip().matches("[0-9]{1,18}")) {
			throw new RefusedException(Outcome.MALFORMED_PAYLOAD,
					"A body that is aws-chunked needs its length, one number, in X-Amz-Decoded-Content-Length");
		}
		return Long.parseLong(lengths.get(0).strip());
	}

}
