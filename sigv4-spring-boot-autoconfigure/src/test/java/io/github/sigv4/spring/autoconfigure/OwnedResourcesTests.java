package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.ReflectionTestUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Services;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of what we build when the application has stopped.
 */
class OwnedResourcesTests {

	private LoopbackServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new LoopbackServer();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	/** Its threads are no daemons: an application of the command line would not end. */
	@ParameterizedTest
	@EnumSource
	void clientOfJettyIsStopped(ClientKind kind) {
		List<HttpClient> clients = new CopyOnWriteArrayList<>();
		Contexts.withOrders(this.server.url())
			.withPropertyValues("spring.http.clients.reactive.connector=jetty",
					"spring.http.clients.imperative.factory=jetty")
			.withBean("clients", List.class, () -> clients)
			.withUserConfiguration(JettyClients.class)
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(clients).anyMatch(HttpClient::isStarted);
			});
		assertThat(clients).allMatch(HttpClient::isStopped);
	}

	@Test
	void whatAsksForAProfileIsClosed(@TempDir Path directory) throws IOException {
		Path config = Files.writeString(directory.resolve("config"), """
				[profile dev]
				aws_access_key_id = AKIAPROFILE
				aws_secret_access_key = secret
				""");
		AtomicReference<SigV4CredentialsProvider> profile = new AtomicReference<>();
		Contexts.bare().withSystemProperties("aws.configFile=" + config).run((context) -> {
			profile.set(context.getBean(AwsSources.class).profile("aws.sigv4.credentials.profile", "dev"));
			assertThat(profile.get().resolveCredentials().accessKeyId()).isEqualTo("AKIAPROFILE");
			assertThat(madeBySdk(profile.get())).isNotNull();
		});
		assertThat(madeBySdk(profile.get())).isNull();
	}

	@Test
	void whatAsksTheSurroundingsIsClosed() {
		AtomicReference<SigV4CredentialsProvider> found = new AtomicReference<>();
		Contexts.bare()
			.withSystemProperties("aws.accessKeyId=AKIASURROUNDINGS", "aws.secretAccessKey=secret")
			.run((context) -> {
				SigV4CredentialsProvider chain = context.getBean(AwsSources.class).chain();
				assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo("AKIASURROUNDINGS");
				found.set((SigV4CredentialsProvider) ReflectionTestUtils.getField(chain, "found"));
				assertThat(madeBySdk(found.get())).isNotNull();
			});
		assertThat(madeBySdk(found.get())).isNull();
	}

	@Test
	void beanOfTheSdkIsNotClosedByUs() {
		OfApplication bean = new OfApplication();
		Contexts.bare()
			.withPropertyValues("aws.sigv4.services.orders.base-url=https://orders.example.com",
					"aws.sigv4.services.orders.signing-name=es", "aws.sigv4.services.orders.region=eu-west-1")
			.withBean(AwsCredentialsProvider.class, () -> bean, (definition) -> definition.setDestroyMethodName(""))
			.run((context) -> assertThat(
					context.getBean(SigV4Services.class).get("orders").resolveCredentials().accessKeyId())
				.isEqualTo("AKIABEAN"));
		assertThat(bean.closed).isFalse();
	}

	/** What holds connections, as those to AWS STS, if the profile is a role. */
	private static Object madeBySdk(SigV4CredentialsProvider provider) {
		return ((AtomicReference<?>) ReflectionTestUtils.getField(provider, "provider")).get();
	}

	private static final class OfApplication implements AwsCredentialsProvider, SdkAutoCloseable {

		private boolean closed;

		@Override
		public AwsCredentials resolveCredentials() {
			return AwsBasicCredentials.create("AKIABEAN", "secret");
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JettyClients {

		@Bean
		ClientHttpConnectorBuilderCustomizer<JettyClientHttpConnectorBuilder> connectors(List<HttpClient> clients) {
			return (builder) -> builder.withHttpClientCustomizer(clients::add);
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<JettyClientHttpRequestFactoryBuilder> factories(
				List<HttpClient> clients) {
			return (builder) -> builder.withHttpClientCustomizer(clients::add);
		}

	}

}
