package io.github.sigv4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The options that make a request, with curl's habits. Filled by picocli.
 */
final class RequestOptions {

	@Option(order = -10, names = { "-X", "--request" }, paramLabel = "METHOD",
			description = "The method. Without it, it is GET, POST with a body, PUT with -T.")
	private @Nullable String method;

	@Option(order = -9, names = { "-I", "--head" }, description = "Send HEAD, and print the headers of the answer.")
	private boolean head;

	@Option(order = -8, names = { "-H", "--header" }, paramLabel = "'Name: value'",
			description = { "Send a header; repeatable. 'Name:' leaves out one that the command would send, "
					+ "'Name;' sends one without a value. Another Host is signed and sent too, for tunnels." })
	private List<String> headers = new ArrayList<>();

	@ArgGroup(exclusive = true, multiplicity = "0..*")
	private List<BodyPart> parts = new ArrayList<>();

	/** Whether only the head of the answer is asked for. */
	boolean isHead() {
		return this.head;
	}

	/**
	 * Read the body, to be closed by the caller.
	 * @return the body, or {@code null} if there is none
	 */
	@Nullable RequestBody body(InputStream standardInput) {
		if (this.parts.isEmpty()) {
			return null;
		}
		if (this.head) {
			throw CommandException
				.usage("-I asks for the head of an answer and sends no body: leave out -I or the body");
		}
		if (isUpload() && this.parts.size() > 1) {
			throw CommandException.usage("-T sends a file as it is and cannot be joined with other bodies: "
					+ "leave out the others, or give all by --data-binary @FILE");
		}
		try {
			return BodyPart.join(this.parts, standardInput);
		}
		catch (IOException ex) {
			throw CommandException.failed("the body cannot be read: " + FileTrouble.reason(ex));
		}
	}

	private boolean isUpload() {
		return this.parts.stream().anyMatch((part) -> !part.isData());
	}

	/** Return the request that is asked for. */
	HttpCall call(Target target) {
		if (isUpload() && target.requestTarget().endsWith("/")) {
			throw CommandException.usage("-T needs the name of the object at the end of the URL, which ends with '/'");
		}
		HeaderFields fields = new HeaderFields();
		fields.add("Host", target.hostHeader());
		fields.add("User-Agent", "sigv4/" + Version.number());
		fields.add("Accept", "*/*");
		fields.add("Connection", "close");
		if (!this.parts.isEmpty() && !isUpload()) {
			fields.add("Content-Type", "application/x-www-form-urlencoded");
		}
		fields.change(this.headers);
		if (!fields.has("Host")) {
			throw CommandException
				.usage("-H 'Host:' cannot be left out, since it is signed: give another one, or none");
		}
		return new HttpCall(method(), target.requestTarget(), fields);
	}

	private String method() {
		if (this.method != null) {
			return this.method;
		}
		if (this.head) {
			return "HEAD";
		}
		return this.parts.isEmpty() ? "GET" : isUpload() ? "PUT" : "POST";
	}

	/** Whether a header was given, or left out, by hand. */
	boolean mentions(String header) {
		return this.headers.stream()
			.anyMatch((line) -> line.regionMatches(true, 0, header, 0, header.length())
					&& line.length() > header.length() && ":;".indexOf(line.charAt(header.length())) >= 0);
	}

}
