package io.github.sigv4.sample.tour;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Notes what a WebClient sends, before it is signed.
 *
 * @param recorder where it is noted
 */
record RecordingFilter(CallRecorder recorder) implements ExchangeFilterFunction {

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		// Without its body, should it come to none
		record(request, request.headers(), new byte[0]);
		ClientRequest recorded = ClientRequest.from(request)
			.body((message, context) -> request.body().insert(recording(request, message), context))
			.build();
		return next.exchange(recorded).doOnNext((response) -> this.recorder.answered(response.statusCode().value()));
	}

	private ClientHttpRequest recording(ClientRequest request, ClientHttpRequest message) {
		return new RecordingRequest(message, (body) -> record(request, message.getHeaders(), body));
	}

	private void record(ClientRequest request, HttpHeaders headers, byte[] body) {
		this.recorder.sent(SentRequest.of("WebClient", request.method().name(), request.url(), headers, body));
	}

}
