package io.github.sigv4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * A request as it was on the wire, or was written down: request line, headers, an empty
 * line, body. Lines may end as an editor ends them.
 *
 * @param call the head
 * @param body the body
 */
record RawRequest(HttpCall call, RequestBody body) {

	/**
	 * Read a request.
	 * @param in where it stands
	 * @throws CommandException if it is none
	 */
	static RawRequest read(InputStream in) throws IOException {
		SessionInputBuffer buffer = new SessionInputBufferImpl(8 * 1024,
				StandardCharsets.UTF_8.newDecoder()
					.onMalformedInput(CodingErrorAction.REPLACE)
					.onUnmappableCharacter(CodingErrorAction.REPLACE));
		try {
			ClassicHttpRequest request = new DefaultHttpRequestParser().parse(buffer, in);
			if (request == null) {
				throw CommandException.failed("there is nothing to verify: the input is empty");
			}
			HeaderFields fields = new HeaderFields();
			for (Header header : request.getHeaders()) {
				fields.add(header.getName(), header.getValue());
			}
			return new RawRequest(new HttpCall(request.getMethod(), request.getRequestUri(), fields),
					body(fields, buffer, in));
		}
		catch (HttpException ex) {
			throw CommandException.failed("the input is not an HTTP request, which begins as 'GET /path HTTP/1.1' with "
					+ "headers below, and an empty line before the body");
		}
	}

	private static RequestBody body(HeaderFields fields, SessionInputBuffer buffer, InputStream in) throws IOException {
		String length = fields.first("Content-Length");
		try (Spool spool = new Spool()) {
			if (fields.has("Transfer-Encoding")) {
				spool.addAll(new ChunkedInputStream(buffer, in));
				return spool.toBody();
			}
			if (length != null && length.matches("[0-9]{1,18}")) {
				spool.addAll(new ContentLengthInputStream(buffer, in, Long.parseLong(length)));
				return spool.toBody();
			}
			byte[] bytes = new byte[8 * 1024];
			for (int read = buffer.read(bytes, in); read >= 0; read = buffer.read(bytes, in)) {
				spool.add(bytes, read);
			}
			RequestBody body = spool.toBody();
			return isLineEnd(body) ? RequestBody.of(new byte[0]) : body;
		}
	}

	/** What an editor leaves behind the empty line is no body. */
	private static boolean isLineEnd(RequestBody body) throws IOException {
		if (body.length() > 2) {
			return false;
		}
		try (InputStream in = body.open()) {
			byte[] bytes = in.readAllBytes();
			return Arrays.equals(bytes, new byte[] { '\n' }) || Arrays.equals(bytes, new byte[] { '\r', '\n' });
		}
	}

}
