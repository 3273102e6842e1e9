package io.github.sigv4.test.junit;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.Leniency;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

/**
 * Tests for {@link SigV4TestServer} without Spring. The tests of the nested classes below
 * are run by JUnit within these tests.
 */
class SigV4TestServerTests {

	private static final List<URI> URIS = new ArrayList<>();

	private static final Exchanger<String> MEETING = new Exchanger<>();

	private static final Map<String, String> OVERLAPS = new ConcurrentHashMap<>();

	@Test
	void shouldStartAndStopWithTheClass() {
		URIS.clear();
		run(Ordinary.class).assertStatistics((statistics) -> statistics.started(3).succeeded(3));
		assertThat(URIS).hasSize(3).containsOnly(URIS.get(0));
		assertThatIOException().isThrownBy(() -> URIS.get(0).toURL().openConnection().getInputStream());
	}

	@Test
	void shouldNameServersByParameters() {
		run(Several.class).assertStatistics((statistics) -> statistics.started(3).succeeded(2).failed(1))
			.assertThatEvents()
			.haveExactly(1,
					finishedWithFailure(
							message((text) -> text.contains("There are 2 servers for a parameter that names none")
									&& text.contains("Name one:"))));
	}

	@Test
	void whenARequestHasNoStubThenTheTestFails() {
		run(Unmatched.class).assertStatistics((statistics) -> statistics.started(2).succeeded(1).failed(1))
			.assertThatEvents()
			.haveExactly(1, finishedWithFailure(message((text) -> text
				.startsWith("There is no stub for [ReceivedRequest[GET /items, accepted]], which VerifyingServer["))));
	}

	@Test
	void nestedClassesShouldHaveTheServersAroundThem() {
		run(Outer.class).assertStatistics((statistics) -> statistics.started(3).succeeded(3));
	}

	@Test
	void shouldInjectConstructorsAndLifecycleMethods() {
		run(Injected.class).assertStatistics((statistics) -> statistics.started(1).succeeded(1));
	}

	@Test
	void whenTimesDifferThenSaysSo() {
		run(TwoTimes.class).assertThatEvents()
			.haveExactly(1, finishedWithFailure(message((text) -> text.contains("there is one clock"))));
	}

	@Test
	void whenTestsRunInParallelThenThoseOfAServerDoNot() {
		OVERLAPS.clear();
		EngineTestKit.engine("junit-jupiter")
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
			.selectors(DiscoverySelectors.selectClass(Parallel.class))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.started(4).succeeded(4));
		assertThat(OVERLAPS).isEmpty();
	}

	private static Events run(Class<?> testClass) {
		return EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.execute()
			.testEvents();
	}

	private static int call(VerifyingServer server, SigV4Signer signer, SigV4Credentials credentials, Instant time,
			String path) throws IOException {
		SigV4Request request = SigV4Request.builder("GET", server.uri().resolve(path)).build();
		HttpURLConnection connection = (HttpURLConnection) server.uri().resolve(path).toURL().openConnection();
		signer.sign(request, SigningSettings.forService(server.signingName(), server.region()), credentials, time)
			.forEachHeader(connection::setRequestProperty);
		return connection.getResponseCode();
	}

	@SigV4TestServer
	static class Ordinary {

		@Test
		void accepts(VerifyingServer server, SigV4Signer signer, SigV4Credentials credentials, TestClock clock)
				throws IOException {
			URIS.add(server.uri());
			assertThat(clock.instant()).isEqualTo(Instant.parse("2015-08-30T12:36:00Z"));
			assertThat(credentials.sessionToken()).isNotNull();
			assertThat(call(server, signer, credentials, clock.instant(), "/")).isEqualTo(200);
			assertThat(server).received("GET", "/").isSignedFor("execute-api", "eu-west-1").hasSessionToken();
			leaveTraces(server, clock);
		}

		@Test
		void acceptsAgain(VerifyingServer server, SigV4Signer signer, SigV4Credentials credentials, TestClock clock)
				throws IOException {
			URIS.add(server.uri());
			assertThat(server).receivedNothing();
			assertThat(call(server, signer, credentials, clock.instant(), "/")).isEqualTo(200);
			assertThat(clock.instant()).isEqualTo(Instant.parse("2015-08-30T12:36:00Z"));
			leaveTraces(server, clock);
		}

		@Test
		void namesTheStep(VerifyingServer server, SigV4Signer signer, SigV4Credentials credentials, TestClock clock)
				throws IOException {
			URIS.add(server.uri());
			SigV4Request request = SigV4Request.builder("GET", server.uri().resolve("/a")).build();
			HttpURLConnection connection = (HttpURLConnection) server.uri().resolve("/b").toURL().openConnection();
			signer.sign(request, SigningSettings.forService("execute-api", "eu-west-1"), credentials, clock.instant())
				.forEachHeader(connection::setRequestProperty);
			assertThat(connection.getResponseCode()).isEqualTo(403);
			assertThat(server.requests().get(0).verdict().difference())
				.hasToString("CANONICAL_URI: signed '/a' | received '/b'");
			leaveTraces(server, clock);
		}

		private static void leaveTraces(VerifyingServer server, TestClock clock) {
			server.stub("GET", "/").respond(TestResponse.of(500));
			server.setClockOffset(Duration.ofDays(1));
			clock.advance(Duration.ofDays(2));
		}

	}

	@SigV4TestServer("orders")
	@SigV4TestServer(value = "files", signingName = "s3", region = "us-east-1", maxSkew = "PT1S",
			temporaryCredentials = false, lenient = Leniency.ANY_REGION)
	static class Several {

		@Test
		void byName(@SigV4TestServer("orders") VerifyingServer orders,
				@SigV4TestServer("files") VerifyingServer files) {
			assertThat(orders.name()).isEqualTo("orders");
			assertThat(files.signingName()).isEqualTo("s3");
			assertThat(files.region()).isEqualTo("us-east-1");
			assertThat(orders.uri()).isNotEqualTo(files.uri());
		}

		@Test
		void asDeclared(@SigV4TestServer("files") VerifyingServer files, SigV4Signer signer, TestClock clock)
				throws IOException {
			SigV4Credentials permanent = io.github.sigv4.test.TestCredentials.permanent();
			assertThat(call(files, signer, permanent, clock.instant(), "/")).isEqualTo(200);
			assertThat(call(files, signer, permanent, clock.instant().plusSeconds(2), "/")).isEqualTo(403);
		}

		@Test
		void withoutName(VerifyingServer which) {
		}

	}

	@SigV4TestServer
	static class Unmatched {

		@Test
		void fails(VerifyingServer server, SigV4Signer signer, SigV4Credentials credentials, TestClock clock)
				throws IOException {
			server.stub("GET", "/orders");
			assertThat(call(server, signer, credentials, clock.instant(), "/items")).isEqualTo(404);
		}

		@Test
		void doesNot(VerifyingServer server, SigV4Signer signer, SigV4Credentials credentials, TestClock clock)
				throws IOException {
			server.stub("GET", "/items");
			assertThat(call(server, signer, credentials, clock.instant(), "/items")).isEqualTo(200);
		}

	}

	@SigV4TestServer("orders")
	static class Outer {

		private static URI uri;

		@BeforeAll
		static void remember(VerifyingServer server) {
			uri = server.uri();
		}

		@Test
		void own(VerifyingServer server) {
			assertThat(server.uri()).isEqualTo(uri);
		}

		@Nested
		class SameServer {

			@Test
			void around(VerifyingServer server) {
				assertThat(server.uri()).isEqualTo(uri);
			}

		}

		@Nested
		@SigV4TestServer("files")
		class OwnServer {

			@Test
			void own(VerifyingServer server) {
				assertThat(server.name()).isEqualTo("files");
				assertThat(server.uri()).isNotEqualTo(uri);
			}

		}

	}

	@SigV4TestServer
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	static class Injected {

		private final VerifyingServer ofConstructor;

		private VerifyingServer ofMethod;

		Injected(VerifyingServer server, SigV4Signer signer) {
			this.ofConstructor = server;
			assertThat(signer).isNotNull();
		}

		@BeforeEach
		void stub(VerifyingServer server) {
			this.ofMethod = server;
			server.stub("GET", "/").respond(TestResponse.of(202));
		}

		@Test
		void test(VerifyingServer server, SigV4Signer signer, SigV4Credentials credentials, TestClock clock)
				throws IOException {
			assertThat(server).isSameAs(this.ofConstructor);
			assertThat(server).isSameAs(this.ofMethod);
			assertThat(call(server, signer, credentials, clock.instant(), "/")).isEqualTo(202);
		}

	}

	@SigV4TestServer("orders")
	@SigV4TestServer(value = "files", time = "2016-01-01T00:00:00Z")
	static class TwoTimes {

		@Test
		void test() {
		}

	}

	@SigV4TestServer
	@Execution(ExecutionMode.CONCURRENT)
	static class Parallel {

		@Test
		void first(VerifyingServer server) throws InterruptedException {
			alone(server, "first");
		}

		@Test
		void second(VerifyingServer server) throws InterruptedException {
			alone(server, "second");
		}

		@Test
		void third(VerifyingServer server) throws InterruptedException {
			alone(server, "third");
		}

		@Test
		void fourth(VerifyingServer server) throws InterruptedException {
			alone(server, "fourth");
		}

		/** Without the lock, two of four threads meet here. */
		private static void alone(VerifyingServer server, String test) throws InterruptedException {
			assertThat(server.name()).isEmpty();
			try {
				OVERLAPS.put(test, MEETING.exchange(test, 50, TimeUnit.MILLISECONDS));
			}
			catch (TimeoutException ex) {
				// Nobody came, as it should be
			}
		}

	}

}
