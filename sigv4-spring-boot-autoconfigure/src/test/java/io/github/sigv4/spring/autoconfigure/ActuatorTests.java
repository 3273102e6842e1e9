package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an application that runs shows over HTTP, when all of the actuator is exposed and
 * every value is to be shown.
 */
class ActuatorTests {

	private static final String SECRET = "wJalrXUtnOpenSesame";

	private static final String TOKEN = "a+token/OpenSesame==";

	private static final String PROFILE_PROPERTY = "aws.sigv4.services.lost.credentials";

	private static final HttpClient client = HttpClient.newHttpClient();

	private static LoopbackServer server;

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() throws IOException {
		server = new LoopbackServer();
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.properties("server.address=127.0.0.1", "management.endpoints.web.exposure.include=*",
					"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
					"management.endpoint.health.show-details=always", "aws.sigv4.region=eu-central-1",
					"aws.sigv4.services.orders.base-url=" + server.url() + "/prod",
					"aws.sigv4.services.orders.signing-name=execute-api",
					"aws.sigv4.services.orders.allowed-hosts=*.example.com",
					"aws.sigv4.services.files.base-url=https://mine.s3.eu-west-1.amazonaws.com",
					"aws.sigv4.services.files.payload=unsigned", "aws.sigv4.services.files.retry-on-clock-skew=false",
					"aws.sigv4.services.global.base-url=https://abc.accesspoint.s3-global.amazonaws.com",
					"aws.sigv4.services.lost.base-url=https://a.execute-api.eu-west-1.amazonaws.com",
					PROFILE_PROPERTY + ".profile=nobody", "aws.sigv4.services.off.base-url=https://off.example.com",
					"aws.sigv4.services.off.enabled=false")
			.run("--server.port=0", "--aws.sigv4.credentials.access-key-id=AKIDEXAMPLE",
					"--aws.sigv4.credentials.secret-access-key=${orders.key}", "--orders.key=" + SECRET,
					"--aws.sigv4.credentials.sessionToken=" + TOKEN);
		for (ClientKind kind : ClientKind.values()) {
			kind.get(context, "orders", "/items?from=1");
		}
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> ClientKind.WEB_CLIENT.get(context, "lost", "/items"));
	}

	@AfterAll
	static void stop() {
		context.close();
		server.close();
	}

	@Test
	void endpointShowsHowRequestsAreSignedAndWhereThatWasFound() throws Exception {
		JSONAssert.assertEquals("""
				{
				  "enabled": true,
				  "baseUrl": "%s/prod",
				  "allowedHosts": ["*.example.com"],
				  "signing": {
				    "name": {"value": "execute-api", "source": "aws.sigv4.services.orders.signing-name"},
				    "algorithm": {"value": "sigv4", "source": "the default"},
				    "region": {"value": "eu-central-1", "source": "aws.sigv4.region"},
				    "payload": {"value": "signed", "source": "the signing name execute-api"}
				  },
				  "credentials": {"source": "aws.sigv4.credentials", "accessKeyId": "****MPLE"},
				  "clockOffset": 0.0,
				  "retries": {"onClockSkew": true, "onExpiredCredentials": true},
				  "refusals": {"count": 0, "causes": {}}
				}
				""".formatted(server.url()), get("/sigv4/orders"), JSONCompareMode.STRICT);
	}

	@Test
	void endpointShowsAllServices() throws Exception {
		String json = get("/sigv4");
		assertThat(JsonPath.<Map<String, Object>>read(json, "$.services")).containsOnlyKeys("files", "global", "lost",
				"off", "orders");
		JSONAssert.assertEquals("""
				{"services": {
				  "files": {
				    "signing": {
				      "name": {"value": "s3", "source": "the host"},
				      "region": {"value": "eu-west-1", "source": "the host"},
				      "payload": {"value": "unsigned", "source": "aws.sigv4.services.files.payload"}
				    },
				    "retries": {"onClockSkew": false, "onExpiredCredentials": true}
				  },
				  "global": {
				    "signing": {
				      "algorithm": {"value": "sigv4a", "source": "the host"},
				      "regionSet": {"value": "*", "source": "the host"}
				    }
				  }
				}}
				""", json, JSONCompareMode.LENIENT);
	}

	@Test
	void endpointShowsNothingOfSigningWhereNothingIsSigned() throws Exception {
		JSONAssert.assertEquals("""
				{"enabled": false, "baseUrl": "https://off.example.com", "allowedHosts": []}
				""", get("/sigv4/off"), JSONCompareMode.STRICT);
	}

	@Test
	void endpointShowsWhyThereAreNoCredentials() throws Exception {
		String json = get("/sigv4/lost");
		assertThat(JsonPath.<String>read(json, "$.credentials.source"))
			.isEqualTo(PROFILE_PROPERTY + ": the profile 'nobody'");
		assertThat(JsonPath.<String>read(json, "$.credentials.failure")).contains("nobody");
		assertThat(JsonPath.<String>read(json, "$.credentials.asked")).startsWith("20");
	}

	@Test
	void serviceThatIsNotThereIsNotFound() throws Exception {
		assertThat(answer("/sigv4/nothing").statusCode()).isEqualTo(404);
	}

	@Test
	void healthIsDownForTheServiceWithoutCredentials() throws Exception {
		HttpResponse<String> answer = answer("/health/sigv4");
		assertThat(answer.statusCode()).isEqualTo(503);
		JSONAssert.assertEquals("""
				{"status": "DOWN", "details": {
				  "orders": {"credentials": "usable"},
				  "files": {"credentials": "usable"},
				  "lost": {"credentials": "failed"},
				  "off": "unsigned"
				}}
				""", answer.body(), JSONCompareMode.LENIENT);
	}

	@Test
	void probesOfKubernetesDoNotAsk() throws Exception {
		for (String probe : new String[] { "/health/liveness", "/health/readiness" }) {
			HttpResponse<String> answer = answer(probe);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).doesNotContain("sigv4");
		}
	}

	@Test
	void metersAreShown() throws Exception {
		assertThat(JsonPath.<List<String>>read(get("/metrics"), "$.names")).contains("aws.sigv4.sign",
				"aws.sigv4.failures", "aws.sigv4.credentials.expiry", "aws.sigv4.clock.offset",
				"aws.sigv4.credentials.refresh");
		assertThat(measurement("/metrics/aws.sigv4.sign?tag=sigv4.service:orders&tag=outcome:success")).isEqualTo(3);
		assertThat(measurement("/metrics/aws.sigv4.failures?tag=sigv4.service:lost&tag=reason:credentials"))
			.isEqualTo(1);
		assertThat(measurement("/metrics/aws.sigv4.credentials.refresh?tag=credentials.source:" + PROFILE_PROPERTY))
			.isPositive();
	}

	private static double measurement(String path) throws Exception {
		return JsonPath.<Number>read(get(path), "$.measurements[0].value").doubleValue();
	}

	@Test
	void secretsOfPropertiesAreHiddenThoughAllValuesAreShown() throws Exception {
		assertThat(get("/env/aws.sigv4.credentials.secret-access-key")).contains("\"******\"");
		assertThat(get("/env/orders.key")).contains("\"******\"").doesNotContain("OpenSesame");
		assertThat(get("/configprops/aws.sigv4")).contains("\"secretAccessKey\":\"******\"")
			.contains("\"accessKeyId\":\"AKIDEXAMPLE\"")
			.contains("eu-central-1");
	}

	@Test
	void noSecretIsShownAnywhere() throws Exception {
		Map<String, String> answers = new LinkedHashMap<>();
		Map<String, Map<String, Object>> links = JsonPath.read(get(""), "$._links");
		for (String name : links.keySet()) {
			URI uri = URI.create(String.valueOf(links.get(name).get("href")).replaceAll("/?\\{.*", ""));
			// What is in the memory of the process is another matter
			if (!name.equals("heapdump")) {
				answers.put(name, send(uri).body());
			}
		}
		assertThat(answers).containsKeys("beans", "conditions", "configprops", "env", "health", "httpexchanges",
				"metrics", "sigv4", "threaddump");
		assertThat(answers.get("httpexchanges")).contains("/actuator");
		assertThat(server.received()).hasSize(3);
		String[] signatures = server.received()
			.stream()
			.map((request) -> request.header("Authorization").replaceFirst(".*Signature=", ""))
			.toArray(String[]::new);
		assertThat(answers).allSatisfy((name, answer) -> assertThat(answer).as(name)
			.doesNotContain(SECRET)
			.doesNotContain(TOKEN)
			.doesNotContain("OpenSesame")
			.doesNotContain(signatures));
	}

	private static String get(String path) throws Exception {
		HttpResponse<String> answer = answer(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		return answer.body();
	}

	private static HttpResponse<String> answer(String path) throws Exception {
		return send(URI.create(
				"http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/actuator" + path));
	}

	private static HttpResponse<String> send(URI uri) throws Exception {
		return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		HttpExchangeRepository exchanges() {
			return new InMemoryHttpExchangeRepository();
		}

	}

}
