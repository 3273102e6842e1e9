package io.github.sigv4.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what can be read only once, so that it can be hashed and then sent: a little in
 * memory, more in a temporary file that nobody else can read.
 */
final class Spool implements Closeable {

	/** How much is kept in memory. */
	static final int MAX_MEMORY = 1024 * 1024;

	private final ByteArrayOutputStream memory = new ByteArrayOutputStream();

	private @Nullable Path path;

	private @Nullable OutputStream file;

	void add(byte[] bytes, int length) throws IOException {
		if (this.file == null && this.memory.size() + length <= MAX_MEMORY) {
			this.memory.write(bytes, 0, length);
			return;
		}
		try {
			toFile().write(bytes, 0, length);
		}
		catch (IOException ex) {
			throw CommandException.failed("the body cannot be kept in a temporary file in "
					+ System.getProperty("java.io.tmpdir") + ": " + FileTrouble.reason(ex)
					+ ". Use another place by java -Djava.io.tmpdir=DIR, or upload a file (-T FILE), which is not copied");
		}
	}

	void add(byte[] bytes) throws IOException {
		add(bytes, bytes.length);
	}

	/** Add a stream to its end. */
	void addAll(InputStream in) throws IOException {
		byte[] buffer = new byte[64 * 1024];
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			add(buffer, read);
		}
	}

	private OutputStream toFile() throws IOException {
		if (this.file == null) {
			this.path = Files.createTempFile("sigv4-", ".body");
			// Also if the command is interrupted
			this.path.toFile().deleteOnExit();
			this.file = Files.newOutputStream(this.path);
			this.memory.writeTo(this.file);
			this.memory.reset();
		}
		return this.file;
	}

	/** Return what was added, as a body of which the file is a part. */
	RequestBody toBody() throws IOException {
		if (this.file == null || this.path == null) {
			return RequestBody.of(this.memory.toByteArray());
		}
		this.file.close();
		RequestBody body = RequestBody.ofTemporary(this.path);
		this.path = null;
		return body;
	}

	/** Throws away what has not become a body. */
	@Override
	public void close() throws IOException {
		if (this.file != null) {
			this.file.close();
		}
		if (this.path != null) {
			Files.deleteIfExists(this.path);
		}
	}

}
