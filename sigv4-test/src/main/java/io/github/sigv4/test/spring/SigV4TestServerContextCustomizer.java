package io.github.sigv4.test.spring;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import io.github.sigv4.test.junit.SigV4TestServer;

/**
 * Registers what starts the servers of a test context. Contexts of test classes with the
 * same servers are the same.
 */
final class SigV4TestServerContextCustomizer implements ContextCustomizer {

	private final Class<?> testClass;

	private final Set<SigV4TestServer> servers;

	SigV4TestServerContextCustomizer(Class<?> testClass, Set<SigV4TestServer> servers) {
		this.testClass = testClass;
		this.servers = servers;
	}

	/**
	 * The class is what a bean definition can carry that is made ahead of time; the
	 * servers are read from it again.
	 */
	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		RootBeanDefinition definition = new RootBeanDefinition(TestServers.class);
		definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, this.testClass);
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
		registry.registerBeanDefinition(TestServers.class.getName(), definition);
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof SigV4TestServerContextCustomizer other && this.servers.equals(other.servers);
	}

	@Override
	public int hashCode() {
		return this.servers.hashCode();
	}

}
