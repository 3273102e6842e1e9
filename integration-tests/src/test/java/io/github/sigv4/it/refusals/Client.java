package io.github.sigv4.it.refusals;

import java.net.URI;
import java.time.Duration;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;

/**
 * Makes a call by one of Spring's clients, and asks it for what it knows of a refusal.
 */
enum Client {

	REST_CLIENT {

		@Override
		Outcome call(BeanFactory beans, String service, String url, Call call) {
			RestClient client = BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, RestClient.class, service);
			RestClient.RequestBodySpec spec = client.method(call.method())
				.uri(URI.create(url + call.uri()))
				.header("X-Tenant-Id", "7")
				.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01");
			if (call.body() != null) {
				spec.contentType(MediaType.APPLICATION_JSON).body(call.body());
			}
			try {
				return Outcome.of(200, spec.retrieve().body(String.class), null);
			}
			catch (RestClientResponseException ex) {
				return Outcome.of(ex.getStatusCode().value(), ex.getResponseBodyAsString(),
						RestClientSigV4.refusal(ex));
			}
		}

	},

	WEB_CLIENT {

		@Override
		Outcome call(BeanFactory beans, String service, String url, Call call) {
			WebClient client = BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, WebClient.class, service);
			WebClient.RequestBodySpec spec = client.method(call.method())
				.uri(URI.create(url + call.uri()))
				.header("X-Tenant-Id", "7")
				.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01");
			if (call.body() != null) {
				spec.contentType(MediaType.APPLICATION_JSON).bodyValue(call.body());
			}
			try {
				return Outcome.of(200, spec.retrieve().bodyToMono(String.class).block(TIMEOUT), null);
			}
			catch (WebClientResponseException ex) {
				return Outcome.of(ex.getStatusCode().value(), ex.getResponseBodyAsString(), WebClientSigV4.refusal(ex));
			}
		}

	};

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	abstract Outcome call(BeanFactory beans, String service, String url, Call call);

	/**
	 * What came of a call.
	 *
	 * @param status the status
	 * @param body the body, never {@code null}
	 * @param refusal the refusal, or {@code null} if there was none
	 */
	record Outcome(int status, String body, Refusal refusal) {

		static Outcome of(int status, String body, Refusal refusal) {
			return new Outcome(status, (body != null) ? body : "", refusal);
		}

	}

}
