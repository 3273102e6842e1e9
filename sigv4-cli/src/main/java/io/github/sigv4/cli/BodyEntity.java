package io.github.sigv4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A body on its way to a connection.
 */
final class BodyEntity extends AbstractHttpEntity {

	private final RequestBody body;

	private final Progress progress;

	BodyEntity(RequestBody body, Progress progress) {
		// What kind of body it is, and how it is encoded, is said by the headers that
		// were signed
		super((String) null, null);
		this.body = body;
		this.progress = progress;
	}

	@Override
	public long getContentLength() {
		return this.body.length();
	}

	@Override
	public InputStream getContent() throws IOException {
		return this.progress.watch(this.body.open());
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		long left = this.body.length();
		try (InputStream in = getContent()) {
			byte[] buffer = new byte[64 * 1024];
			for (int read = in.read(buffer); read >= 0 && left >= 0; read = in.read(buffer)) {
				left -= read;
				if (left >= 0) {
					out.write(buffer, 0, read);
				}
			}
		}
		if (left != 0) {
			throw CommandException.failed("the file changed while it was sent, so the request was broken off: "
					+ "try again once nobody writes to it");
		}
	}

	/** Nothing is ever sent twice. */
	@Override
	public boolean isRepeatable() {
		return false;
	}

	@Override
	public boolean isStreaming() {
		return true;
	}

	@Override
	public void close() {
		// Each reading closes its own stream
	}

}
