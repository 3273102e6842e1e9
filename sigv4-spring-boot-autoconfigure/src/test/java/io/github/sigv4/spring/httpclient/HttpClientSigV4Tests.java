package io.github.sigv4.spring.httpclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The signature comes last, whatever HttpClient does with a request on its way.
 */
class HttpClientSigV4Tests {

	private static final SigningSettings API = TestServices.EXECUTE_API;

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void headersOfTheClientAndOfInterceptorsAreSigned() throws IOException {
		send(get("/a"),
				(builder) -> builder.setDefaultHeaders(List.of(new BasicHeader("X-Amz-Default", "1")))
					.addRequestInterceptorFirst((request, entity, context) -> request.addHeader("X-Amz-First", "2"))
					.addRequestInterceptorLast((request, entity, context) -> request.addHeader("X-Amz-Last", "3")));
		WireRequest request = this.server.take();
		assertSigned(request);
		assertThat(request.value("Authorization")).contains(";x-amz-default;x-amz-first;x-amz-last;");
	}

	@Test
	void eachRetryIsSignedAnew() throws IOException {
		Clock clock = new TickingClock();
		SigV4Service service = TestServices.service(this.server).clock(clock).build();
		this.server.answer(503, WireServer.RESET);
		send(service, get("/a"), (builder) -> builder
			.setRetryStrategy(new DefaultHttpRequestRetryStrategy(3, TimeValue.ZERO_MILLISECONDS)));
		String first = assertSigned(this.server.take()).value("X-Amz-Date");
		String second = assertSigned(this.server.take()).value("X-Amz-Date");
		String third = assertSigned(this.server.take()).value("X-Amz-Date");
		assertThat(List.of(first, second, third)).doesNotHaveDuplicates().isSorted();
	}

	@Test
	void redirectedRequestIsSignedAnew() throws IOException {
		this.server.redirect(307, this.server.uri("/b?c=d"));
		send(ClassicRequestBuilder.put(this.server.uri("/a")).setEntity("text").build(), (builder) -> {
		});
		assertThat(assertSigned(this.server.take()).target()).isEqualTo("/a");
		WireRequest second = assertSigned(this.server.take());
		assertThat(second.target()).isEqualTo("/b?c=d");
		assertThat(second.text()).isEqualTo("text");
	}

	@Test
	void redirectToAnotherHostIsRefused() {
		this.server.redirect(302, this.server.foreignUri("/b"));
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> send(get("/a"), (builder) -> {
		})).withMessageContaining("which is not a host of this service");
		this.server.take();
		assertThat(this.server.isIdle()).isTrue();
	}

	@Test
	void whenAddedTwiceThenIsSignedOnce() throws IOException {
		SigV4Service service = TestServices.service(this.server).build();
		send(service, get("/a"), HttpClientSigV4.of(new SigV4Services(List.of(service))).forService("orders"));
		assertSigned(this.server.take());
	}

	@Test
	void whenAddedForTwoServicesThenIsRefused() {
		SigV4Service other = SigV4Service.builder("other", API, SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.baseUrl(this.server.uri(""))
			.build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(
					() -> send(get("/a"), HttpClientSigV4.of(new SigV4Services(List.of(other))).forService("other")))
			.withMessageContaining("is being signed for another service already");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@Test
	void signingHostIsSignedAndSent() throws IOException {
		SigV4Service service = TestServices.service(this.server)
			.signingHost("vpc-abc.eu-west-1.es.amazonaws.com")
			.build();
		send(service, get("/a"), (builder) -> {
		});
		assertThat(assertSigned(this.server.take()).values("Host"))
			.containsExactly("vpc-abc.eu-west-1.es.amazonaws.com");
	}

	@Test
	void hostOfTheCallersOwnIsRefused() {
		ClassicHttpRequest request = get("/a");
		request.addHeader(HttpHeaders.HOST, "other.example.com");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> send(request, (builder) -> {
		})).withMessageContaining("has a Host header of its own");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@Test
	void compressedEntityIsSignedAsItIsSent() throws IOException {
		EntityTemplate entity = new EntityTemplate(-1, ContentType.TEXT_PLAIN, "gzip", (out) -> {
			GZIPOutputStream gzip = new GZIPOutputStream(out);
			gzip.write("x".repeat(1000).getBytes(StandardCharsets.US_ASCII));
			gzip.finish();
		});
		send(ClassicRequestBuilder.post(this.server.uri("/a")).setEntity(entity).build(), (builder) -> {
		});
		WireRequest request = assertSigned(this.server.take());
		assertThat(request.value("Content-Encoding")).isEqualTo("gzip");
		assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(request.body())).readAllBytes(),
				StandardCharsets.US_ASCII))
			.isEqualTo("x".repeat(1000));
	}

	@Test
	void attributesOfTheContextChangeServiceAndCredentials() throws IOException {
		SigV4Credentials tenant = TestServices.PERMANENT;
		SigningSettings settings = SigningSettings.forService("lambda", "eu-west-1");
		SigV4Service orders = TestServices.service(this.server).build();
		SigV4Service other = SigV4Service
			.builder("other", settings, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.baseUrl(this.server.uri(""))
			.build();
		try (CloseableHttpClient client = client(List.of(orders, other), (builder) -> {
		})) {
			for (Map.Entry<String, Object> attribute : Map
				.<String, Object>of(SigV4Attributes.CREDENTIALS, tenant, SigV4Attributes.SERVICE, "other")
				.entrySet()) {
				HttpClientContext context = HttpClientContext.create();
				context.setAttribute(attribute.getKey(), attribute.getValue());
				client.execute(get("/a"), context, (response) -> EntityUtils.toString(response.getEntity()));
				boolean byTenant = attribute.getKey().equals(SigV4Attributes.CREDENTIALS);
				WireRequest request = this.server.take();
				if (byTenant) {
					AwsJudge.assertSigned(request, API, tenant);
				}
				else {
					AwsJudge.assertSigned(request, settings, TestServices.TEMPORARY);
				}
			}
		}
	}

	@Test
	void continuationIsWaitedFor() throws IOException {
		HttpGet request = new HttpGet(this.server.uri("/a"));
		request.setConfig(RequestConfig.custom().setExpectContinueEnabled(true).build());
		send(request, (builder) -> {
		});
		assertSigned(this.server.take());
	}

	@Test
	void unknownServiceIsRefusedEarly() {
		HttpClientSigV4 sigV4 = HttpClientSigV4.of(new SigV4Services(List.of()));
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class).isThrownBy(() -> sigV4.forService("orders"));
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class).isThrownBy(() -> sigV4.forAsyncService("orders"));
	}

	private ClassicHttpRequest get(String target) {
		return ClassicRequestBuilder.get(this.server.uri(target)).build();
	}

	private void send(ClassicHttpRequest request, Consumer<HttpClientBuilder> customizer) throws IOException {
		send(TestServices.service(this.server).build(), request, customizer);
	}

	private void send(SigV4Service service, ClassicHttpRequest request, Consumer<HttpClientBuilder> customizer)
			throws IOException {
		try (CloseableHttpClient client = client(List.of(service), customizer)) {
			client.execute(request, (response) -> EntityUtils.toString(response.getEntity()));
		}
	}

	private static CloseableHttpClient client(List<SigV4Service> services, Consumer<HttpClientBuilder> customizer) {
		HttpClientBuilder builder = HttpClientBuilder.create();
		customizer.accept(builder);
		HttpClientSigV4.of(new SigV4Services(services)).forService("orders").accept(builder);
		return builder.build();
	}

	private static WireRequest assertSigned(WireRequest request) {
		AwsJudge.assertSigned(request, API, TestServices.TEMPORARY);
		return request;
	}

}
