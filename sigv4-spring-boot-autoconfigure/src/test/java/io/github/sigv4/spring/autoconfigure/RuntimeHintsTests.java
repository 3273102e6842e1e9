package io.github.sigv4.spring.autoconfigure;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.actuate.ServiceDescriptor;
import io.github.sigv4.spring.actuate.SigV4Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told.
 */
class RuntimeHintsTests {

	@Test
	void proxiesOfSignedClientsAreKnown() {
		RestClient client = new StaySigned(UnaryOperator.identity()).client(RestClient.create());
		RuntimeHints hints = hints(SigV4RestClientAutoConfiguration.class);
		for (Object proxy : new Object[] { client, client.mutate() }) {
			assertThat(Proxy.isProxyClass(proxy.getClass())).isTrue();
			assertThat(RuntimeHintsPredicates.proxies().forInterfaces(proxy.getClass().getInterfaces())).accepts(hints);
		}
	}

	@Test
	void fieldThatTellsOfAMockServerIsKnown() {
		Field field = ReflectionUtils.findField(RestClient.builder().getClass(), null, ClientHttpRequestFactory.class);
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(field))
			.accepts(hints(SigV4RestClientAutoConfiguration.class));
	}

	@Test
	void propertiesOfGroupsAreKnown() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(HttpClientProperties.class, "setBaseUrl"))
			.accepts(hints(SigV4RestClientAutoConfiguration.class));
	}

	@Test
	void propertiesOfServicesAreKnown() {
		RuntimeHints hints = hints(SigV4AutoConfiguration.class);
		for (Class<?> type : new Class<?>[] { SigV4Properties.class, SigV4Properties.Service.class,
				SigV4Properties.Credentials.class, SigV4Properties.Chunked.class }) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.as(type.getSimpleName())
				.accepts(hints);
		}
	}

	@Test
	void whatTheEndpointShowsIsKnown() {
		RuntimeHints hints = hints(SigV4EndpointAutoConfiguration.class);
		for (Class<?> type : new Class<?>[] { SigV4Endpoint.ServicesDescriptor.class, ServiceDescriptor.class,
				ServiceDescriptor.ValueDescriptor.class, ServiceDescriptor.RefusalDescriptor.class }) {
			assertThat(
					RuntimeHintsPredicates.reflection().onMethodInvocation(type.getRecordComponents()[0].getAccessor()))
				.as(type.getSimpleName())
				.accepts(hints);
		}
	}

	private static RuntimeHints hints(Class<?> autoConfiguration) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			Contexts.setEnvironment(context.getEnvironment(), Map.of());
			TestPropertyValues.of("management.endpoints.web.exposure.include=sigv4").applyTo(context);
			context.register(SigV4AutoConfiguration.class, autoConfiguration);
			GenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			return generation.getRuntimeHints();
		}
	}

}
