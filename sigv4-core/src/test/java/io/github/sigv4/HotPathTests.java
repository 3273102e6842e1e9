package io.github.sigv4;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what a signature costs: the heap that it takes, and how many times as long as the
 * hashing that it cannot do without. What the machine does besides spoils rounds, so the
 * best of many counts, and the first that is good enough ends the test. No time is
 * asserted; the benchmarks measure.
 */
class HotPathTests {

	private static final int ROUNDS = 2000;

	private static final int CALLS = 500;

	/** About twice what it is. */
	private static final double MAX_RATIO = 3;

	private static final Instant NOW = Instant.parse("2026-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE", "mysecret",
			"mysessiontoken".repeat(64));

	private static final SigningSettings SETTINGS = SigningSettings.forService("execute-api", "eu-west-1");

	private static final String URL = "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/orders/12345?limit=50";

	private static final byte[] BODY = "b".repeat(1024).getBytes(StandardCharsets.US_ASCII);

	private final SigV4Signer signer = SigV4Signer.create();

	private final SigV4Request get = SigV4Request.builder("GET", URL).header("Accept", "application/json").build();

	private final SigV4Request post = SigV4Request.builder("POST", URL)
		.header("Content-Type", "application/json")
		.build();

	@Test
	void shouldTakeLittleHeap() {
		assertThat(heap(this::get)).isLessThanOrEqualTo(600);
		assertThat(heap(this::post)).isLessThanOrEqualTo(700);
		assertThat(heap(this::presign)).isLessThanOrEqualTo(2500);
	}

	@Test
	void shouldTakeLittleMoreTimeThanTheHashing() {
		assertThat(ratio(this::get, floor(this.signer.sign(this.get, SETTINGS, CREDENTIALS, NOW), new byte[0])))
			.isLessThanOrEqualTo(MAX_RATIO);
		assertThat(ratio(this::post, floor(this.signer.sign(this.post, BODY, SETTINGS, CREDENTIALS, NOW), BODY)))
			.isLessThanOrEqualTo(MAX_RATIO);
	}

	private int get() {
		return length(this.signer.sign(this.get, SETTINGS, CREDENTIALS, NOW).authorization());
	}

	private int post() {
		return length(this.signer.sign(this.post, BODY, SETTINGS, CREDENTIALS, NOW).authorization());
	}

	private int presign() {
		return length(this.signer.presign(this.get, SETTINGS, CREDENTIALS, NOW, Duration.ofMinutes(15)).presignedUrl());
	}

	private static int length(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	/** The hashing of the request, and what HMAC makes of its string to sign. */
	private static Operation floor(SignedRequest signed, byte[] body) {
		byte[] canonicalRequest = signed.canonicalRequest().getBytes(StandardCharsets.UTF_8);
		byte[] inner = ("p".repeat(64) + signed.stringToSign()).getBytes(StandardCharsets.UTF_8);
		byte[] outer = new byte[64 + 32];
		MessageDigest sha256 = Sha256.newDigest();
		byte[] hash = new byte[32];
		return () -> {
			hash(sha256, body, hash);
			hash(sha256, canonicalRequest, hash);
			hash(sha256, inner, hash);
			hash(sha256, outer, hash);
			return hash[0];
		};
	}

	private static void hash(MessageDigest sha256, byte[] text, byte[] hash) {
		if (text.length == 0) {
			return;
		}
		try {
			sha256.update(text, 0, text.length);
			sha256.digest(hash, 0, hash.length);
		}
		catch (DigestException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Return the bytes for one call, in the best round. */
	private static long heap(Operation operation) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 100; round++) {
			long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
			run(operation);
			long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
			least = Math.min(least, (after - before) / CALLS);
		}
		return least;
	}

	/** Return how many times as long one takes as the other, each in its best round. */
	private static double ratio(Operation operation, Operation floor) {
		long least = Long.MAX_VALUE;
		long leastFloor = Long.MAX_VALUE;
		double ratio = Double.MAX_VALUE;
		for (int round = 0; round < ROUNDS && (round < 100 || ratio > MAX_RATIO); round++) {
			long start = System.nanoTime();
			run(operation);
			long middle = System.nanoTime();
			run(floor);
			long end = System.nanoTime();
			least = Math.min(least, middle - start);
			leastFloor = Math.min(leastFloor, end - middle);
			ratio = (double) least / leastFloor;
		}
		return ratio;
	}

	/** Looks at the results, so that no call can be left out. */
	private static void run(Operation operation) {
		int results = 0;
		for (int i = 0; i < CALLS; i++) {
			results |= operation.call();
		}
		assertThat(results).isNotZero();
	}

	/** One call, and something of its result. */
	private interface Operation {

		int call();

	}

}
