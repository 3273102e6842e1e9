package io.github.sigv4.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.io.HttpMessageWriter;
import org.apache.hc.core5.http.io.SessionOutputBuffer;

/**
 * Makes the bytes of a request's head, in UTF-8 as it was signed, shows them, and gives
 * these very bytes to the connection.
 */
final class RequestHeadWriter implements HttpMessageWriter<ClassicHttpRequest> {

	private final HttpMessageWriter<ClassicHttpRequest> writer = DefaultHttpRequestWriterFactory.INSTANCE.create();

	private final WireLog log;

	RequestHeadWriter(WireLog log) {
		this.log = log;
	}

	@Override
	public void write(ClassicHttpRequest request, SessionOutputBuffer buffer, OutputStream connection)
			throws IOException, HttpException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		SessionOutputBuffer own = new SessionOutputBufferImpl(8 * 1024, StandardCharsets.UTF_8.newEncoder());
		this.writer.write(request, own, head);
		own.flush(head);
		byte[] bytes = head.toByteArray();
		this.log.sent(bytes);
		buffer.write(bytes, connection);
	}

}
