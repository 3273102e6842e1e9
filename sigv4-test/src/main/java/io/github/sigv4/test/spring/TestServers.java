package io.github.sigv4.test.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.TestContextAnnotationUtils;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.test.SigningLedger;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.VerifyingServer;
import io.github.sigv4.test.junit.DeclaredServer;
import io.github.sigv4.test.junit.SigV4TestServer;

/**
 * Starts the servers of a test context before anything else is registered, so that
 * whatever reads the properties of their services finds them there.
 * <p>
 * Ahead of time only this very bean is processed; it does the rest when the context
 * starts, as the auto-configuration does with its clients.
 */
final class TestServers
		implements BeanDefinitionRegistryPostProcessor, PriorityOrdered, EnvironmentAware, DisposableBean {

	private static final String PROPERTIES = "@SigV4TestServer";

	private static final String ENABLED = ServiceProperties.PREFIX + "enabled";

	private static final Pattern SERVICE = Pattern
		.compile(Pattern.quote(ServiceProperties.PREFIX) + "services\\.[^.]+\\.");

	/** What the auto-configuration asks for. */
	static final String QUALIFIER = "sigv4";

	private final Set<SigV4TestServer> annotations;

	private final List<VerifyingServer> servers = new ArrayList<>();

	private @Nullable Environment environment;

	TestServers(Class<?> testClass) {
		this.annotations = TestContextAnnotationUtils.getMergedRepeatableAnnotations(testClass, SigV4TestServer.class);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		ConfigurableEnvironment environment = (ConfigurableEnvironment) Objects.requireNonNull(this.environment);
		TestClock clock = DeclaredServer.clock(this.annotations);
		SigningLedger ledger = new SigningLedger();
		Map<String, Object> properties = new LinkedHashMap<>();
		try {
			for (SigV4TestServer annotation : this.annotations) {
				start(DeclaredServer.of(annotation), environment, clock, ledger, registry, properties);
			}
		}
		catch (RuntimeException ex) {
			destroy();
			throw ex;
		}
		if ("false".equalsIgnoreCase(environment.getProperty(ENABLED))) {
			switchOn(environment, properties);
		}
		environment.getPropertySources().addFirst(new MapPropertySource(PROPERTIES, properties));
		register(registry, TestClock.class, () -> clock);
		register(registry, SigV4Signer.class, ledger::signer);
	}

	/**
	 * Where nothing is signed in tests, the services that have a server are all the same.
	 */
	private static void switchOn(ConfigurableEnvironment environment, Map<String, Object> properties) {
		environment.getPropertySources()
			.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.map(SERVICE::matcher)
			.filter(Matcher::lookingAt)
			.forEach((service) -> properties.putIfAbsent(service.group() + "enabled", "false"));
		properties.put(ENABLED, "true");
	}

	/** Found by the qualifier alone: an application's own clock stays the only one. */
	private static <T> void register(BeanDefinitionRegistry registry, Class<T> type, Supplier<T> bean) {
		RootBeanDefinition definition = definition(type, bean, QUALIFIER);
		definition.setDefaultCandidate(false);
		registry.registerBeanDefinition(PROPERTIES + "." + type.getSimpleName(), definition);
	}

	private static <T> RootBeanDefinition definition(Class<T> type, Supplier<T> bean, String qualifier) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setInstanceSupplier(bean);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier));
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	private void start(DeclaredServer declared, Environment environment, TestClock clock, SigningLedger ledger,
			BeanDefinitionRegistry registry, Map<String, Object> properties) {
		String name = declared.name();
		if (name.isBlank()) {
			throw new IllegalStateException("In a test with Spring, @SigV4TestServer has to name a service of "
					+ "aws.sigv4.services: @SigV4TestServer(\"orders\")");
		}
		ServiceProperties service = new ServiceProperties(environment, name);
		String signingName = first(declared.signingName(), service.signingName(), "execute-api");
		String region = first(declared.region(), service.region(), "eu-west-1");
		VerifyingServer server = declared.start(signingName, region, clock, ledger);
		this.servers.add(server);
		registry.registerBeanDefinition(PROPERTIES + "." + name, definition(VerifyingServer.class, () -> server, name));
		new PointedService(service, server).write(declared, properties);
	}

	private static String first(@Nullable String declared, @Nullable String configured, String otherwise) {
		return (declared != null) ? declared : Objects.requireNonNullElse(configured, otherwise);
	}

	@Override
	public void destroy() {
		this.servers.forEach(VerifyingServer::close);
	}

}
