package io.github.sigv4.test.spring;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestCredentials;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;
import io.github.sigv4.test.junit.SigV4TestServer;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.rootCause;

/**
 * Tests for {@link SigV4TestServer} with Spring's test contexts. The tests of the nested
 * classes below are run by JUnit within these tests.
 */
class SpringTestServerTests {

	private static final List<URI> URIS = new ArrayList<>();

	@Test
	void shouldPointTheServiceAtTheServer() {
		runsThrough(Pointed.class, 1);
	}

	@Test
	void whenSigningIsSwitchedOffThenOnlyWhatHasAServerIsSigned() {
		runsThrough(SwitchedOff.class, 1);
	}

	@Test
	void shouldLeaveStaticClassesInAClassOfSpringAlone() {
		runsThrough(Around.Plain.class, 1);
	}

	@Test
	void shouldWriteDownWhatTheHostTold() {
		runsThrough(OnlyHost.class, 1);
		runsThrough(MultiRegion.class, 1);
		runsThrough(Unresolvable.class, 1);
	}

	@Test
	void shouldLeaveOtherCredentialsOut() {
		runsThrough(OtherCredentials.class, 1);
	}

	@Test
	void shouldBeBeansThatNobodyMeetsByChance() {
		runsThrough(Beans.class, 3);
	}

	@Test
	void shouldLookAfterServersBetweenTests() {
		runsThrough(Traces.class, 2);
	}

	@Test
	void whenClassesHaveTheSameServersThenTheyShareTheContext() {
		URIS.clear();
		runsThrough(First.class, 1);
		runsThrough(Second.class, 1);
		assertThat(URIS).hasSize(2).containsOnly(URIS.get(0));
		runsThrough(Third.class, 1);
		assertThat(URIS.get(2)).isNotEqualTo(URIS.get(0));
	}

	@Test
	void whenTheContextIsDirtyThenTheServerStopsWithIt() {
		URIS.clear();
		runsThrough(Dirty.class, 2);
		assertThat(URIS).hasSize(2).doesNotHaveDuplicates();
		assertThat(URIS).allSatisfy(
				(uri) -> assertThatIOException().isThrownBy(() -> uri.toURL().openConnection().getInputStream()));
	}

	@Test
	void nestedClassesShouldHaveTheServersAroundThem() {
		runsThrough(Outer.class, 3);
	}

	@Test
	void whenThereIsNoNameThenSaysWhichToGive() {
		run(Nameless.class).assertThatEvents()
			.haveExactly(1, finishedWithFailure(rootCause(
					message((text) -> text.contains("@SigV4TestServer has to name a service of aws.sigv4.services")))));
	}

	@Test
	void whenARequestHasNoStubThenTheTestFails() {
		run(Unmatched.class).assertStatistics((statistics) -> statistics.started(1).failed(1))
			.assertThatEvents()
			.haveExactly(1, finishedWithFailure(message((text) -> text.startsWith("There is no stub for ["))));
	}

	private static void runsThrough(Class<?> testClass, int tests) {
		run(testClass).assertStatistics((statistics) -> statistics.started(tests).succeeded(tests));
	}

	private static Events run(Class<?> testClass) {
		return EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.execute()
			.testEvents();
	}

	private static int call(VerifyingServer server, String path, SigV4Signer signer, TestClock clock)
			throws IOException {
		URI uri = server.uri().resolve(path);
		SigV4Credentials credentials = TestCredentials.temporary();
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
		signer
			.sign(SigV4Request.builder("GET", uri).build(),
					SigningSettings.forService(server.signingName(), server.region()), credentials, clock.instant())
			.forEachHeader(connection::setRequestProperty);
		return connection.getResponseCode();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Clock clock() {
			return Clock.systemUTC();
		}

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(properties = { "aws.sigv4.services.orders.base-url=https://api.example.com/prod/v1",
			"aws.sigv4.services.orders.signing-name=execute-api", "aws.sigv4.region=eu-central-1",
			"spring.http.serviceclient.orders.base-url=https://groups.example.com/group",
			"aws.sigv4.services.other.base-url=https://other.example.com" })
	@SigV4TestServer("orders")
	static class Pointed {

		@Test
		void test(VerifyingServer server, @Autowired Environment environment) {
			assertThat(environment.getProperty("aws.sigv4.services.orders.base-url"))
				.isEqualTo(server.uri() + "/prod/v1");
			assertThat(environment.getProperty("spring.http.serviceclient.orders.base-url"))
				.isEqualTo(server.uri() + "/group");
			assertThat(environment.getProperty("aws.sigv4.services.orders.region")).isEqualTo("eu-central-1");
			assertThat(environment.getProperty("aws.sigv4.services.orders.enabled")).isEqualTo("true");
			assertThat(environment.getProperty("aws.sigv4.services.orders.algorithm")).isNull();
			assertThat(environment.getProperty("aws.sigv4.services.orders.credentials.access-key-id"))
				.isEqualTo(TestCredentials.temporary().accessKeyId());
			assertThat(environment.getProperty("aws.sigv4.services.other.base-url"))
				.isEqualTo("https://other.example.com");
			assertThat(server.region()).isEqualTo("eu-central-1");
			assertThat(server.signingName()).isEqualTo("execute-api");
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer("orders")
	static class Around {

		/** To Spring it is a class of its own, which is not one of its. */
		@SigV4TestServer(signingName = "s3", region = "eu-north-1")
		static class Plain {

			@Test
			void test(VerifyingServer server, SigV4Signer signer) {
				assertThat(server.region()).isEqualTo("eu-north-1");
				assertThat(signer).isNotNull();
			}

		}

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(properties = { "aws.sigv4.enabled=false",
			"aws.sigv4.services.orders.base-url=https://orders.example.com", "aws.sigv4.services.orders.enabled=false",
			"aws.sigv4.services.other.base-url=https://other.example.com", "aws.sigv4.services.other.enabled=true" })
	@SigV4TestServer("orders")
	static class SwitchedOff {

		@Test
		void test(@Autowired Environment environment) {
			assertThat(environment.getProperty("aws.sigv4.enabled")).isEqualTo("true");
			assertThat(environment.getProperty("aws.sigv4.services.orders.enabled")).isEqualTo("true");
			assertThat(environment.getProperty("aws.sigv4.services.other.enabled")).isEqualTo("false");
		}

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(properties = { "aws.sigv4.region=eu-central-1",
			"aws.sigv4.services.search.base-url=https://search-books.eu-north-1.es.amazonaws.com" })
	@SigV4TestServer("search")
	static class OnlyHost {

		@Test
		void test(VerifyingServer server, @Autowired Environment environment) {
			assertThat(server.signingName()).isEqualTo("es");
			assertThat(server.region()).isEqualTo("eu-north-1");
			assertThat(environment.getProperty("aws.sigv4.services.search.signing-name")).isEqualTo("es");
			assertThat(environment.getProperty("aws.sigv4.services.search.region")).isEqualTo("eu-north-1");
			assertThat(environment.getProperty("aws.sigv4.services.search.base-url"))
				.isEqualTo(server.uri().toString());
		}

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(properties = "aws.sigv4.services.files.base-url="
			+ "https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/")
	@SigV4TestServer("files")
	static class MultiRegion {

		@Test
		void test(VerifyingServer server, @Autowired Environment environment) {
			assertThat(server.signingName()).isEqualTo("s3");
			assertThat(environment.getProperty("aws.sigv4.services.files.algorithm")).isEqualTo("sigv4a");
			assertThat(environment.getProperty("aws.sigv4.services.files.region-set")).isEqualTo("*");
		}

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(properties = { "aws.sigv4.services.orders.base-url=${ORDERS_URL}",
			"aws.sigv4.services.orders.region=not a ${REGION}" })
	@SigV4TestServer(value = "orders", signingName = "lambda", region = "ap-south-1")
	static class Unresolvable {

		@Test
		void test(VerifyingServer server, @Autowired Environment environment) {
			assertThat(environment.getProperty("aws.sigv4.services.orders.base-url"))
				.isEqualTo(server.uri().toString());
			assertThat(environment.getProperty("aws.sigv4.services.orders.signing-name")).isEqualTo("lambda");
			assertThat(environment.getProperty("aws.sigv4.services.orders.region")).isEqualTo("ap-south-1");
		}

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(properties = { "aws.sigv4.services.orders.credentials.profile=production",
			"aws.sigv4.services.orders.credentials.assume-role.role-arn=arn:aws:iam::123456789012:role/orders",
			"aws.sigv4.services.orders.credentials.session-token=real" })
	@SigV4TestServer(value = "orders", temporaryCredentials = false)
	static class OtherCredentials {

		@Test
		void test(@Autowired Environment environment) {
			assertThat(List.of("profile", "assume-role.role-arn", "assume-role.external-id", "session-token"))
				.allSatisfy((key) -> assertThat(environment.getProperty("aws.sigv4.services.orders.credentials." + key))
					.isEmpty());
			assertThat(environment.getProperty("aws.sigv4.services.orders.credentials.access-key-id"))
				.isEqualTo(TestCredentials.permanent().accessKeyId());
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer("orders")
	@SigV4TestServer("files")
	static class Beans {

		@Autowired
		private Clock clock;

		@Autowired
		@Qualifier("sigv4")
		private Clock signingClock;

		@Autowired
		@Qualifier("sigv4")
		private SigV4Signer signer;

		@Autowired
		@Qualifier("files")
		private VerifyingServer files;

		@Test
		void byQualifier(@SigV4TestServer("orders") VerifyingServer orders, TestClock testClock) throws IOException {
			assertThat(this.clock).isNotSameAs(this.signingClock);
			assertThat(this.signingClock).isSameAs(testClock);
			assertThat(this.files.name()).isEqualTo("files");
			assertThat(call(orders, "/", this.signer, testClock)).isEqualTo(200);
		}

		@Test
		void byAQualifierOfItsOwn(@OfOrders VerifyingServer orders) {
			assertThat(orders.name()).isEqualTo("orders");
		}

		@Test
		void bySpring(@Autowired @Qualifier("orders") VerifyingServer orders,
				@Autowired ObjectProvider<SigV4Signer> signers) {
			assertThat(orders.name()).isEqualTo("orders");
			assertThat(signers.getIfAvailable()).isNull();
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer("orders")
	static class Traces {

		@BeforeEach
		void stub(VerifyingServer server, TestClock clock) {
			assertThat(server).receivedNothing();
			assertThat(clock.instant()).isEqualTo(Instant.parse("2015-08-30T12:36:00Z"));
			server.stub("GET", "/").respond(TestResponse.of(202));
		}

		@Test
		void first(VerifyingServer server, @Autowired @Qualifier("sigv4") SigV4Signer signer, TestClock clock)
				throws IOException {
			leaveTraces(server, signer, clock);
		}

		@Test
		void second(VerifyingServer server, @Autowired @Qualifier("sigv4") SigV4Signer signer, TestClock clock)
				throws IOException {
			leaveTraces(server, signer, clock);
		}

		private static void leaveTraces(VerifyingServer server, SigV4Signer signer, TestClock clock)
				throws IOException {
			assertThat(call(server, "/", signer, clock)).isEqualTo(202);
			clock.set(Instant.EPOCH);
			server.stub("GET", "/").respond(TestResponse.of(500));
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer("shared")
	static class First {

		@Test
		void test(VerifyingServer server) {
			URIS.add(server.uri());
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer("shared")
	static class Second {

		@Test
		void test(VerifyingServer server) {
			URIS.add(server.uri());
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer(value = "shared", region = "eu-north-1")
	static class Third {

		@Test
		void test(VerifyingServer server) {
			URIS.add(server.uri());
		}

	}

	@SigV4TestServer("orders")
	@SpringJUnitConfig(Application.class)
	@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
	static class Dirty {

		@Test
		void first(VerifyingServer server) {
			URIS.add(server.uri());
		}

		@Test
		void second(VerifyingServer server) {
			URIS.add(server.uri());
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer("orders")
	static class Outer {

		@Test
		void own(VerifyingServer server) {
			assertThat(server.name()).isEqualTo("orders");
		}

		@Nested
		class SameServer {

			@Test
			void around(VerifyingServer server, @Autowired ApplicationContext context) {
				assertThat(server).isSameAs(context.getBean(VerifyingServer.class));
				assertThat(server.name()).isEqualTo("orders");
			}

		}

		@Nested
		@NestedTestConfiguration(NestedTestConfiguration.EnclosingConfiguration.OVERRIDE)
		@SpringJUnitConfig(Application.class)
		@SigV4TestServer("files")
		class OwnServer {

			@Test
			void own(VerifyingServer server) {
				assertThat(server.name()).isEqualTo("files");
			}

		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer
	static class Nameless {

		@Test
		void test() {
		}

	}

	@SpringJUnitConfig(Application.class)
	@SigV4TestServer("orders")
	static class Unmatched {

		@Test
		void fails(VerifyingServer server, @Autowired @Qualifier("sigv4") SigV4Signer signer, TestClock clock)
				throws IOException {
			server.stub("GET", "/orders");
			assertThat(call(server, "/items", signer, clock)).isEqualTo(404);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Qualifier("orders")
	@interface OfOrders {

	}

}
