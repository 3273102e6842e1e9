package io.github.sigv4.spring.autoconfigure;

import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import io.github.sigv4.spring.httpclient.HttpClientSigV4;
import io.github.sigv4.spring.jdkclient.JdkHttpClientSigV4;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that excludes {@link SigV4AutoConfiguration} starts, without clients of
 * ours.
 */
class ExclusionTests {

	@Test
	void whenTheFirstIsExcludedThenTheOthersStayAway() {
		List<String> others = StreamSupport
			.stream(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).spliterator(), false)
			.filter((name) -> name.startsWith("io.github.sigv4.")
					&& !name.equals(SigV4AutoConfiguration.class.getName()))
			.toList();
		assertThat(others).hasSizeGreaterThan(5);
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(others.stream()
				.map((name) -> ClassUtils.resolveClassName(name, getClass().getClassLoader()))
				.toArray(Class<?>[]::new)))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RestClientSigV4.class)
				.doesNotHaveBean(WebClientSigV4.class)
				.doesNotHaveBean(HttpClientSigV4.class)
				.doesNotHaveBean(JdkHttpClientSigV4.class));
	}

}
