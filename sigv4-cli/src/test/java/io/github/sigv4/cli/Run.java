package io.github.sigv4.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a command that ran in this JVM. Its credentials are in system properties:
 * pom.xml.
 */
final class Run {

	static final String ID = "AKIDEXAMPLE";

	static final String SECRET = Batch.SECRET;

	/** That of the examples that AWS publishes. */
	static final Clock CLOCK = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);

	private final int status;

	private final byte[] out;

	private final String err;

	private Run(int status, byte[] out, String err) {
		this.status = status;
		this.out = out;
		this.err = err;
	}

	/** Run a command without input. */
	static Run of(String... arguments) {
		return of(InputStream.nullInputStream(), arguments);
	}

	/** Run a command with a text as its input. */
	static Run withInput(String input, String... arguments) {
		return of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
	}

	/** Run a command. */
	static Run of(InputStream in, String... arguments) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Run run = of(in, out, arguments);
		return new Run(run.status, out.toByteArray(), run.err);
	}

	/** Run a command that writes elsewhere. */
	static Run of(InputStream in, OutputStream out, String... arguments) {
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		try (PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8)) {
			int status = SigV4CommandLine.run(new Streams(in, out, print), CLOCK, List.of(arguments));
			return new Run(status, new byte[0], err.toString(StandardCharsets.UTF_8));
		}
	}

	/** Run a command with what the host of a test server does not tell. */
	static Run ofService(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--service", "execute-api", "--region", "eu-west-1"));
		all.addAll(List.of(arguments));
		return of(all.toArray(String[]::new));
	}

	/** The exit status. */
	int status() {
		return this.status;
	}

	/** Standard output, to the byte. */
	byte[] bytes() {
		return this.out.clone();
	}

	/** Standard output. */
	String out() {
		return new String(this.out, StandardCharsets.UTF_8);
	}

	/** Standard error. */
	String err() {
		return this.err;
	}

}
