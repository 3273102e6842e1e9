package io.github.sigv4.sample.tour;

import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets the tour see what its clients send. Boot's customizers apply to signed clients
 * too, so this is also how to add tracing, headers or retries to them.
 */
@Configuration(proxyBeanMethods = false)
class RecordingConfiguration {

	@Bean
	WebClientCustomizer recordingWebClient(CallRecorder recorder) {
		return (builder) -> builder.filter(new RecordingFilter(recorder));
	}

	@Bean
	RestClientCustomizer recordingRestClient(CallRecorder recorder) {
		return (builder) -> builder.requestInterceptor(new RecordingInterceptor("RestClient", recorder));
	}

	@Bean
	RestTemplateCustomizer recordingRestTemplate(CallRecorder recorder) {
		return (template) -> template.getInterceptors().add(0, new RecordingInterceptor("RestTemplate", recorder));
	}

}
