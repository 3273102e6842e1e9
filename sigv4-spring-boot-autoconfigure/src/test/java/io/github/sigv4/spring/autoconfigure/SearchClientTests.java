package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.OpenSearchTransport;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchClientAutoConfiguration;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchConnectionDetails;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.elasticsearch.autoconfigure.Rest5ClientBuilderCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.spring.httpclient.HttpClientSigV4;
import io.github.sigv4.spring.jdkclient.JdkHttpClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signing for clients that are not Spring's, and what is auto-configured through it.
 */
class SearchClientTests {

	private static final String DOMAIN = "https://search-books.eu-west-1.es.amazonaws.com";

	private static final String ELASTICSEARCH = "aws.sigv4.elasticsearch.service=search";

	private static final String OPENSEARCH = "aws.sigv4.opensearch.service=search";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SigV4AutoConfiguration.class, SigV4HttpClientAutoConfiguration.class,
				SigV4JdkHttpClientAutoConfiguration.class, SigV4ElasticsearchAutoConfiguration.class,
				SigV4OpenSearchAutoConfiguration.class, ElasticsearchRestClientAutoConfiguration.class,
				ElasticsearchClientAutoConfiguration.class))
		.withPropertyValues("aws.sigv4.services.search.base-url=" + DOMAIN,
				"aws.sigv4.credentials.access-key-id=AKIDEXAMPLE", "aws.sigv4.credentials.secret-access-key=secret");

	@Test
	void clientsOfOnesOwnAreSignedForAService() {
		this.runner.run((context) -> {
			HttpAsyncClientBuilder builder = Mockito.spy(HttpAsyncClientBuilder.create());
			context.getBean(HttpClientSigV4.class).forAsyncService("search").accept(builder);
			Mockito.verify(builder).addRequestInterceptorLast(Mockito.any());
			assertThat(context.getBean(JdkHttpClientSigV4.class).forService("search")).isNotNull();
		});
	}

	@Test
	void usersBeansWin() {
		this.runner.withUserConfiguration(OwnSigning.class).run((context) -> {
			assertThat(context.getBean(HttpClientSigV4.class)).isSameAs(OwnSigning.HTTP_CLIENT);
			assertThat(context.getBean(JdkHttpClientSigV4.class)).isSameAs(OwnSigning.JDK);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.apache.hc.client5", "org.springframework.http" })
	void withoutItsLibrariesThereIsNone(String missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HttpClientSigV4.class));
	}

	@Test
	void withoutThePropertyTheClientOfElasticsearchIsBoots() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(Rest5ClientBuilderCustomizer.class).values())
				.noneMatch(SignedElasticsearch.class::isInstance);
			assertThat(nodes(context)).containsExactly("http://localhost:9200");
		});
	}

	@Test
	void clientOfElasticsearchGoesToTheServiceAndSigns() {
		this.runner.withPropertyValues(ELASTICSEARCH).run((context) -> {
			assertThat(nodes(context)).containsExactly(DOMAIN);
			assertThat(context).hasSingleBean(ElasticsearchClient.class);
			assertThat(context.getBeansOfType(Rest5ClientBuilderCustomizer.class).values())
				.anyMatch(SignedElasticsearch.class::isInstance);
		});
	}

	@Test
	void pathOfTheServiceIsAPrefix() {
		this.runner
			.withPropertyValues(ELASTICSEARCH, "aws.sigv4.services.search.base-url=" + DOMAIN + "/behind/a/proxy")
			.run((context) -> {
				assertThat(nodes(context)).containsExactly(DOMAIN);
				assertThat(context.getBean(ElasticsearchConnectionDetails.class).getPathPrefix())
					.isEqualTo("/behind/a/proxy");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.elasticsearch.uris", "spring.elasticsearch.uris[0]" })
	void urlsOfTheApplicationWin(String property) {
		String tunnel = "https://localhost:9443";
		this.runner
			.withPropertyValues(ELASTICSEARCH, property + "=" + tunnel,
					"aws.sigv4.services.search.allowed-hosts=localhost")
			.run((context) -> assertThat(nodes(context)).containsExactly(tunnel));
	}

	@ParameterizedTest
	@MethodSource
	void whatCannotWorkStopsTheStart(String wrong, String property, String reason) {
		this.runner
			.withPropertyValues(ELASTICSEARCH, "aws.sigv4.services.search.signing-name=es",
					"aws.sigv4.services.search.region=eu-west-1", wrong)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSigV4PropertyException.class, (failure) -> {
					assertThat(failure.getProperty()).isEqualTo(property);
					assertThat(failure.getReason()).contains(reason);
				}));
	}

	static Stream<Arguments> whatCannotWorkStopsTheStart() {
		String uris = "spring.elasticsearch.uris";
		return Stream.of(Arguments.of(uris + "=https://elsewhere.example.com", uris, "is not a host of this service"),
				Arguments.of(uris + "=http://search-books.eu-west-1.es.amazonaws.com", uris,
						"is not a host of this service"),
				Arguments.of(uris + "=https://a:b@search-books.eu-west-1.es.amazonaws.com", uris,
						"one Authorization only"),
				Arguments.of("spring.elasticsearch.username=elastic", "spring.elasticsearch.username",
						"one Authorization only"),
				Arguments.of("spring.elasticsearch.api-key=key", "spring.elasticsearch.api-key",
						"one Authorization only"),
				Arguments.of("aws.sigv4.elasticsearch.service=serach", "aws.sigv4.elasticsearch.service",
						"There is no such SigV4 service"));
	}

	@Test
	void withoutSpringWebThePropertyIsRefused() {
		for (String property : new String[] { ELASTICSEARCH, OPENSEARCH }) {
			this.runner.withPropertyValues(property)
				.withClassLoader(new FilteredClassLoader(HttpHeaders.class))
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOf(InvalidSigV4PropertyException.class)
					.hasMessageContaining("needs httpclient5 and spring-web"));
		}
	}

	/** As with a container on the developer's machine. */
	@Test
	void clientThatDoesNotSignMayGoAnywhereAsAnybody() {
		this.runner.withPropertyValues(ELASTICSEARCH, "aws.sigv4.services.search.enabled=false",
				"spring.elasticsearch.uris=http://elsewhere.example.com:9200", "spring.elasticsearch.username=elastic")
			.run((context) -> assertThat(nodes(context)).containsExactly("http://elsewhere.example.com:9200"));
	}

	@Test
	void clientOfOpenSearchIsThereOnlyIfItIsAskedFor() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(OpenSearchClient.class)
			.doesNotHaveBean(OpenSearchTransport.class));
		this.runner.withPropertyValues(OPENSEARCH)
			.run((context) -> assertThat(context).hasSingleBean(OpenSearchClient.class)
				.hasSingleBean(OpenSearchTransport.class));
		this.runner.withPropertyValues(OPENSEARCH)
			.withClassLoader(new FilteredClassLoader("org.opensearch"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sigV4OpenSearchClient"));
	}

	@Test
	void usersTransportAndClientWin() {
		this.runner.withPropertyValues(OPENSEARCH).withUserConfiguration(OwnTransport.class).run((context) -> {
			assertThat(context).hasSingleBean(OpenSearchTransport.class);
			assertThat(context.getBean(OpenSearchClient.class)._transport())
				.isSameAs(context.getBean(OpenSearchTransport.class));
			assertThat(context.getBean(OpenSearchTransport.class)).isSameAs(OwnTransport.TRANSPORT);
		});
		this.runner.withPropertyValues(OPENSEARCH)
			.withUserConfiguration(OwnClient.class)
			.run((context) -> assertThat(context).hasSingleBean(OpenSearchClient.class)
				.doesNotHaveBean(OpenSearchTransport.class));
	}

	@Test
	void withoutAServiceThereIsNoClientOfOpenSearch() {
		this.runner.withPropertyValues("aws.sigv4.opensearch.service=serach")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSigV4PropertyException.class, (failure) -> {
					assertThat(failure.getProperty()).isEqualTo("aws.sigv4.opensearch.service");
					assertThat(failure.getFix()).contains("Did you mean 'search'?");
				}));
	}

	@ParameterizedTest
	@CsvSource({ "aws.sigv4.opensearch.service,Set aws.sigv4.services.other.base-url.",
			"aws.sigv4.elasticsearch.service,'Set aws.sigv4.services.other.base-url, or spring.elasticsearch.uris.'" })
	void withoutAnUrlTheStartFails(String property, String fix) {
		this.runner
			.withPropertyValues(property + "=other", "aws.sigv4.services.other.allowed-hosts=*.example.com",
					"aws.sigv4.services.other.signing-name=es", "aws.sigv4.services.other.region=eu-west-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSigV4PropertyException.class, (failure) -> {
					assertThat(failure.getProperty()).isEqualTo(property);
					assertThat(failure.getReason()).contains("has no base-url");
					assertThat(failure.getFix()).isEqualTo(fix);
				}));
	}

	private static List<String> nodes(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return context.getBean(Rest5Client.class)
			.getNodes()
			.stream()
			.map((node) -> HttpHost.class.cast(node.getHost()).toURI())
			.map(URI::create)
			.map((uri) -> uri.toString().replace(":443", ""))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSigning {

		static final HttpClientSigV4 HTTP_CLIENT = Mockito.mock();

		static final JdkHttpClientSigV4 JDK = Mockito.mock();

		@Bean
		HttpClientSigV4 ownHttpClientSigV4() {
			return HTTP_CLIENT;
		}

		@Bean
		JdkHttpClientSigV4 ownJdkHttpClientSigV4() {
			return JDK;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTransport {

		static final OpenSearchTransport TRANSPORT = Mockito.mock();

		@Bean
		OpenSearchTransport transport() {
			return TRANSPORT;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		OpenSearchClient client() {
			return new OpenSearchClient(Mockito.mock(OpenSearchTransport.class));
		}

	}

}
