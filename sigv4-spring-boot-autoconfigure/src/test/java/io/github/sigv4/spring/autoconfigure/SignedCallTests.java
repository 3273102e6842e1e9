package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.restclient.RestTemplateRequestCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Presigner;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.fail;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Calls over the loopback interface with each client that can be injected.
 */
class SignedCallTests {

	private LoopbackServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new LoopbackServer();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void requestIsSignedForTheServiceOfTheProperties(ClientKind kind) {
		orders().run((context) -> {
			kind.get(context, "orders", "/items");
			assertThat(this.server.only().header("Authorization"))
				.startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
				.contains("/eu-west-1/execute-api/aws4_request");
		});
	}

	@ParameterizedTest
	@EnumSource
	void pathIsAppendedToTheBaseUrl(ClientKind kind) {
		Contexts.withOrders(this.server.url() + "/prod").run((context) -> {
			kind.get(context, "orders", "/items/{id}", "a b");
			assertThat(this.server.only().target()).isEqualTo("/prod/items/a%20b");
		});
	}

	@ParameterizedTest
	@EnumSource
	void variablesAreEncodedAlikeByAllClients(ClientKind kind) {
		orders().run((context) -> {
			kind.get(context, "orders", "/{key}", "a/b+;*~");
			assertThat(this.server.only().target()).isEqualTo("/a%2Fb%2B%3B%2A~");
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectIsNotFollowed(ClientKind kind) {
		orders().run((context) -> {
			ResponseEntity<String> response = kind.get(context, "orders", "/moved");
			assertThat(response.getStatusCode().value()).isEqualTo(302);
			assertThat(this.server.received()).hasSize(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectIsNotFollowedThoughTheApplicationFollowsThem(ClientKind kind) {
		orders().withPropertyValues("spring.http.clients.redirects=follow").run((context) -> {
			kind.get(context, "orders", "/moved");
			assertThat(this.server.received()).hasSize(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectIsNotFollowedThoughACustomizerSetsAClientThatDoes(ClientKind kind) {
		orders().withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestFactory(following()))
			.withBean(RestTemplateCustomizer.class, () -> (template) -> template.setRequestFactory(following()))
			.withBean(WebClientCustomizer.class,
					() -> (builder) -> builder.clientConnector(new JdkClientHttpConnector(followingClient())))
			.run((context) -> {
				kind.get(context, "orders", "/moved");
				assertThat(this.server.received()).hasSize(1);
			});
	}

	@ParameterizedTest
	@EnumSource
	void timeoutsOfThePropertiesApply(ClientKind kind) {
		orders().withPropertyValues("spring.http.clients.read-timeout=100ms").run((context) -> {
			Instant start = Instant.now();
			assertThatException().isThrownBy(() -> kind.get(context, "orders", "/slow"));
			assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
		});
	}

	@ParameterizedTest
	@EnumSource
	void customizersApplyBeforeSigning(ClientKind kind) {
		orders().withPropertyValues("aws.sigv4.services.orders.signed-headers=x-tenant-id")
			.withBean(RestClientCustomizer.class,
					() -> (builder) -> builder.requestInterceptor((request, body, execution) -> {
						request.getHeaders().set("X-Tenant-Id", "7");
						return execution.execute(request, body);
					}))
			.withBean(RestTemplateCustomizer.class,
					() -> (template) -> template.getInterceptors().add((request, body, execution) -> {
						request.getHeaders().set("X-Tenant-Id", "7");
						return execution.execute(request, body);
					}))
			.withBean(WebClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-Tenant-Id", "7"))
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(this.server.only().header("X-Tenant-Id")).isEqualTo("7");
				assertThat(this.server.only().header("Authorization")).contains(";x-tenant-id,");
			});
	}

	@ParameterizedTest
	@EnumSource
	void requestsAreDatedByTheClockBean(ClientKind kind) {
		Clock clock = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);
		orders().withBean(Clock.class, () -> clock).run((context) -> {
			kind.get(context, "orders", "/items");
			assertThat(this.server.only().header("X-Amz-Date")).isEqualTo("20150830T123600Z");
		});
	}

	@ParameterizedTest
	@EnumSource
	void aClockForSigningGoesBeforeTheApplicationsOwn(ClientKind kind) {
		Clock clock = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);
		orders().withBean(Clock.class, () -> clock)
			.withBean("signingClock", Clock.class, () -> Clock.offset(clock, Duration.ofHours(1)),
					SignedCallTests::forSigningAlone)
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(this.server.only().header("X-Amz-Date")).isEqualTo("20150830T133600Z");
				assertThat(context.getBeanProvider(Clock.class).getIfUnique()).isSameAs(clock);
			});
	}

	@ParameterizedTest
	@EnumSource
	void aSignerOfTheApplicationSigns(ClientKind kind) {
		List<SignedRequest> signed = new ArrayList<>();
		orders()
			.withBean("observed", SigV4Signer.class, () -> SigV4Signer.observedBy(signed::add),
					SignedCallTests::forSigningAlone)
			.withBean("another", SigV4Signer.class, () -> SigV4Signer.observedBy((other) -> fail("Not for services")))
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(signed).extracting(SignedRequest::authorization)
					.containsExactly(this.server.only().header("Authorization"));
			});
	}

	private static void forSigningAlone(BeanDefinition definition) {
		((AbstractBeanDefinition) definition).setDefaultCandidate(false);
		((AbstractBeanDefinition) definition).addQualifier(new AutowireCandidateQualifier(Qualifier.class, "sigv4"));
	}

	@ParameterizedTest
	@EnumSource
	void severalClocksAreNoneToChooseFrom(ClientKind kind) {
		Clock clock = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);
		orders().withBean("one", Clock.class, () -> clock).withBean("two", Clock.class, () -> clock).run((context) -> {
			kind.get(context, "orders", "/items");
			assertThat(this.server.only().header("X-Amz-Date")).doesNotStartWith("2015");
		});
	}

	@ParameterizedTest
	@EnumSource
	void credentialsOfTheServiceGoBeforeThoseOfABean(ClientKind kind) {
		orders()
			.withPropertyValues("aws.sigv4.services.orders.credentials.access-key-id=AKIDSERVICE",
					"aws.sigv4.services.orders.credentials.secret-access-key=secret",
					"aws.sigv4.services.orders.credentials.session-token=token")
			.withBean(SigV4CredentialsProvider.class, () -> credentials("AKIDBEAN"))
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(this.server.only().header("Authorization")).contains("=AKIDSERVICE/");
				assertThat(this.server.only().header("X-Amz-Security-Token")).isEqualTo("token");
			});
	}

	@ParameterizedTest
	@EnumSource
	void credentialsOfABeanGoBeforeThoseOfAllServices(ClientKind kind) {
		orders().withBean(SigV4CredentialsProvider.class, () -> credentials("AKIDBEAN")).run((context) -> {
			kind.get(context, "orders", "/items");
			assertThat(this.server.only().header("Authorization")).contains("=AKIDBEAN/");
		});
	}

	@Test
	void credentialsAreResolvedAtFirstUse() {
		AtomicInteger resolved = new AtomicInteger();
		orders().withBean(SigV4CredentialsProvider.class, () -> () -> {
			resolved.incrementAndGet();
			return SigV4Credentials.of("AKIDLAZY", "secret");
		}).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(resolved).hasValue(0);
			ClientKind.REST_CLIENT.get(context, "orders", "/items");
			assertThat(resolved).hasValue(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void surroundingCredentialsAreUsedIfThereAreNoOthers(ClientKind kind) {
		Contexts.complete()
			.withSystemProperties("aws.accessKeyId=AKIDAROUND", "aws.secretAccessKey=secret")
			.withPropertyValues("aws.sigv4.services.orders.base-url=" + this.server.url(),
					"aws.sigv4.services.orders.signing-name=execute-api", "aws.sigv4.region=eu-west-1")
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(this.server.only().header("Authorization")).contains("=AKIDAROUND/");
			});
	}

	@ParameterizedTest
	@EnumSource
	void disabledServiceIsCalledUnsigned(ClientKind kind) {
		orders().withPropertyValues("aws.sigv4.services.orders.enabled=false").run((context) -> {
			kind.get(context, "orders", "/items");
			assertThat(this.server.only().header("Authorization")).isNull();
		});
	}

	@ParameterizedTest
	@EnumSource
	void switchedOffSigningNeedsNeitherSigningNameNorRegionNorCredentials(ClientKind kind) {
		Contexts.complete()
			.withPropertyValues("aws.sigv4.enabled=false", "aws.sigv4.services.orders.base-url=" + this.server.url())
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(this.server.only().header("Authorization")).isNull();
			});
	}

	@ParameterizedTest
	@EnumSource
	void serviceWithoutBaseUrlTakesAbsoluteOnes(ClientKind kind) {
		orders()
			.withPropertyValues("aws.sigv4.services.free.allowed-hosts=127.0.0.1",
					"aws.sigv4.services.free.signing-name=es", "aws.sigv4.services.free.region=eu-west-1")
			.run((context) -> {
				kind.get(context, "free", this.server.url() + "/items");
				assertThat(this.server.only().header("Authorization")).contains("/eu-west-1/es/");
			});
	}

	@ParameterizedTest
	@EnumSource
	void twoServicesAreSignedEachInItsWay(ClientKind kind) {
		orders()
			.withPropertyValues("aws.sigv4.services.search.base-url=" + this.server.url(),
					"aws.sigv4.services.search.signing-name=es", "aws.sigv4.services.search.region=us-west-2")
			.run((context) -> {
				kind.get(context, "orders", "/a");
				kind.get(context, "search", "/b");
				assertThat(this.server.received()).extracting((received) -> received.header("Authorization"))
					.satisfiesExactly((first) -> assertThat(first).contains("/eu-west-1/execute-api/"),
							(second) -> assertThat(second).contains("/us-west-2/es/"));
			});
	}

	@ParameterizedTest
	@EnumSource
	void clientOfASingletonBuilderLeavesTheBuilderAsItWas(ClientKind kind) {
		orders().withBean(WebClient.Builder.class, WebClient::builder)
			.withBean(RestClient.Builder.class, RestClient::builder)
			.run((context) -> {
				kind.get(context, "orders", "/signed");
				context.getBean(WebClient.Builder.class)
					.build()
					.get()
					.uri(this.server.url() + "/plain")
					.retrieve()
					.toBodilessEntity()
					.block();
				context.getBean(RestClient.Builder.class)
					.build()
					.get()
					.uri(this.server.url() + "/plain")
					.retrieve()
					.toBodilessEntity();
				assertThat(this.server.received()).filteredOn((received) -> received.header("Authorization") != null)
					.extracting(LoopbackServer.Received::target)
					.containsExactly("/signed");
			});
	}

	@Test
	void injectedWebClientSignsThoughTheConsumersOfTheApplicationDoNothing() {
		WebClientSigV4 nothing = mock();
		given(nothing.forService(any())).willReturn((builder) -> {
		});
		orders().withBean(WebClientSigV4.class, () -> nothing).run((context) -> {
			ClientKind.WEB_CLIENT.get(context, "orders", "/items");
			assertThat(this.server.only().header("Authorization")).contains("=AKIDEXAMPLE/");
		});
	}

	@ParameterizedTest
	@EnumSource
	void severalBuildersAreNoneToChooseFrom(ClientKind kind) {
		withBuilders(orders(), false)
			.withPropertyValues("spring.http.clients.reactive.connector=jetty",
					"spring.http.clients.imperative.factory=jetty")
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-Tenant-Id", "7"))
			.withBean(RestTemplateRequestCustomizer.class,
					() -> (request) -> request.getHeaders().set("X-Tenant-Id", "7"))
			.withBean(WebClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-Tenant-Id", "7"))
			.run((context) -> {
				kind.get(context, "orders", "/items");
				LoopbackServer.Received received = this.server.only();
				assertThat(received.header("Authorization")).contains("=AKIDEXAMPLE/");
				assertThat(received.header("X-Tenant-Id")).isEqualTo("7");
				assertThat(received.header("X-Builder")).isNull();
				assertThat(received.header("User-Agent")).startsWith("Jetty");
			});
	}

	@ParameterizedTest
	@EnumSource
	void primaryOneOfSeveralBuildersIsUsed(ClientKind kind) {
		withBuilders(orders(), true).run((context) -> {
			kind.get(context, "orders", "/items");
			assertThat(this.server.only().header("Authorization")).contains("=AKIDEXAMPLE/");
			assertThat(this.server.only().header("X-Builder")).isEqualTo("one");
		});
	}

	private static ApplicationContextRunner withBuilders(ApplicationContextRunner runner, boolean primary) {
		ApplicationContextRunner all = runner;
		for (String name : new String[] { "one", "two" }) {
			BeanDefinitionCustomizer definition = (bean) -> bean.setPrimary(primary && name.equals("one"));
			all = all
				.withBean(name + "WebClient", WebClient.Builder.class,
						() -> WebClient.builder().defaultHeader("X-Builder", name), definition)
				.withBean(name + "RestClient", RestClient.Builder.class,
						() -> RestClient.builder().defaultHeader("X-Builder", name), definition)
				.withBean(name + "RestTemplate", RestTemplateBuilder.class,
						() -> new RestTemplateBuilder().defaultHeader("X-Builder", name), definition);
		}
		return all;
	}

	@Test
	void presignerMakesUrlsOfTheService() {
		orders().run((context) -> {
			SigV4Presigner presigner = Qualified.bean(context, SigV4Presigner.class, "orders");
			assertThat(presigner.presign("GET", URI.create("/report.pdf"), Duration.ofMinutes(5))).asString()
				.startsWith(this.server.url() + "/report.pdf?")
				.contains("X-Amz-Signature=");
		});
	}

	@Test
	void filterAndInterceptorSignInClientsOfTheApplication() {
		orders().run((context) -> {
			WebClient.builder()
				.filter(Qualified.bean(context, ExchangeFilterFunction.class, "orders"))
				.build()
				.get()
				.uri(this.server.url() + "/a")
				.retrieve()
				.toBodilessEntity()
				.block();
			RestClient.builder()
				.requestInterceptor(Qualified.bean(context, ClientHttpRequestInterceptor.class, "orders"))
				.build()
				.get()
				.uri(this.server.url() + "/b")
				.retrieve()
				.toBodilessEntity();
			assertThat(this.server.received()).hasSize(2)
				.allSatisfy((received) -> assertThat(received.header("Authorization")).contains("/execute-api/"));
		});
	}

	@Test
	void consumersSignInClientsOfTheApplication() {
		orders().run((context) -> {
			WebClient.builder()
				.apply(context.getBean(WebClientSigV4.class).forService("orders"))
				.build()
				.get()
				.uri(this.server.url() + "/a")
				.retrieve()
				.toBodilessEntity()
				.block();
			RestClient.builder()
				.apply(context.getBean(RestClientSigV4.class).forService("orders"))
				.build()
				.get()
				.uri(this.server.url() + "/b")
				.retrieve()
				.toBodilessEntity();
			assertThat(this.server.received()).hasSize(2)
				.allSatisfy((received) -> assertThat(received.header("Authorization")).contains("/execute-api/"));
		});
	}

	private ApplicationContextRunner orders() {
		return Contexts.withOrders(this.server.url());
	}

	private static SigV4CredentialsProvider credentials(String accessKeyId) {
		return SigV4CredentialsProvider.of(SigV4Credentials.of(accessKeyId, "secret"));
	}

	private static JdkClientHttpRequestFactory following() {
		return new JdkClientHttpRequestFactory(followingClient());
	}

	private static HttpClient followingClient() {
		return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
	}

}
