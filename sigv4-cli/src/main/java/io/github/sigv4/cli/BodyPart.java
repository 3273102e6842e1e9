package io.github.sigv4.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What stands behind one option that gives a body: each occurrence is one of these, in
 * the order in which they were written. Filled by picocli.
 */
final class BodyPart {

	@Option(order = -7, names = { "-d", "--data" }, paramLabel = "TEXT|@FILE|@-",
			description = { "Send a body, by POST and as a form unless -X and -H say otherwise. Of a @FILE or standard "
					+ "input (@-), line ends are left out. Repeated, the parts are joined by '&'." })
	private @Nullable String data;

	@Option(order = -6, names = "--data-binary", paramLabel = "TEXT|@FILE|@-",
			description = "As --data, but with the line ends of a file.")
	private @Nullable String binary;

	@Option(order = -5, names = { "-T", "--upload-file" }, paramLabel = "FILE",
			description = "Send a file by PUT as it is, '-' for standard input. A file of any size is streamed.")
	private @Nullable String upload;

	/** Whether it is one of several that may stand beside each other. */
	boolean isData() {
		return this.upload == null;
	}

	/**
	 * Return the body that parts make. A single file is used where it is; what else there
	 * is, is copied.
	 */
	static RequestBody join(List<BodyPart> parts, InputStream standardInput) throws IOException {
		Path single = (parts.size() == 1) ? parts.get(0).rawFile() : null;
		if (single != null) {
			return RequestBody.of(single);
		}
		try (Spool spool = new Spool()) {
			for (int i = 0; i < parts.size(); i++) {
				if (i > 0) {
					spool.add(new byte[] { '&' });
				}
				parts.get(i).addTo(spool, standardInput);
			}
			return spool.toBody();
		}
	}

	/** The file whose bytes are the body as they are, unless it can be read only once. */
	private @Nullable Path rawFile() {
		String name = (this.data != null) ? null : fileName();
		if (name == null || name.equals("-")) {
			return null;
		}
		Path file = Path.of(name);
		return (Files.isRegularFile(file) && Files.isReadable(file)) ? file : null;
	}

	private void addTo(Spool spool, InputStream standardInput) throws IOException {
		String name = fileName();
		if (name == null) {
			spool.add(((this.data != null) ? this.data : String.valueOf(this.binary)).getBytes(StandardCharsets.UTF_8));
		}
		else if (name.equals("-")) {
			spool.addAll(content(standardInput));
		}
		else {
			try (InputStream in = open(name)) {
				spool.addAll(content(in));
			}
		}
	}

	private static InputStream open(String name) {
		try {
			if (Files.isDirectory(Path.of(name))) {
				throw CommandException.failed("the body cannot be read from " + name + ": it is a directory");
			}
			return Files.newInputStream(Path.of(name));
		}
		catch (IOException ex) {
			throw CommandException.failed("the body cannot be read from " + name + ": " + FileTrouble.reason(ex));
		}
	}

	private @Nullable String fileName() {
		if (this.upload != null) {
			return this.upload;
		}
		String text = (this.data != null) ? this.data : String.valueOf(this.binary);
		return text.startsWith("@") ? text.substring(1) : null;
	}

	private InputStream content(InputStream in) {
		return (this.data != null) ? new WithoutLineEnds(in) : in;
	}

	/** As curl: a file that an editor wrote ends with a line end that is not meant. */
	private static final class WithoutLineEnds extends FilterInputStream {

		WithoutLineEnds(InputStream in) {
			super(in);
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = super.read(buffer, offset, length);
			int kept = offset;
			for (int i = offset; i < offset + read; i++) {
				if (buffer[i] != '\r' && buffer[i] != '\n' && buffer[i] != 0) {
					buffer[kept++] = buffer[i];
				}
			}
			return (read < 0) ? read : kept - offset;
		}

	}

}
