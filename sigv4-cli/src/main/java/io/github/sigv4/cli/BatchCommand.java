package io.github.sigv4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.credentials.CredentialsException;

/**
 * Answers each line of input with one line of output, whatever it is: also a blank line
 * gets its error, so that nobody waits for an answer in vain or loses count.
 */
final class BatchCommand {

	/**
	 * Output is written when so much is there, or when the input has to be waited for.
	 */
	private static final int ENOUGH_OUTPUT = 64 * 1024;

	/** Lines are UTF-8; without the detection, zeros in one would make it UTF-16. */
	private final JsonFactory jsonFactory = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
		.build();

	private final SigV4Signer signer = SigV4Signer.create();

	private final LineReader lines;

	private final OutputStream out;

	private final JsonOutput output = new JsonOutput();

	BatchCommand(InputStream in, OutputStream out) {
		this.lines = new LineReader(in);
		this.out = out;
	}

	/**
	 * Go on to the end of the input.
	 * @throws IOException if the input cannot be read or the output is closed
	 */
	void run() throws IOException {
		do {
			while (this.lines.next()) {
				answer();
				if (this.output.length() >= ENOUGH_OUTPUT) {
					this.output.writeTo(this.out);
				}
			}
			// The next read may block, for as long as the one who asked awaits an answer
			this.output.writeTo(this.out);
		}
		while (this.lines.read());
	}

	private void answer() {
		JsonLine line = new JsonLine();
		String error;
		try {
			if (this.lines.isTooLong()) {
				throw new BatchException("The line has more than " + LineReader.MAX_LENGTH
						+ " bytes, or more than there is memory for. Give the hash of a large body as "
						+ "'options.payload_hash' in its place.");
			}
			line.read(this.jsonFactory, this.lines.bytes(), this.lines.start(), this.lines.length());
			sign(line.id(), line.fields());
			return;
		}
		catch (BatchException | SigV4Exception | CredentialsException ex) {
			error = String.valueOf(ex.getMessage());
		}
		catch (RuntimeException ex) {
			// Without its message, which may quote the line
			error = "The request cannot be signed, for a reason not foreseen (" + ex.getClass().getSimpleName()
					+ "). Leave out fields to find the one that it does not take.";
		}
		catch (OutOfMemoryError ex) {
			error = "The line needs more memory than there is. Start java with a larger -Xmx.";
		}
		BatchResult.writeError(line.id(), error, this.output);
	}

	private void sign(String id, JsonFields line) {
		String kind = line.required("kind");
		switch (kind) {
			case "header", "query" ->
				BatchResult.write(id, new BatchRequest(line, kind.equals("query")).sign(this.signer), this.output);
			case "chunk" -> BatchResult.write(id, new BatchChunk(line).sign(this.signer), this.output);
			default -> throw line.wrong("kind", "is none that is known: use 'header', 'query' or 'chunk'.");
		}
	}

}
