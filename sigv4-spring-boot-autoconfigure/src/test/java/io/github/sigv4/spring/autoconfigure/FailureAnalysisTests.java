package io.github.sigv4.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;
import io.github.sigv4.spring.webclient.WebClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application that does not start says.
 */
class FailureAnalysisTests {

	@Test
	void wrongPropertyIsNamedWithItsOriginAndTheFix() {
		Map<String, Object> file = Map.of("aws.sigv4.services.orders.allowed-hosts",
				OriginTrackedValue.of("*", new TextResourceOrigin(new ClassPathResource("application.yml"),
						new TextResourceOrigin.Location(6, 3))));
		FailureAnalysis analysis = analysis(Contexts.withOrders()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new OriginTrackedMapPropertySource("file", file))));
		assertThat(analysis.getDescription()).containsSubsequence("Property: aws.sigv4.services.orders.allowed-hosts",
				"Value: *", "Origin: class path resource [application.yml] - 7:4", "Reason: It would have");
		assertThat(analysis.getAction()).isEqualTo("Name the hosts, as *.execute-api.eu-west-1.amazonaws.com.");
	}

	@Test
	void missingPropertyIsNamedWithoutValueOrOrigin() {
		FailureAnalysis analysis = analysis(
				Contexts.bare().withPropertyValues("aws.sigv4.services.orders.base-url=https://api.example.com"));
		assertThat(analysis.getDescription()).contains("Property: aws.sigv4.services.orders.signing-name")
			.doesNotContain("Value:")
			.doesNotContain("Origin:");
	}

	@Test
	void missingCredentialsAreSaidWithTheServiceAndThePropertyThatLooksForThemLater() {
		FailureAnalysis analysis = analysis(Contexts.withOrders()
			.withPropertyValues("aws.sigv4.credentials.eager=true")
			.withBean(SigV4CredentialsProvider.class, () -> () -> {
				throw new CredentialsException("The vault is closed.");
			}));
		assertThat(analysis.getDescription()).contains("SigV4 service 'orders': The vault is closed.");
		assertThat(analysis.getAction()).contains("set aws.sigv4.credentials.eager=false");
	}

	@Test
	void nameThatNoPropertyCanHaveIsNamedAllTheSame() {
		FailureAnalysis analysis = analysis(Contexts.bare().withPropertyValues("aws.sigv4.Foo_bar=1"));
		assertThat(analysis.getDescription()).contains("Property: aws.sigv4.");
	}

	@Test
	void missingCredentialsOfAnEagerStartAreListed() {
		FailureAnalysis analysis = analysis(Contexts.bare()
			.withPropertyValues("aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com",
					"aws.sigv4.credentials.eager=true")
			.withSystemProperties("aws.configFile=/nowhere", "aws.sharedCredentialsFile=/nowhere",
					"aws.disableEc2Metadata=true"));
		assertThat(analysis.getDescription()).containsSubsequence("aws.sigv4.credentials.eager=true", "Looked at:",
				"- the system properties aws.accessKeyId", "- the environment variables AWS_ACCESS_KEY_ID",
				"- the web identity token of AWS_WEB_IDENTITY_TOKEN_FILE", "- the profile 'default'",
				"- the container endpoint", "- the instance metadata service: switched off");
		assertThat(analysis.getAction()).contains("aws.sigv4.credentials.eager=false");
	}

	@Test
	void missingRegionOfAnEagerStartIsNamed() {
		FailureAnalysis analysis = analysis(Contexts.bare()
			.withPropertyValues("aws.sigv4.services.orders.base-url=https://api.example.com",
					"aws.sigv4.services.orders.signing-name=execute-api", "aws.sigv4.credentials.eager=true")
			.withSystemProperties("aws.configFile=/nowhere", "aws.disableEc2Metadata=true"));
		assertThat(analysis.getDescription()).contains("aws.sigv4.services.orders.region", "No region was found");
	}

	@Test
	void missingServiceOfAParameterIsAnalyzed() {
		FailureAnalysis analysis = analysis(orders(WrongParameter.class));
		assertThat(analysis.getDescription()).isEqualTo("A parameter of client in " + WrongParameter.class.getName()
				+ " asks for the WebClient of the SigV4 service 'nope', but there is no such service. "
				+ "The configured services are: orders.");
		assertThat(analysis.getAction())
			.isEqualTo("Set aws.sigv4.services.nope.base-url, or ask for one of the configured services.");
	}

	@Test
	void missingServiceOfAFieldIsAnalyzed() {
		assertThat(analysis(orders(WrongField.class)).getDescription())
			.startsWith("Field client in " + WrongField.class.getName() + " asks for the RestClient");
	}

	@Test
	void missingServiceOfASetterIsAnalyzed() {
		assertThat(analysis(orders(WrongSetter.class)).getDescription()).contains("'nope'");
	}

	@Test
	void missingServiceOfAConstructorIsAnalyzed() {
		assertThat(analysis(orders(WrongConstructor.class)).getDescription()).contains("'nope'");
	}

	@Test
	void withoutAnyServiceTheAnalysisSaysSo() {
		FailureAnalysis analysis = analysis(Contexts.complete().withUserConfiguration(WrongParameter.class));
		assertThat(analysis.getDescription()).endsWith("No service is configured below aws.sigv4.services.");
		assertThat(analysis.getAction()).isEqualTo("Set aws.sigv4.services.nope.base-url.");
	}

	@Test
	void plainQualifierThatIsNearlyAServiceIsAnalyzed() {
		assertThat(analysis(orders(Misspelt.class)).getAction())
			.isEqualTo("Did you mean 'orders'? Otherwise set aws.sigv4.services.order.base-url, or ask for one of the "
					+ "configured services.");
	}

	@Test
	void plainQualifierOfAPresignerIsAnalyzed() {
		assertThat(analysis(orders(WrongPresigner.class)).getDescription()).contains("SigV4Presigner");
	}

	@ParameterizedTest
	@ValueSource(classes = { OtherQualifier.class, OtherType.class, NoQualifier.class })
	void missingBeanOfSomethingElseIsLeftToOthers(Class<?> configuration) {
		assertThat(analysis(orders(configuration))).isNull();
	}

	@Test
	void severalBeansAreLeftToOthers() {
		assertThat(analysis(orders(NoQualifier.class).withBean("one", WebClient.class, WebClient::create)
			.withBean("two", WebClient.class, WebClient::create))).isNull();
	}

	@Test
	void missingModuleIsNamed() {
		FailureAnalysis analysis = analysis(
				orders(RightParameter.class).withClassLoader(new FilteredClassLoader(WebClientCustomizer.class)));
		assertThat(analysis.getDescription()).contains("not on the class path");
		assertThat(analysis.getAction()).isEqualTo("Add spring-boot-starter-webclient to the dependencies.");
	}

	@Test
	void typeThatNoServiceHasIsNamed() {
		FailureAnalysis analysis = analysis(orders(WrongType.class));
		assertThat(analysis.getDescription()).contains("asks for the String of the SigV4 service 'orders'")
			.contains("has no bean of that type");
		assertThat(analysis.getAction()).contains("WebClient").contains("SigV4Presigner");
	}

	@Test
	void missingServiceOfAConsumerIsAnalyzed() {
		FailureAnalysis analysis = analysis(orders(WrongConsumer.class));
		assertThat(analysis.getDescription())
			.isEqualTo("There is no SigV4 service 'oders'. The configured services are: orders.");
		assertThat(analysis.getAction()).startsWith("Did you mean 'orders'?");
	}

	@Test
	void analyzerOfClientsGoesBeforeThatOfBoot() {
		assertThat(new NoSuchSigV4ClientFailureAnalyzer(new StandardEnvironment()).getOrder())
			.isLessThan(Ordered.LOWEST_PRECEDENCE);
	}

	/** By our analyzers alone, as they are registered. */
	private static @Nullable FailureAnalysis analysis(ApplicationContextRunner runner) {
		List<Environment> environments = new ArrayList<>();
		List<FailureAnalysis> analyses = new ArrayList<>();
		runner.withInitializer((context) -> environments.add(context.getEnvironment())).run((context) -> {
			assertThat(context).hasFailed();
			Throwable failure = context.getStartupFailure();
			SpringFactoriesLoader.forDefaultResourceLocation()
				.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, environments.get(0)),
						FailureHandler.handleMessage((message, ex) -> {
						}))
				.stream()
				.filter((analyzer) -> analyzer.getClass().getName().startsWith("io.github.sigv4"))
				.map((analyzer) -> analyzer.analyze(failure))
				.filter(Objects::nonNull)
				.forEach(analyses::add);
		});
		assertThat(analyses).hasSizeLessThan(2);
		return analyses.isEmpty() ? null : analyses.get(0);
	}

	private static ApplicationContextRunner orders(Class<?> configuration) {
		return Contexts.withOrders().withUserConfiguration(configuration);
	}

	@Configuration(proxyBeanMethods = false)
	static class WrongParameter {

		@Bean
		String client(@SigV4Client("nope") WebClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongField {

		@Autowired
		@SigV4Client("nope")
		RestClient client;

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongSetter {

		@Autowired
		@SigV4Client("nope")
		void setClient(WebClient client) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongConstructor {

		WrongConstructor(@SigV4Client("nope") WebClient client) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Misspelt {

		@Bean
		String client(@Qualifier("order") WebClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongPresigner {

		@Bean
		String presigner(@Qualifier("something-else") SigV4Presigner presigner) {
			return "presigner";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherQualifier {

		@Bean
		String client(@Qualifier("somethingElse") WebClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherType {

		@Bean
		String client(@Qualifier("orders") Number client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoQualifier {

		@Bean
		String client(WebClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RightParameter {

		@Bean
		String client(@SigV4Client("orders") WebClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongType {

		@Bean
		Integer client(@SigV4Client("orders") String client) {
			return client.length();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongConsumer {

		@Bean
		WebClient client(WebClientSigV4 sigV4) {
			return WebClient.builder().apply(sigV4.forService("oders")).build();
		}

	}

}
