package io.github.sigv4.sample.tour;

import java.io.IOException;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Notes what a RestClient or RestTemplate sends, before it is signed.
 *
 * @param client the kind of client
 * @param recorder where it is noted
 */
record RecordingInterceptor(String client, CallRecorder recorder) implements ClientHttpRequestInterceptor {

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		this.recorder.sent(
				SentRequest.of(this.client, request.getMethod().name(), request.getURI(), request.getHeaders(), body));
		ClientHttpResponse response = execution.execute(request, body);
		this.recorder.answered(response.getStatusCode().value());
		return response;
	}

}
