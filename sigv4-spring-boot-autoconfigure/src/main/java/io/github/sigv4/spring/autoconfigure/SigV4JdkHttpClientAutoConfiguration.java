package io.github.sigv4.spring.autoconfigure;

import java.net.http.HttpClient;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.jdkclient.JdkHttpClientSigV4;

/**
 * {@link EnableAutoConfiguration Auto-configuration} to sign the requests of the JDK's
 * {@link HttpClient}.
 */
@AutoConfiguration(after = SigV4AutoConfiguration.class)
@ConditionalOnClass({ HttpClient.class, HttpHeaders.class })
@ConditionalOnBean(SigV4Services.class)
public final class SigV4JdkHttpClientAutoConfiguration {

	SigV4JdkHttpClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	JdkHttpClientSigV4 jdkHttpClientSigV4(SigV4Services services) {
		return JdkHttpClientSigV4.of(services);
	}

}
