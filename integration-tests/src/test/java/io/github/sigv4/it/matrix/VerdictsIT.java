package io.github.sigv4.it.matrix;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The verdicts of the test kit's server beside those of AWS's own signer, and of S3Proxy:
 * random requests that AWS's signer signed, as they are and damaged, sent to the servers
 * to the byte. {@code -Dsigv4.verdicts.count=50000} makes it a long run.
 */
class VerdictsIT {

	private static final int COUNT = Integer.getInteger("sigv4.verdicts.count", 1200);

	private static final long SEED = Long.getLong("sigv4.verdicts.seed", 20150830);

	private static final SigV4Credentials CREDENTIALS = StrictJudge.CREDENTIALS;

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/**
	 * S3Proxy looks neither at the region nor at the session token, nor that both dates
	 * are of one day.
	 */
	private static final Set<Damage> GAPS_OF_S3PROXY = Set.of(Damage.REGION, Damage.TOKEN, Damage.NO_TOKEN,
			Damage.UNSIGNED_HEADER, Damage.SECOND_AUTHORIZATION);

	@ParameterizedTest
	@ValueSource(strings = { "execute-api", "s3" })
	void theServerSaysWhatAwsSignerSays(String service) throws Exception {
		Random random = new Random(SEED);
		int refused = 0;
		try (VerifyingServer server = server(service); RawClient client = client(server.uri())) {
			for (int i = 0; i < COUNT; i++) {
				WireRequest good = signed(random, service, "127.0.0.1:" + server.port());
				assertThat(StrictJudge.judge(good)).as("seed %d, request %d", SEED, i).isEmpty();
				assertThat(client.send(good.toBytes())).as("seed %d, request %d: %s", SEED, i, good.target())
					.isEqualTo(200);
				for (int j = 0; j < 3; j++) {
					Damage damage = Damage.of(random.nextInt(Damage.values().length), good);
					WireRequest damaged = damage.to(good);
					boolean accepted = StrictJudge.judge(damaged).isEmpty();
					assertThat(client.send(damaged.toBytes()) == 200)
						.as("seed %d, request %d, %s: %s", SEED, i, damage, good.target())
						.isEqualTo(accepted);
					refused += accepted ? 0 : 1;
				}
			}
			assertThat(server.requests()).hasSizeGreaterThan(Math.min(COUNT, 1000));
		}
		assertThat(refused).isGreaterThan(COUNT * 2);
	}

	@Test
	void theServerSaysWhatS3ProxySays() throws Exception {
		Random random = new Random(SEED);
		Map<Damage, Integer> gaps = new TreeMap<>();
		try (VerifyingServer ours = server("s3"); S3ProxyServer theirs = S3ProxyServer.start(CREDENTIALS)) {
			URI theirUrl = URI.create(theirs.url());
			try (RawClient ourClient = client(ours.uri()); RawClient theirClient = client(theirUrl)) {
				assertThat(theirClient
					.send(signed("PUT", "/verdicts", "s3", "127.0.0.1:" + theirUrl.getPort(), Map.of(), new byte[0])
						.toBytes()))
					.isEqualTo(200);
				for (int i = 0; i < COUNT / 2; i++) {
					WireRequest good = signedObject(random, "127.0.0.1:" + theirUrl.getPort());
					assertThat(ourClient.send(good.toBytes())).isEqualTo(200);
					assertThat(isAccepted(theirClient.send(good.toBytes())))
						.as("seed %d, request %d: %s %s", SEED, i, good.method(), good.target())
						.isTrue();
					Damage damage = Damage.of(random.nextInt(Damage.values().length), good);
					WireRequest damaged = damage.to(good);
					boolean oursAccepts = ourClient.send(damaged.toBytes()) == 200;
					boolean theirsAccepts = isAccepted(theirClient.send(damaged.toBytes()));
					if (oursAccepts != theirsAccepts) {
						assertThat(oursAccepts).as("seed %d, request %d, %s: %s", SEED, i, damage, good.target())
							.isFalse();
						gaps.merge(damage, 1, Integer::sum);
					}
				}
			}
		}
		assertThat(GAPS_OF_S3PROXY).containsAll(gaps.keySet());
		assertThat(gaps).containsKeys(Damage.REGION, Damage.TOKEN);
	}

	/** Not whether there is such an object. */
	private static boolean isAccepted(int status) {
		return status != 400 && status != 403;
	}

	private static VerifyingServer server(String service) {
		return VerifyingServer.builder().credentials(CREDENTIALS).service(service, StrictJudge.REGION).start();
	}

	private static RawClient client(URI uri) {
		return new RawClient(() -> new Socket(uri.getHost(), uri.getPort()));
	}

	private static WireRequest signed(Random random, String service, String host) throws Exception {
		StringBuilder target = new StringBuilder();
		for (int i = random.nextInt(4); i >= 0; i--) {
			target.append('/').append(pick(random, "a", "b-c_d.e~f", "a%20b", "%C3%BC", "x%2Fy", "(z)"));
		}
		for (int i = 0; i < random.nextInt(4); i++) {
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
		return signed(pick(random, "GET", "PUT", "POST", "DELETE"), target.toString(), service, host, headers,
				pick(random, "", "{}", "a=b&c=d", "x".repeat(1000)).getBytes(StandardCharsets.UTF_8));
	}

	/** Of names that S3Proxy takes as they are. */
	private static WireRequest signedObject(Random random, String host) throws Exception {
		String method = pick(random, "GET", "PUT", "HEAD", "DELETE");
		String target = "/verdicts/" + pick(random, "a", "b-c", "a%20b", "%C3%BC") + random.nextInt(10);
		byte[] body = (method.equals("PUT") ? pick(random, "", "{}", "content") : "").getBytes(StandardCharsets.UTF_8);
		Map<String, String> headers = (random.nextBoolean() && method.equals("PUT"))
				? Map.of("Content-Type", "text/plain", "X-Amz-Meta-A", "one") : Map.of();
		return signed(method, target, "s3", host, headers, body);
	}

	private static WireRequest signed(String method, String target, String service, String host,
			Map<String, String> headers, byte[] body) throws Exception {
		Instant now = Instant.now();
		String date = DATE.format(now);
		List<Map.Entry<String, String>> fields = new ArrayList<>(List.of(Map.entry("Host", host)));
		headers.forEach((name, value) -> fields.add(Map.entry(name, value)));
		fields.add(Map.entry("X-Amz-Date", date));
		fields.add(Map.entry("X-Amz-Security-Token", CREDENTIALS.sessionToken()));
		fields.add(Map.entry("X-Amz-Content-Sha256",
				HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body))));
		List<String> names = fields.stream().map((field) -> field.getKey().toLowerCase(Locale.ROOT)).sorted().toList();
		WireRequest unsigned = new WireRequest("HTTP/1.1", method, target, fields, body);
		Claim claim = new Claim(CREDENTIALS.accessKeyId(), date.substring(0, 8), StrictJudge.REGION, service, names);
		return unsigned.with("Authorization",
				AwsSignature.authorization(unsigned, claim, Instant.from(DATE.parse(date)), CREDENTIALS));
	}

	private static String pick(Random random, String... texts) {
		return texts[random.nextInt(texts.length)];
	}

}
