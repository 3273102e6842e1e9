package io.github.sigv4.spring;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpRequest;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;
import io.github.sigv4.spring.wire.ListenedTo;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SigningReportsTests {

	private static final SigV4Request REQUEST = SigV4Request.builder("GET", "https://api.example.com/items").build();

	private static final URI REQUEST_URI = URI.create("https://api.example.com/items");

	private final ListenedTo listener = new ListenedTo();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.sigv4.signing");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void openLog() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void closeLog() {
		this.logger.setLevel(null);
		this.logger.detachAppender(this.log);
	}

	@Test
	void whenNobodyWantsToKnowThenTheClockIsNotRead() {
		this.logger.setLevel(Level.INFO);
		assertThat(new SigningReports("orders", SigV4Listener.NONE).start()).isZero();
		assertThat(new SigningReports("orders", this.listener).start()).isNotZero();
		this.logger.setLevel(Level.DEBUG);
		assertThat(new SigningReports("orders", SigV4Listener.NONE).start()).isNotZero();
	}

	@Test
	void whenARequestIsSignedThenTheListenerIsTold() {
		SigV4Service service = service(this.listener);
		service.sign(REQUEST, TestServices.PERMANENT);
		service.sign(REQUEST, new byte[1], TestServices.PERMANENT);
		service.withCredentials(SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.presign(REQUEST, TestServices.PERMANENT, Duration.ofMinutes(1));
		assertThat(this.listener.events()).containsExactly("orders signed", "orders signed", "orders signed");
		assertThat(this.listener.durations()).allMatch((duration) -> duration.compareTo(Duration.ZERO) > 0);
	}

	@Test
	void whenSigningFailsThenTheListenerIsTold() {
		SigV4Request signedBefore = SigV4Request.builder("GET", "https://api.example.com/")
			.header("Authorization", "Bearer x")
			.build();
		SigV4Service service = service(this.listener);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> service.sign(signedBefore, TestServices.PERMANENT));
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> service.sign(signedBefore, new byte[1], TestServices.PERMANENT));
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> service.presign(REQUEST, TestServices.PERMANENT, Duration.ofDays(8)));
		assertThat(this.listener.events()).hasSize(3)
			.allMatch((event) -> event.startsWith("orders failed: SigV4 service 'orders': "));
		assertThat(this.listener.durations()).allMatch((duration) -> duration.compareTo(Duration.ZERO) > 0);
	}

	@Test
	void whenTheHostIsNotAllowedThenTheListenerIsTold() {
		SigV4Service service = service(this.listener);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> service.wireUri(URI.create("https://elsewhere.example.com/")));
		assertFailedOnceBeforeSigning("elsewhere.example.com");
	}

	@Test
	void whenThereAreNoCredentialsThenTheListenerIsToldOnce() {
		SigV4Service service = service(this.listener).withCredentials(() -> {
			throw new CredentialsException("none to be had");
		});
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(service::resolveCredentials);
		assertFailedOnceBeforeSigning("none to be had");
		assertThat(service.resolveCredentialsAsync(Runnable::run)).isCompletedExceptionally();
		assertThat(this.listener.events()).hasSize(2);
	}

	@Test
	void whenARefreshFailsAfterARefusalThenNoRequestHasFailed() {
		SigV4Service service = service(this.listener).withCredentials(() -> {
			throw new CredentialsException("none to be had");
		});
		assertThat(service.refreshCredentialsAsync(TestServices.PERMANENT, Runnable::run)).isCompletedExceptionally();
		assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(() -> service.refreshCredentials(TestServices.PERMANENT))
			.withMessageStartingWith("SigV4 service 'orders': ");
		assertThat(this.listener.events()).isEmpty();
	}

	@Test
	void whenAProviderBreaksThenTheListenerIsToldOnce() {
		SigV4Service service = service(this.listener).withCredentials(() -> {
			throw new IllegalStateException("of the provider");
		});
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(service::resolveCredentials);
		assertThat(service.resolveCredentialsAsync(Runnable::run)).isCompletedExceptionally();
		assertThat(this.listener.events()).containsExactly("orders failed: of the provider",
				"orders failed: of the provider");
	}

	@Test
	void whenTheBodyIsTooLargeThenTheListenerIsToldOnce() {
		MockClientHttpRequest wire = new MockClientHttpRequest();
		SigV4ClientHttpRequestFactory factory = new SigV4ClientHttpRequestFactory((uri, method) -> wire,
				builder(this.listener).maxBufferSize(1).build());
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> {
			ClientHttpRequest request = factory.createRequest(REQUEST_URI, HttpMethod.POST);
			request.getBody().write(new byte[2]);
		});
		assertFailedOnceBeforeSigning("The body is larger than");
		assertThat(wire.isExecuted()).isFalse();
	}

	@Test
	void whenTheHeadersAreWrongThenTheListenerIsToldOnce() {
		HttpHeaders foreignHost = new HttpHeaders();
		foreignHost.set("Host", "elsewhere.example.com");
		assertFailsOnce(foreignHost, "The request has a Host header of its own");
		HttpHeaders blank = new HttpHeaders();
		blank.set("X Tenant", "7");
		assertFailsOnce(blank, "Header name");
		HttpHeaders signedBefore = new HttpHeaders();
		signedBefore.set("Authorization", "Bearer x");
		assertFailsOnce(signedBefore, "");
	}

	private void assertFailsOnce(HttpHeaders headers, String reason) {
		ListenedTo own = new ListenedTo();
		HttpHeadersSigning signing = new HttpHeadersSigning(service(own), HttpMethod.GET, REQUEST_URI, null, headers,
				new HashMap<>());
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> signing.sign(null, TestServices.PERMANENT))
			.withMessageStartingWith("SigV4 service 'orders': " + reason)
			.satisfies((ex) -> assertThat(own.events()).containsExactly("orders failed: " + ex.getMessage()));
	}

	/** Only then it is known which headers are signed. */
	@Test
	void whenASignedHeaderIsNotAsciiThenTheRequestFailsAfterItWasSigned() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("X-Amz-Meta-Name", "K\u00fcche");
		HttpHeadersSigning signing = new HttpHeadersSigning(service(this.listener), HttpMethod.GET, REQUEST_URI, null,
				headers, new HashMap<>());
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> signing.sign(null, TestServices.PERMANENT));
		assertThat(this.listener.events()).hasSize(2).first().isEqualTo("orders signed");
		assertThat(this.listener.events().get(1)).startsWith("orders failed: SigV4 service 'orders': Header ");
	}

	@Test
	void whenThereIsNoRegionThenTheListenerIsToldOnce() {
		SigV4Service service = builder(this.listener).region(SigningReportsTests::noRegion).build();
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(service::resolveCredentials);
		assertFailedOnceBeforeSigning("no region");
		assertThat(service.resolveCredentialsAsync(Runnable::run)).isCompletedExceptionally();
		assertThat(this.listener.events()).hasSize(2);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> service.sign(REQUEST, TestServices.PERMANENT));
		assertThat(this.listener.events()).hasSize(3);
	}

	private static String noRegion() {
		throw new SigV4Exception("no region");
	}

	private void assertFailedOnceBeforeSigning(String reason) {
		assertThat(this.listener.events()).singleElement()
			.asString()
			.startsWith("orders failed: SigV4 service 'orders': ")
			.contains(reason);
		assertThat(this.listener.durations()).containsExactly(Duration.ZERO);
	}

	@Test
	void whenTheListenerFailsThenTheRequestDoesNot() {
		SigV4Service service = service(new SigV4Listener() {

			@Override
			public void signed(String service, Duration duration) {
				throw new IllegalStateException("of the listener");
			}

			@Override
			public void failed(String service, Duration duration, Throwable failure) {
				throw new IllegalStateException("of the listener");
			}

		});
		assertThat(service.sign(REQUEST, TestServices.PERMANENT).signature()).hasSize(64);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> service.wireUri(URI.create("https://elsewhere.example.com/")));
	}

	@Test
	void whenTheLevelIsDebugThenALineSaysWhatWasSigned() {
		this.logger.setLevel(Level.DEBUG);
		service(SigV4Listener.NONE).sign(REQUEST, TestServices.PERMANENT);
		assertThat(lines()).singleElement()
			.asString()
			.matches("SigV4 service 'orders' signed GET api\\.example\\.com/items: signed headers "
					+ "host;x-amz-content-sha256;x-amz-date, credential scope "
					+ "\\d{8}/eu-west-1/execute-api/aws4_request, in \\d+ us");
	}

	@Test
	void whenTheLevelIsTraceThenWhatWasSignedIsLoggedWithoutToken() {
		this.logger.setLevel(Level.TRACE);
		SignedRequest signed = service(SigV4Listener.NONE).sign(REQUEST, TestServices.TEMPORARY);
		assertThat(lines()).hasSize(2);
		assertThat(lines().get(1)).contains("\n  | x-amz-security-token:[redacted]\n")
			.contains("\n  | AWS4-HMAC-SHA256\n")
			.doesNotContain("a+token=")
			.doesNotContain(signed.signature());
	}

	@Test
	void whenTheLevelIsInfoThenNothingIsLogged() {
		this.logger.setLevel(Level.INFO);
		service(this.listener).sign(REQUEST, TestServices.PERMANENT);
		assertThat(lines()).isEmpty();
	}

	private List<String> lines() {
		return this.log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	private static SigV4Service service(SigV4Listener listener) {
		return builder(listener).build();
	}

	private static SigV4Service.Builder builder(SigV4Listener listener) {
		return SigV4Service
			.builder("orders", TestServices.EXECUTE_API, SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.baseUrl(URI.create("https://api.example.com"))
			.listener(listener);
	}

}
