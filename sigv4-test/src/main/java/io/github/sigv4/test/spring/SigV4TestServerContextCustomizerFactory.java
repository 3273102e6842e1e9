package io.github.sigv4.test.spring;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

import io.github.sigv4.test.junit.SigV4TestServer;

/**
 * Has test contexts have the servers that a test class asks for.
 */
final class SigV4TestServerContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		Set<SigV4TestServer> servers = TestContextAnnotationUtils.getMergedRepeatableAnnotations(testClass,
				SigV4TestServer.class);
		return servers.isEmpty() ? null : new SigV4TestServerContextCustomizer(testClass, servers);
	}

}
