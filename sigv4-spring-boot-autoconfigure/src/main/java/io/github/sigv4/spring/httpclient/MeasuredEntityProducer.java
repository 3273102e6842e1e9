package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducerWrapper;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;

/**
 * An entity that was made once, to know its hash and length before it is sent.
 */
final class MeasuredEntityProducer extends AsyncEntityProducerWrapper {

	private final PayloadHash hash;

	private final long length;

	/** {@code null} if it has to be made once more. */
	private final @Nullable ByteBuffer kept;

	private final List<? extends Header> trailers;

	MeasuredEntityProducer(AsyncEntityProducer entity, PayloadHash hash, long length, byte @Nullable [] kept,
			List<? extends Header> trailers) {
		super(entity);
		this.hash = hash;
		this.length = length;
		this.kept = (kept != null) ? ByteBuffer.wrap(kept) : null;
		this.trailers = trailers;
	}

	PayloadHash hash() {
		return this.hash;
	}

	@Override
	public boolean isRepeatable() {
		return true;
	}

	/** Trailers come behind chunks only. */
	@Override
	public boolean isChunked() {
		return super.isChunked() && !this.trailers.isEmpty();
	}

	@Override
	public long getContentLength() {
		return this.length;
	}

	@Override
	public int available() {
		// When nothing is left, the end is to be told
		return (this.kept != null) ? Math.max(1, this.kept.remaining()) : super.available();
	}

	@Override
	public void produce(DataStreamChannel channel) throws IOException {
		if (this.kept == null) {
			super.produce(channel);
			return;
		}
		if (this.kept.hasRemaining()) {
			channel.write(this.kept);
		}
		if (!this.kept.hasRemaining()) {
			channel.endStream(this.trailers);
		}
	}

	@Override
	public void releaseResources() {
		if (this.kept != null) {
			this.kept.rewind();
		}
		super.releaseResources();
	}

}
