package io.github.sigv4.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

import io.github.sigv4.spring.SigV4Client;

/**
 * Registers beans for each configured service, which only a qualifier can reach: for an
 * application that asks for its own {@code WebClient} they are not there.
 * <p>
 * Ahead of time only this very bean is processed; it registers the others when the
 * application starts, from the properties of that time.
 */
class ServiceBeans implements BeanDefinitionRegistryPostProcessor, EnvironmentAware, BeanFactoryAware {

	/** Of the names of all beans of services. */
	static final String PREFIX = "sigv4.";

	private final List<Kind<?>> kinds = new ArrayList<>();

	private @Nullable Environment environment;

	private @Nullable BeanFactory beanFactory;

	/**
	 * Add a kind of bean that each service gets.
	 * @param type the type by which it is injected
	 * @param factory makes the bean of a service, given by name
	 * @param <T> the type
	 * @return this
	 */
	<T> ServiceBeans with(Class<T> type, BiFunction<BeanFactory, String, T> factory) {
		this.kinds.add(new Kind<>(type, factory));
		return this;
	}

	/**
	 * Return the name of a bean.
	 * @param service the service's name
	 * @param type the type by which it is injected
	 * @return the name
	 */
	static String name(String service, Class<?> type) {
		return PREFIX + service + "." + type.getSimpleName();
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		BeanFactory beans = Objects.requireNonNull(this.beanFactory);
		for (String service : ServiceNames.of(Objects.requireNonNull(this.environment))) {
			this.kinds.forEach((kind) -> registry.registerBeanDefinition(name(service, kind.type()),
					kind.definition(beans, service)));
		}
	}

	/**
	 * A kind of bean that each service gets.
	 *
	 * @param type the type by which it is injected
	 * @param factory makes the bean
	 * @param <T> the type
	 */
	private record Kind<T>(Class<T> type, BiFunction<BeanFactory, String, T> factory) {

		RootBeanDefinition definition(BeanFactory beans, String service) {
			RootBeanDefinition definition = new RootBeanDefinition(this.type);
			definition.setInstanceSupplier(() -> this.factory.apply(beans, service));
			definition.setDefaultCandidate(false);
			definition.setLazyInit(true);
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, service));
			definition.addQualifier(new AutowireCandidateQualifier(SigV4Client.class, service));
			definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
			return definition;
		}

	}

}
