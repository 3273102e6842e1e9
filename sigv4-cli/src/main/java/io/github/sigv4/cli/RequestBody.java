package io.github.sigv4.cli;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;

/**
 * The body of a request. It can be read more than once, to be hashed and then sent, and
 * more than a little of it is never in memory.
 */
final class RequestBody implements Closeable {

	private final byte[] bytes;

	private final @Nullable Path file;

	private final boolean temporary;

	private final long length;

	private RequestBody(byte[] bytes, @Nullable Path file, boolean temporary, long length) {
		this.bytes = bytes;
		this.file = file;
		this.temporary = temporary;
		this.length = length;
	}

	static RequestBody of(byte[] bytes) {
		return new RequestBody(bytes, null, false, bytes.length);
	}

	static RequestBody of(Path file) throws IOException {
		return new RequestBody(new byte[0], file, false, Files.size(file));
	}

	/** Return a body in a file that goes with it. */
	static RequestBody ofTemporary(Path file) throws IOException {
		return new RequestBody(new byte[0], file, true, Files.size(file));
	}

	/** How many bytes it has. */
	long length() {
		return this.length;
	}

	InputStream open() throws IOException {
		return (this.file != null) ? Files.newInputStream(this.file) : new ByteArrayInputStream(this.bytes);
	}

	PayloadHash hash(Progress progress) throws IOException {
		try (InputStream in = progress.watch(open())) {
			return PayloadHash.of(in);
		}
	}

	@Override
	public void close() throws IOException {
		if (this.temporary && this.file != null) {
			Files.deleteIfExists(this.file);
		}
	}

}
