package io.github.sigv4.spring.httpclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducerWrapper;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.spring.ChunkedOutputStream;

/**
 * An entity that is encoded in chunks while it is made, no faster than it is sent. It
 * holds one chunk.
 */
final class ChunkedEntityProducer extends AsyncEntityProducerWrapper {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final RequestSigning signing;

	/** No larger than a chunk: then it completes one at most. */
	private final byte[] piece = new byte[ChunkedPayload.MIN_CHUNK_SIZE];

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private @Nullable ChunkedOutputStream chunked;

	private ByteBuffer encoded = NOTHING;

	private boolean ended;

	ChunkedEntityProducer(AsyncEntityProducer entity, RequestSigning signing) {
		super(entity);
		this.signing = signing;
	}

	/** Of HTTP, which S3 does not take. */
	@Override
	public boolean isChunked() {
		return false;
	}

	@Override
	public int available() {
		return (this.encoded.hasRemaining() || this.ended) ? Math.max(1, this.encoded.remaining()) : super.available();
	}

	@Override
	public void produce(DataStreamChannel channel) throws IOException {
		send(channel);
		if (!this.ended && !this.encoded.hasRemaining()) {
			super.produce(new Encoding(channel));
		}
	}

	/** What is left is sent at another time. */
	private void send(DataStreamChannel channel) throws IOException {
		if (this.encoded.hasRemaining()) {
			channel.write(this.encoded);
		}
		if (this.ended && !this.encoded.hasRemaining()) {
			channel.endStream();
		}
	}

	private ChunkedOutputStream chunked() {
		if (this.chunked == null) {
			this.chunked = this.signing.chunked(this.out);
		}
		return this.chunked;
	}

	/** Behind what was not sent yet. */
	private void take() {
		ByteBuffer both = ByteBuffer.allocate(this.encoded.remaining() + this.out.size());
		this.encoded = both.put(this.encoded).put(this.out.toByteArray()).flip();
		this.out.reset();
	}

	@Override
	public void releaseResources() {
		this.chunked = null;
		this.out.reset();
		this.encoded = NOTHING;
		this.ended = false;
		super.releaseResources();
	}

	/** Takes what is made. */
	private final class Encoding implements DataStreamChannel {

		private final DataStreamChannel channel;

		Encoding(DataStreamChannel channel) {
			this.channel = channel;
		}

		@Override
		public void requestOutput() {
			this.channel.requestOutput();
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			ChunkedEntityProducer producer = ChunkedEntityProducer.this;
			int before = source.remaining();
			while (source.hasRemaining() && !producer.encoded.hasRemaining()) {
				int count = Math.min(source.remaining(), producer.piece.length);
				source.get(producer.piece, 0, count);
				chunked().write(producer.piece, 0, count);
				take();
				send(this.channel);
			}
			return before - source.remaining();
		}

		@Override
		public void endStream() throws IOException {
			chunked().finish();
			take();
			ChunkedEntityProducer.this.ended = true;
			send(this.channel);
		}

		/** Trailers of HTTP come behind its chunks only. */
		@Override
		public void endStream(@Nullable List<? extends Header> trailers) throws IOException {
			endStream();
		}

	}

}
