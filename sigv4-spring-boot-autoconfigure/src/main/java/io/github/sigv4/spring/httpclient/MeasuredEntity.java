package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * An entity that was written once, to know its hash and length before it is sent.
 */
final class MeasuredEntity extends HttpEntityWrapper {

	private final long length;

	/** {@code null} if it has to be written once more. */
	private final @Nullable FastByteArrayOutputStream kept;

	MeasuredEntity(HttpEntity entity, long length, @Nullable FastByteArrayOutputStream kept) {
		super(entity);
		this.length = length;
		this.kept = kept;
	}

	@Override
	public boolean isRepeatable() {
		return true;
	}

	@Override
	public boolean isStreaming() {
		return this.kept == null && super.isStreaming();
	}

	/** Trailers come behind chunks only. */
	@Override
	public boolean isChunked() {
		return super.isChunked() && !super.getTrailerNames().isEmpty();
	}

	@Override
	public long getContentLength() {
		return this.length;
	}

	@Override
	public InputStream getContent() throws IOException {
		return (this.kept != null) ? this.kept.getInputStream() : super.getContent();
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		if (this.kept != null) {
			this.kept.writeTo(out);
		}
		else {
			super.writeTo(out);
		}
	}

}
