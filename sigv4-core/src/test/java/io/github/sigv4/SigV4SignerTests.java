package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One signer for many threads and for one request after the other.
 */
class SigV4SignerTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE", "mysecret", "mytoken");

	private static final SigningSettings SETTINGS = SigningSettings.forService("execute-api", "eu-west-1");

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void whenManyThreadsSignThenEachGetsItsOwnSignature() throws InterruptedException, ExecutionException {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			expected.add(signAndPresign(SigV4Signer.create(), i));
		}
		ExecutorService threads = Executors.newFixedThreadPool(16);
		try {
			List<Callable<List<String>>> tasks = new ArrayList<>();
			for (int task = 0; task < 16; task++) {
				int first = task;
				tasks.add(() -> {
					List<String> signed = new ArrayList<>();
					for (int i = 0; i < 200; i++) {
						signed.add(signAndPresign(this.signer, (first * 13 + i) % 200));
					}
					return signed;
				});
			}
			int task = 0;
			for (Future<List<String>> future : threads.invokeAll(tasks)) {
				for (int i = 0; i < 200; i++) {
					assertThat(future.get().get(i)).isEqualTo(expected.get((task * 13 + i) % 200));
				}
				task++;
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static String signAndPresign(SigV4Signer signer, int number) {
		SigV4Request request = SigV4Request.builder("GET", "https://h/" + "p".repeat(number) + "?q=" + number)
			.header("X-Amz-Meta", "v".repeat(200 - number))
			.build();
		SigV4Credentials credentials = SigV4Credentials.of("AKID", "secret" + number % 7);
		Instant instant = NOW.plus(Duration.ofDays(number % 3));
		return signer.sign(request, SETTINGS, credentials, instant).authorization()
				+ signer.presign(request, SETTINGS, credentials, instant, Duration.ofMinutes(1)).presignedUrl();
	}

	@Test
	void whenASmallRequestFollowsAHugeOneThenNothingOfThatIsLeft() {
		SigV4Request small = SigV4Request.builder("GET", "https://h/").build();
		String expected = SigV4Signer.create().sign(small, SETTINGS, CREDENTIALS, NOW).authorization();
		for (int length : new int[] { 10, 1000, 30_000, 70_000, 1_000_000 }) {
			SigV4Request huge = SigV4Request
				.builder("GET", "https://h/" + "p".repeat(length) + "?" + "q=1&".repeat(length / 10))
				.header("X-Amz-Meta", "v".repeat(length))
				.build();
			this.signer.sign(huge, SETTINGS, CREDENTIALS, NOW);
			assertThat(this.signer.sign(small, SETTINGS, CREDENTIALS, NOW).authorization()).isEqualTo(expected);
			this.signer.presign(huge, SETTINGS, CREDENTIALS, NOW, null);
			assertThat(this.signer.sign(small, SETTINGS, CREDENTIALS, NOW).authorization()).isEqualTo(expected);
		}
	}

	@Test
	void whenARequestIsRefusedHalfwayThenNothingOfItIsLeft() {
		SigV4Request good = SigV4Request.builder("GET", "https://h/?a=1").header("X-Amz-Meta", "v").build();
		String expected = SigV4Signer.create().sign(good, SETTINGS, CREDENTIALS, NOW).authorization();
		String expectedUrl = SigV4Signer.create().presign(good, SETTINGS, CREDENTIALS, NOW, null).presignedUrl();
		List<SigV4Request> bad = List.of(
				SigV4Request.builder("GET", "https://h/").header("X-Amz-Meta", "v").header("X-Amz-Z", "a\nb").build(),
				SigV4Request.builder("GET", "https://h/?b=2&c=\ud800").build(),
				SigV4Request.builder("GET", "https://h/\ud800?b=2").build(),
				SigV4Request.builder("GET", "https://h/?b=2")
					.header("X-Amz-B", "1")
					.header("Authorization", "x")
					.build());
		for (SigV4Request request : bad) {
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(() -> this.signer.sign(request, SETTINGS, CREDENTIALS, NOW));
			assertThat(this.signer.sign(good, SETTINGS, CREDENTIALS, NOW).authorization()).isEqualTo(expected);
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(() -> this.signer.presign(request, SETTINGS, CREDENTIALS, NOW, null));
			assertThat(this.signer.presign(good, SETTINGS, CREDENTIALS, NOW, null).presignedUrl())
				.isEqualTo(expectedUrl);
		}
	}

	@Test
	void whenTheLocaleIsTurkishThenNothingChanges() {
		SigV4Request request = SigV4Request.builder("GET", "HTTPS://I.example/I").header("X-AMZ-ID", "I").build();
		String expected = this.signer.sign(request, SETTINGS, CREDENTIALS, NOW).authorization();
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("tr-TR"));
		try {
			SigV4Request again = SigV4Request.builder("GET", "HTTPS://I.example/I").header("X-AMZ-ID", "I").build();
			assertThat(SigV4Signer.create().sign(again, SETTINGS, CREDENTIALS, NOW).authorization()).isEqualTo(expected)
				.contains("SignedHeaders=host;x-amz-date;x-amz-id;x-amz-security-token,");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void whenTheSecretIsLongerThanABlockThenItIsHashedFirst() {
		SigV4Credentials longSecret = SigV4Credentials.of("AKID", "s".repeat(200));
		SigV4Request request = SigV4Request.builder("GET", "https://h/").build();
		assertThat(this.signer.sign(request, SETTINGS, longSecret, NOW).signature()).isNotEqualTo(
				this.signer.sign(request, SETTINGS, SigV4Credentials.of("AKID", "s".repeat(199)), NOW).signature());
	}

	@Test
	void whenSettingsAreForAnotherKindThenTheSignatureDoesNotDependOnWhatIsNotSigned() {
		SigV4Request request = SigV4Request.builder("GET", "https://h/").header("Accept", "a").build();
		SigV4Request other = SigV4Request.builder("GET", "https://h/").header("Accept", "b").build();
		assertThat(this.signer.sign(request, SETTINGS, CREDENTIALS, NOW).signature())
			.isEqualTo(this.signer.sign(other, SETTINGS, CREDENTIALS, NOW).signature());
		SigningSettings all = SETTINGS.withAllHeadersExcept(Set.of());
		assertThat(this.signer.sign(request, all, CREDENTIALS, NOW).signature())
			.isNotEqualTo(this.signer.sign(other, all, CREDENTIALS, NOW).signature());
	}

	@Test
	void whenABodyIsGivenThenItIsHashed() {
		byte[] body = "mybody".getBytes(StandardCharsets.UTF_8);
		SigV4Request request = post().build();
		SigV4Request hashed = post().payload(PayloadHash.of(body)).build();
		for (SigningSettings settings : List.of(SETTINGS, SigningSettings.forService("s3", "eu-west-1"))) {
			assertThat(this.signer.sign(request, body, settings, CREDENTIALS, NOW).headers())
				.isEqualTo(this.signer.sign(hashed, settings, CREDENTIALS, NOW).headers());
			assertThat(this.signer.sign(request, new byte[0], settings, CREDENTIALS, NOW).headers())
				.isEqualTo(this.signer.sign(request, settings, CREDENTIALS, NOW).headers());
		}
	}

	@Test
	void whenTheSignatureDoesNotCoverTheBodyThenItIsNotHashed() {
		byte[] body = "mybody".getBytes(StandardCharsets.UTF_8);
		SigningSettings unsigned = SETTINGS.withSignedPayload(false);
		assertThat(this.signer.sign(post().build(), body, unsigned, CREDENTIALS, NOW).canonicalRequest())
			.endsWith("\nUNSIGNED-PAYLOAD");
		SigV4Request given = post().header("X-Amz-Content-Sha256", "mine").build();
		assertThat(this.signer.sign(given, body, SETTINGS, CREDENTIALS, NOW).canonicalRequest()).endsWith("\nmine");
		SigV4Request built = post().payload(PayloadHash.literal("other")).build();
		assertThat(this.signer.sign(built, body, SETTINGS, CREDENTIALS, NOW).canonicalRequest()).endsWith("\nother");
	}

	@Test
	void whenThereIsAnObserverThenItIsGivenWhatTheCallerGets() {
		List<SignedRequest> observed = new ArrayList<>();
		SigV4Signer signer = SigV4Signer.observedBy(observed::add);
		byte[] body = "mybody".getBytes(StandardCharsets.UTF_8);
		List<SignedRequest> signed = List.of(signer.sign(post().build(), SETTINGS, CREDENTIALS, NOW),
				signer.sign(post().build(), body, SETTINGS, CREDENTIALS, NOW),
				signer.presign(post().build(), SETTINGS, CREDENTIALS, NOW, Duration.ofMinutes(1)));
		assertThat(observed).usingElementComparator((a, b) -> (a == b) ? 0 : 1).containsExactlyElementsOf(signed);
		assertThat(signed.get(1).headers())
			.isEqualTo(this.signer.sign(post().build(), body, SETTINGS, CREDENTIALS, NOW).headers());
	}

	private static SigV4Request.Builder post() {
		return SigV4Request.builder("POST", "https://h/a?b=c").header("Content-Type", "text/plain");
	}

}
