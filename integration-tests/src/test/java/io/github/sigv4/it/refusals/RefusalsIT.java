package io.github.sigv4.it.refusals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;

import io.github.sigv4.Refusal;
import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.LogRecorder;
import io.github.sigv4.it.S3ProxyServer;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.TestTime;
import io.github.sigv4.it.docs.Document;
import io.github.sigv4.it.refusals.Client.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every way to be refused that we know, by real clients of an application: the answer is
 * explained, and what the explanation says makes the next call pass.
 */
class RefusalsIT {

	private static final TestTime time = new TestTime();

	private static final List<Scene> scenes = new ArrayList<>();

	private static S3ProxyServer s3;

	private static ConfigurableApplicationContext context;

	private static LogRecorder log;

	@BeforeAll
	static void start() throws Exception {
		s3 = S3ProxyServer.start(TestSecrets.PERMANENT);
		RealServer server = new RealServer(URI.create(s3.url()).getPort());
		List<String> properties = new ArrayList<>(
				List.of("spring.main.banner-mode=off", "spring.http.clients.imperative.factory=http-components",
						"spring.http.clients.reactive.connector=reactor", "spring.http.clients.read-timeout=20s"));
		for (Row row : new Rows(time).all()) {
			Scene scene = new Scene(row, time, server);
			for (boolean mended : new boolean[] { false, true }) {
				String service = service(scenes.size(), mended);
				row.properties(mended, common(scene))
					.forEach((name, value) -> properties
						.add("aws.sigv4.services." + service + "." + name + "=" + value));
			}
			scenes.add(scene);
		}
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties.toArray(String[]::new))
			.run();
		log = new LogRecorder("io.github.sigv4");
		createBucket();
	}

	/** With what cures one of the rows. */
	private static void createBucket() {
		for (int i = 0; i < scenes.size(); i++) {
			Scene scene = scenes.get(i);
			if (scene.row().endpoint == Endpoint.S3_PROXY) {
				scene.play(true);
				Call call = new Call(HttpMethod.PUT, "/orders", null);
				assertThat(
						Client.REST_CLIENT.call(context.getBeanFactory(), service(i, true), scene.url(), call).status())
					.isEqualTo(200);
				return;
			}
		}
	}

	private static Map<String, String> common(Scene scene) {
		Endpoint endpoint = scene.row().endpoint;
		boolean real = endpoint == Endpoint.S3_PROXY;
		SigV4Credentials credentials = real ? TestSecrets.PERMANENT : TestSecrets.TEMPORARY;
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("base-url", scene.url());
		properties.put("signing-name", endpoint.service());
		properties.put("region", endpoint.region());
		properties.put("signing-host", endpoint.host());
		properties.put("credentials.access-key-id", credentials.accessKeyId());
		properties.put("credentials.secret-access-key", credentials.secretAccessKey());
		properties.put("credentials.session-token", real ? "" : credentials.sessionToken());
		return properties;
	}

	private static String service(int number, boolean mended) {
		return "row" + number + (mended ? "-mended" : "-broken");
	}

	@AfterAll
	static void stop() throws Exception {
		log.close();
		context.close();
		scenes.forEach(Scene::close);
		s3.close();
	}

	static Stream<Arguments> rows() {
		return Stream.iterate(0, (number) -> number + 1)
			.limit(scenes.size())
			.flatMap((number) -> Stream.of(Client.values())
				.map((client) -> Arguments.of(scenes.get(number).row(), client, number)));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("rows")
	void refusalIsExplainedAndTheCureHelps(Row row, Client client, int number) {
		Scene scene = scenes.get(number);
		scene.play(false);
		Outcome refused = client.call(context.getBeanFactory(), service(number, false), scene.url(), row.call);
		assertThat(refused.status()).as(refused.body()).isIn(400, 401, 403);
		assertThat(refused.refusal()).isNotNull();
		String explanation = refused.refusal().explanation();
		assertThat(refused.refusal().cause()).as(explanation).isEqualTo(row.cause);
		assertThat(explanation).contains(row.words).doesNotContain(TestSecrets.MARK);
		assertThat(scene.signature()).matches("[0-9a-f]{64}");
		assertThat(explanation).doesNotContain(scene.signature(), "Credential=");
		String logged = "SigV4 service '" + service(number, false) + "': ";
		assertThat(log.messages(Level.DEBUG)).contains(logged + explanation);
		assertThat(log.messages(Level.WARN)).filteredOn((message) -> message.startsWith(logged)).hasSize(1);
		scene.play(true);
		Outcome cured = client.call(context.getBeanFactory(), service(number, true), scene.url(),
				(row.mendedCall != null) ? row.mendedCall : row.call);
		assertThat(cured.status()).as(cured.body()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "0, STS is signed for another region", "1, STS computes with another secret",
			"2, STS does not know the access key" })
	void documentationShowsWhatIsSaid(int line, String name) throws IOException {
		int number = scenes.stream().map((scene) -> scene.row().name).toList().indexOf(name);
		Scene scene = scenes.get(number);
		scene.play(false);
		Outcome refused = Client.REST_CLIENT.call(context.getBeanFactory(), service(number, false), scene.url(),
				scene.row().call);
		assertThat(
				Document.read("docs/scenarios.md").block("## Wrong region, wrong credentials", "text").lines().toList())
			.element(line)
			.isEqualTo("WARN SigV4 service 'sts': " + refused.refusal().explanation());
	}

	/** Nobody signs it any more when it is used: so it is not in the table. */
	@Test
	void expiredUrlIsExplainedAndAnotherOneHelps() throws Exception {
		SignedRequest old = presign(Instant.now().minus(Duration.ofHours(1)));
		HttpResponse<byte[]> refused = get(old);
		assertThat(refused.statusCode()).isIn(400, 403);
		Refusal refusal = Refusal.explain(old, refused.statusCode(),
				(name) -> refused.headers().firstValue(name).orElse(null), refused.body(), Instant.now());
		assertThat(refusal.cause()).as(refusal.explanation()).isEqualTo(Cause.EXPIRED_URL);
		assertThat(refusal.explanation()).contains("The presigned URL has expired", "Presign another one")
			.doesNotContain(old.signature());
		assertThat(get(presign(Instant.now())).statusCode()).isEqualTo(200);
	}

	private static SignedRequest presign(Instant instant) throws ReflectiveOperationException {
		return SigV4Signer.create()
			.presign(SigV4Request.builder("GET", s3.url() + "/orders").build(),
					SigningSettings.forService("s3", Endpoint.S3_PROXY.region()), TestSecrets.PERMANENT, instant,
					Duration.ofMinutes(1));
	}

	private static HttpResponse<byte[]> get(SignedRequest url) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url.presignedUrl())).build(), BodyHandlers.ofByteArray());
	}

	@Test
	void tableIsLong() {
		assertThat(scenes).hasSizeGreaterThanOrEqualTo(70);
		assertThat(scenes.stream().map((scene) -> scene.row().name).distinct()).hasSameSizeAs(scenes);
		assertThat(scenes.stream().map((scene) -> scene.row().cause).distinct()).hasSizeGreaterThanOrEqualTo(26);
	}

	/** An application with a clock that can be wrong. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		TestTime testTime() {
			return time;
		}

	}

}
