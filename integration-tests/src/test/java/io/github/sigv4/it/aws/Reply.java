package io.github.sigv4.it.aws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What a service answers.
 *
 * @param status the status
 * @param headers header lines
 * @param body the body
 */
public record Reply(int status, List<String> headers, String body) {

	/**
	 * Answer with a body of some type.
	 * @param contentType its type
	 * @param body the body
	 * @return an answer with status 200
	 */
	public static Reply of(String contentType, String body) {
		return new Reply(200, List.of("Content-Type: " + contentType), body);
	}

	/**
	 * Answer in JSON.
	 * @param body the body
	 * @return an answer with status 200
	 */
	public static Reply json(String body) {
		return of("application/json", body);
	}

	/**
	 * Answer in XML.
	 * @param body the body
	 * @return an answer with status 200
	 */
	public static Reply xml(String body) {
		return of("text/xml", body);
	}

	/**
	 * Return the same with another status.
	 * @param status the status
	 * @return the answer
	 */
	public Reply withStatus(int status) {
		return new Reply(status, this.headers, this.body);
	}

	/**
	 * Write the answer.
	 * @param now the time by the clock of the service
	 * @return head and body
	 */
	public byte[] toBytes(Instant now) {
		byte[] text = this.body.getBytes(StandardCharsets.UTF_8);
		String head = "HTTP/1.1 " + this.status + " Answer\r\nDate: "
				+ DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)) + "\r\n"
				+ String.join("", this.headers.stream().map((header) -> header + "\r\n").toList()) + "Content-Length: "
				+ text.length + "\r\n\r\n";
		return (head + new String(text, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
	}

}
