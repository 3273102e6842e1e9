package io.github.sigv4.spring.webclient;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.spring.SigV4Service;

/**
 * Encodes a body in chunks while it passes by, no faster than it is asked for. It holds
 * one buffer of the body, and one chunk twice: in the making, and on its way.
 */
final class ChunkedBody {

	/**
	 * What is handed on at once. Reactor Netty asks for 128 buffers in advance, however
	 * large they are.
	 */
	private static final int MAX_BUFFER = 128 * 1024;

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final ChunkedEncoder encoder;

	private final DataBufferFactory bufferFactory;

	private final SigV4Service service;

	/** No larger than a chunk: then it completes one at most. */
	private final byte[] piece = new byte[ChunkedPayload.MIN_CHUNK_SIZE];

	private ByteBuffer encoded = NOTHING;

	ChunkedBody(ChunkedEncoder encoder, DataBufferFactory bufferFactory, SigV4Service service) {
		this.encoder = encoder;
		this.bufferFactory = bufferFactory;
		this.service = service;
	}

	Flux<DataBuffer> encode(Publisher<? extends DataBuffer> body) {
		return Flux.from(body)
			.concatMap(this::encode, 1)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.concatWith(Flux.defer(this::finish))
			.onErrorMap(SigV4Exception.class, (ex) -> this.service.failure(String.valueOf(ex.getMessage()), ex));
	}

	private Flux<DataBuffer> encode(DataBuffer body) {
		return Flux.generate(() -> body, (source, sink) -> {
			while (!this.encoded.hasRemaining() && source.readableByteCount() > 0) {
				int count = Math.min(source.readableByteCount(), this.piece.length);
				source.read(this.piece, 0, count);
				this.encoder.update(this.piece, 0, count, this::take);
			}
			if (this.encoded.hasRemaining()) {
				sink.next(nextBuffer());
			}
			else {
				sink.complete();
			}
			return source;
		}, DataBufferUtils::release);
	}

	private Flux<DataBuffer> finish() {
		ByteArrayOutputStream last = new ByteArrayOutputStream();
		this.encoder.finish(last::write);
		this.encoded = ByteBuffer.wrap(last.toByteArray());
		return Flux.generate((sink) -> {
			if (this.encoded.hasRemaining()) {
				sink.next(nextBuffer());
			}
			else {
				sink.complete();
			}
		});
	}

	private DataBuffer nextBuffer() {
		int count = Math.min(this.encoded.remaining(), MAX_BUFFER);
		ByteBuffer next = this.encoded.slice(this.encoded.position(), count);
		this.encoded.position(this.encoded.position() + count);
		return this.bufferFactory.wrap(next);
	}

	/** The encoder reuses its array, and what is handed on may be sent later. */
	private void take(byte[] bytes, int offset, int length) {
		byte[] copy = new byte[length];
		System.arraycopy(bytes, offset, copy, 0, length);
		this.encoded = ByteBuffer.wrap(copy);
	}

}
