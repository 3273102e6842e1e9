package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

import io.github.sigv4.spring.ChunkedOutputStream;

/**
 * An entity that is encoded in chunks while it is written. Its length is that of what is
 * encoded; the headers that are signed have the other.
 */
final class ChunkedEntity extends HttpEntityWrapper {

	private final RequestSigning signing;

	ChunkedEntity(HttpEntity entity, RequestSigning signing) {
		super(entity);
		this.signing = signing;
	}

	/** Of HTTP, which S3 does not take. */
	@Override
	public boolean isChunked() {
		return false;
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		ChunkedOutputStream chunked = this.signing.chunked(out);
		super.writeTo(chunked);
		chunked.finish();
	}

}
