package io.github.sigv4.spring.autoconfigure;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;

/**
 * {@link EnableAutoConfiguration Auto-configuration} to sign the requests of Apache
 * HttpClient 5.
 */
@AutoConfiguration(after = SigV4AutoConfiguration.class)
@ConditionalOnClass({ HttpClientBuilder.class, HttpHeaders.class })
@ConditionalOnBean(SigV4Services.class)
public final class SigV4HttpClientAutoConfiguration {

	SigV4HttpClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	HttpClientSigV4 httpClientSigV4(SigV4Services services) {
		return HttpClientSigV4.of(services);
	}

}
