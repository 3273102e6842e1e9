package io.github.sigv4.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.AwsError;

/**
 * Writes an answer while it comes, to standard output or a file, and keeps its beginning
 * for whoever explains it.
 */
final class AnswerWriter {

	private final Streams streams;

	private final @Nullable String file;

	private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

	private boolean lineEnded = true;

	/**
	 * Create a writer.
	 * @param streams standard output
	 * @param file a file in place of it, or {@code null}
	 */
	AnswerWriter(Streams streams, @Nullable String file) {
		this.streams = streams;
		this.file = file;
	}

	/** The first bytes of the body. */
	byte[] beginning() {
		return this.beginning.toByteArray();
	}

	/** Whether what comes next on a terminal begins on a line of its own. */
	boolean isLineEnded() {
		return this.lineEnded;
	}

	/** Read the beginning and write nothing. */
	void keep(ClassicHttpResponse response) throws IOException {
		HttpEntity entity = response.getEntity();
		if (entity != null) {
			// Not to its end, nor closed, which would read on
			this.beginning.writeBytes(entity.getContent().readNBytes(AwsError.MAX_BODY));
		}
	}

	/**
	 * Write an answer.
	 * @param response the answer, whose body is read to its end
	 * @param head whether its head is written too
	 * @throws IOException if it cannot be read
	 * @throws OutputException if it cannot be written
	 */
	void write(ClassicHttpResponse response, boolean head) throws IOException {
		Output output = open();
		try (output) {
			if (head) {
				byte[] bytes = ResponseHead.text(response).getBytes(StandardCharsets.ISO_8859_1);
				output.write(bytes, bytes.length);
			}
			HttpEntity entity = response.getEntity();
			if (entity != null) {
				copy(entity.getContent(), output);
			}
		}
		catch (OutputException ex) {
			throw ex;
		}
		catch (IOException ex) {
			if (this.file != null) {
				throw new IncompleteFileException(this.file, output.written, ex);
			}
			throw ex;
		}
	}

	private void copy(InputStream in, Output output) throws IOException {
		byte[] buffer = new byte[64 * 1024];
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			output.write(buffer, read);
			this.beginning.write(buffer, 0, Math.min(read, AwsError.MAX_BODY - this.beginning.size()));
			this.lineEnded = this.file != null || read == 0 || buffer[read - 1] == '\n';
		}
	}

	private Output open() {
		if (this.file == null) {
			return new Output(this.streams.out(), null);
		}
		try {
			return new Output(Files.newOutputStream(Path.of(this.file)), this.file);
		}
		catch (IOException ex) {
			throw OutputException.ofFile(this.file, ex, 0);
		}
	}

	/** Tells a failure to write from one to read. */
	private static final class Output implements AutoCloseable {

		private final OutputStream out;

		private final @Nullable String file;

		private long written;

		Output(OutputStream out, @Nullable String file) {
			this.out = out;
			this.file = file;
		}

		void write(byte[] bytes, int length) {
			try {
				this.out.write(bytes, 0, length);
				this.written += length;
			}
			catch (IOException ex) {
				throw failed(ex);
			}
		}

		@Override
		public void close() {
			if (this.file == null) {
				return;
			}
			try {
				this.out.close();
			}
			catch (IOException ex) {
				throw failed(ex);
			}
		}

		private OutputException failed(IOException ex) {
			return (this.file != null) ? OutputException.ofFile(this.file, ex, this.written)
					: OutputException.ofStandardOutput(ex);
		}

	}

	/** An answer that broke off: a file has a part of it. */
	static final class IncompleteFileException extends IOException {

		private static final long serialVersionUID = 1L;

		private final String note;

		IncompleteFileException(String file, long written, IOException cause) {
			super(cause);
			this.note = "; " + file + " has the first " + written + " bytes only";
		}

		String note() {
			return this.note;
		}

	}

}
