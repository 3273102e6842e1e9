package io.github.sigv4.it.matrix;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.S3ProxyServer;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The verdicts of the test kit's server beside those of AWS's own signer, and of S3Proxy:
 * random requests that AWS's signer signed, as they are, damaged, and signed by mistake
 * for something else, sent to the servers to the byte.
 * {@code -Dsigv4.verdicts.count=50000} makes it a long run.
 */
class VerdictsIT {

	private static final int COUNT = Integer.getInteger("sigv4.verdicts.count", 1500);

	private static final long SEED = Long.getLong("sigv4.verdicts.seed", 20150830);

	private static final SigV4Credentials PERMANENT = TestSecrets.PERMANENT;

	private static final String BUCKET = "/verdicts";

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/** The first of two is all it reads, and it asks for no more than is signed. */
	private static final Set<Damage> GAPS_OF_S3PROXY = Set.of(Damage.UNSIGNED_HEADER, Damage.SECOND_AUTHORIZATION);

	/** It knows no regions. Session tokens it does not even take. */
	private static final Set<Mistake> MISTAKES_S3PROXY_MISSES = Set.of(Mistake.OTHER_REGION);

	@ParameterizedTest
	@ValueSource(strings = { "execute-api", "s3" })
	void theServerSaysWhatAwsSignerSays(String service) throws Exception {
		Random random = new Random(SEED);
		int refused = 0;
		try (VerifyingServer server = server(service); RawClient client = client(server.uri())) {
			String host = "127.0.0.1:" + server.port();
			for (int i = 0; i < COUNT; i++) {
				WireRequest good = randomRequest(random, service, host).signed(StrictJudge.CREDENTIALS,
						StrictJudge.REGION, Duration.ZERO);
				assertThat(StrictJudge.judge(good)).as("seed %d, request %d", SEED, i).isEmpty();
				assertThat(client.send(good.toBytes())).as("seed %d, request %d: %s", SEED, i, good.target())
					.isEqualTo(200);
				for (int j = 0; j < 2; j++) {
					Damage damage = Damage.of(random.nextInt(Damage.values().length), good);
					WireRequest damaged = damage.to(good);
					boolean accepted = StrictJudge.judge(damaged).isEmpty();
					assertThat(client.send(damaged.toBytes()) == 200)
						.as("seed %d, request %d, %s: %s", SEED, i, damage, good.target())
						.isEqualTo(accepted);
					refused += accepted ? 0 : 1;
				}
			}
		}
		assertThat(refused).as("damaged requests that are refused").isEqualTo(COUNT * 2);
	}

	@Test
	void theServerAcceptsNoDamageThatS3ProxyRefuses() throws Exception {
		Random random = new Random(SEED);
		Map<Damage, Integer> gaps = new EnumMap<>(Damage.class);
		try (S3Servers servers = S3Servers.start()) {
			for (int i = 0; i < COUNT / 2; i++) {
				WireRequest good = randomObject(random, servers.host()).signed(Mistake.NONE);
				servers.assertBothAccept(good, "seed %d, request %d".formatted(SEED, i));
				Damage damage = Damage.of(random.nextInt(Damage.values().length), good);
				servers.assertOursRefuses(damage.to(good), "seed %d, request %d, %s".formatted(SEED, i, damage));
				if (servers.theirsAccepts(damage.to(good))) {
					gaps.merge(damage, 1, Integer::sum);
				}
			}
		}
		assertThat(gaps.keySet()).isEqualTo(GAPS_OF_S3PROXY);
	}

	@Test
	void theServerAcceptsNoMistakeThatS3ProxyRefuses() throws Exception {
		Random random = new Random(SEED);
		Map<Mistake, Integer> gaps = new EnumMap<>(Mistake.class);
		try (S3Servers servers = S3Servers.start()) {
			for (int i = 0; i < COUNT / 3; i++) {
				Mistake mistake = Mistake.values()[i % Mistake.values().length];
				WireRequest request = randomObject(random, servers.host()).signed(mistake);
				String description = "seed %d, request %d, %s".formatted(SEED, i, mistake);
				if (mistake.isForgiven()) {
					servers.assertBothAccept(request, description);
				}
				else {
					servers.assertOursRefuses(request, description);
					if (servers.theirsAccepts(request)) {
						gaps.merge(mistake, 1, Integer::sum);
					}
				}
			}
		}
		assertThat(gaps.keySet()).isEqualTo(MISTAKES_S3PROXY_MISSES);
	}

	private static VerifyingServer server(String service) {
		return VerifyingServer.builder()
			.credentials(StrictJudge.CREDENTIALS, PERMANENT)
			.service(service, StrictJudge.REGION)
			.start();
	}

	private static RawClient client(URI uri) {
		return new RawClient(() -> new Socket(uri.getHost(), uri.getPort()));
	}

	private static UnsignedRequest randomRequest(Random random, String service, String host) {
		StringBuilder target = new StringBuilder();
		for (int i = random.nextInt(4); i >= 0; i--) {
			target.append('/').append(pick(random, "a", "b-c_d.e~f", "a%20b", "%C3%BC", "x%2Fy", "%28z%29"));
		}
		int parameters = random.nextInt(4);
		for (int i = 0; i < parameters; i++) {
			target.append((i == 0) ? '?' : '&').append(pick(random, "a", "b", "Action", "x%5By%5D"));
			target.append('=').append(pick(random, "1", "2", "a%20b", "%2B", "%C3%BC", "x%2Fy", ""));
		}
		Map<String, String> headers = new TreeMap<>();
		if (random.nextBoolean()) {
			headers.put("Content-Type", pick(random, "application/json", "text/plain; charset=utf-8"));
		}
		if (random.nextBoolean()) {
			headers.put("X-Amz-Meta-A", pick(random, "one", "a  b", "x=y,z"));
		}
		if (random.nextBoolean()) {
			headers.put("X-Tenant", pick(random, "7", "acme"));
		}
		return new UnsignedRequest(service, pick(random, "GET", "PUT", "POST", "DELETE"), target.toString(), host,
				headers, pick(random, "", "{}", "a=b&c=d", "x".repeat(1000)));
	}

	/** Of names that S3Proxy takes as they are. */
	private static UnsignedRequest randomObject(Random random, String host) {
		String method = pick(random, "GET", "PUT", "HEAD", "DELETE");
		String target = BUCKET + "/" + pick(random, "a", "b-c", "a%20b", "%C3%BC") + random.nextInt(10);
		Map<String, String> headers = (method.equals("PUT") && random.nextBoolean())
				? Map.of("Content-Type", "text/plain", "X-Amz-Meta-A", "one") : Map.of();
		return new UnsignedRequest("s3", method, target, host, headers,
				method.equals("PUT") ? pick(random, "", "{}", "content") : "");
	}

	private static String pick(Random random, String... texts) {
		return texts[random.nextInt(texts.length)];
	}

	/**
	 * Before AWS's signer.
	 */
	private record UnsignedRequest(String service, String method, String target, String host,
			Map<String, String> headers, String body) {

		WireRequest signed(Mistake mistake) throws GeneralSecurityException {
			return signed(mistake.credentials(), mistake.region(), mistake.ahead);
		}

		WireRequest signed(SigV4Credentials credentials, String region, Duration ahead)
				throws GeneralSecurityException {
			String date = DATE.format(Instant.now().plus(ahead));
			byte[] content = this.body.getBytes(StandardCharsets.UTF_8);
			List<Map.Entry<String, String>> fields = new ArrayList<>();
			fields.add(Map.entry("Host", this.host));
			fields.addAll(this.headers.entrySet());
			fields.add(Map.entry("X-Amz-Date", date));
			if (credentials.sessionToken() != null) {
				fields.add(Map.entry("X-Amz-Security-Token", credentials.sessionToken()));
			}
			fields.add(Map.entry("X-Amz-Content-Sha256",
					HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content))));
			List<String> names = fields.stream()
				.map((field) -> field.getKey().toLowerCase(Locale.ROOT))
				.sorted()
				.toList();
			WireRequest unsigned = new WireRequest("HTTP/1.1", this.method, this.target, fields, content);
			Claim claim = new Claim(credentials.accessKeyId(), date.substring(0, 8), region, this.service, names);
			return unsigned.withAnother("Authorization",
					AwsSignature.authorization(unsigned, claim, Instant.from(DATE.parse(date)), credentials));
		}

	}

	/**
	 * What a request may be signed with, by a signer that does it well.
	 */
	private enum Mistake {

		NONE(Duration.ZERO),

		CLOCK_BEHIND_A_LITTLE(Duration.ofMinutes(-14)),

		CLOCK_AHEAD_A_LITTLE(Duration.ofMinutes(14)),

		CLOCK_BEHIND(Duration.ofMinutes(-16)),

		CLOCK_AHEAD(Duration.ofMinutes(16)),

		OTHER_REGION(Duration.ZERO) {

			@Override
			String region() {
				return "us-east-1";
			}

		},

		OTHER_KEY(Duration.ZERO) {

			@Override
			SigV4Credentials credentials() {
				return SigV4Credentials.of("AKIAEXAMPLEOFNOBODY1", PERMANENT.secretAccessKey());
			}

		},

		OTHER_SECRET(Duration.ZERO) {

			@Override
			SigV4Credentials credentials() {
				return SigV4Credentials.of(PERMANENT.accessKeyId(), TestSecrets.WRONG);
			}

		};

		private final Duration ahead;

		Mistake(Duration ahead) {
			this.ahead = ahead;
		}

		String region() {
			return StrictJudge.REGION;
		}

		SigV4Credentials credentials() {
			return PERMANENT;
		}

		boolean isForgiven() {
			return this.compareTo(CLOCK_AHEAD_A_LITTLE) <= 0;
		}

	}

	/**
	 * Two servers that get the same bytes.
	 */
	private record S3Servers(VerifyingServer ours, RawClient ourClient, S3ProxyServer theirs, RawClient theirClient,
			String host) implements AutoCloseable {

		static S3Servers start() throws Exception {
			VerifyingServer ours = server("s3");
			S3ProxyServer theirs = S3ProxyServer.start(PERMANENT);
			URI theirUri = URI.create(theirs.url());
			S3Servers servers = new S3Servers(ours, client(ours.uri()), theirs, client(theirUri),
					theirUri.getAuthority());
			WireRequest bucket = new UnsignedRequest("s3", "PUT", BUCKET, servers.host(), Map.of(), "")
				.signed(Mistake.NONE);
			servers.assertBothAccept(bucket, "bucket");
			return servers;
		}

		void assertBothAccept(WireRequest request, String description) throws Exception {
			assertThat(this.ourClient.send(request.toBytes())).as(description).isEqualTo(200);
			assertThat(theirsAccepts(request)).as(description).isTrue();
		}

		void assertOursRefuses(WireRequest request, String description) throws Exception {
			assertThat(this.ourClient.send(request.toBytes())).as(description).isIn(400, 403);
		}

		/** Which is not whether there is such an object. */
		boolean theirsAccepts(WireRequest request) throws Exception {
			int status = this.theirClient.send(request.toBytes());
			assertThat(status).as("what S3Proxy says to %s %s", request.method(), request.target())
				.isIn(200, 204, 404, 400, 403);
			return status != 400 && status != 403;
		}

		@Override
		public void close() throws IOException {
			this.ourClient.close();
			this.theirClient.close();
			this.theirs.close();
			this.ours.close();
		}

	}

}
