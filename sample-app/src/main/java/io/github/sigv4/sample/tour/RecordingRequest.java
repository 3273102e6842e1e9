package io.github.sigv4.sample.tour;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Copies the body that codecs write. It would be a bad idea for large ones.
 */
final class RecordingRequest extends ClientHttpRequestDecorator {

	private final Consumer<byte[]> recorder;

	RecordingRequest(ClientHttpRequest delegate, Consumer<byte[]> recorder) {
		super(delegate);
		this.recorder = recorder;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		return super.writeWith(Flux.from(body)
			.doOnNext((buffer) -> copy.writeBytes(bytes(buffer)))
			.doOnComplete(() -> this.recorder.accept(copy.toByteArray())));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		int position = buffer.readPosition();
		buffer.read(bytes).readPosition(position);
		return bytes;
	}

}
