package io.github.sigv4.benchmarks.endtoend;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Collects the body of a request before it is sent, as a filter has to that signs it.
 */
final class BufferingFilter implements ExchangeFilterFunction {

	private final @Nullable AwsSigning signing;

	private BufferingFilter(@Nullable AwsSigning signing) {
		this.signing = signing;
	}

	static BufferingFilter unsigned() {
		return new BufferingFilter(null);
	}

	static BufferingFilter signing(AwsSigning signing) {
		return new BufferingFilter(signing);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(ClientRequest.from(request)
			.body((message, context) -> request.body().insert(new BufferingRequest(message), context))
			.build());
	}

	private final class BufferingRequest extends ClientHttpRequestDecorator {

		BufferingRequest(ClientHttpRequest delegate) {
			super(delegate);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return DataBufferUtils.join(body).flatMap((buffer) -> {
				byte[] bytes = new byte[buffer.readableByteCount()];
				buffer.read(bytes);
				DataBufferUtils.release(buffer);
				if (BufferingFilter.this.signing != null) {
					BufferingFilter.this.signing.sign(getMethod(), getURI(), getHeaders(), bytes);
				}
				return super.writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(bytes)));
			});
		}

	}

}
