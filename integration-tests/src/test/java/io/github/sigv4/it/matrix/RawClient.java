package io.github.sigv4.it.matrix;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Sends requests as they are, over one connection as long as it lasts.
 */
final class RawClient implements AutoCloseable {

	/** By their status. */
	private static final Set<String> NO_BODY = Set.of("204", "304");

	private final Callable<Socket> connect;

	private Socket socket;

	private InputStream in;

	RawClient(Callable<Socket> connect) {
		this.connect = connect;
	}

	/**
	 * Send a request.
	 * @param request a request in HTTP/1.1
	 * @return the status of the answer
	 */
	int send(byte[] request) throws Exception {
		if (this.socket != null) {
			try {
				return exchange(request);
			}
			catch (IOException ex) {
				// Closed in the meantime: once more, over another
				close();
			}
		}
		this.socket = this.connect.call();
		this.socket.setSoTimeout(20_000);
		this.socket.setTcpNoDelay(true);
		this.in = new BufferedInputStream(this.socket.getInputStream());
		return exchange(request);
	}

	private int exchange(byte[] request) throws IOException {
		this.socket.getOutputStream().write(request);
		this.socket.getOutputStream().flush();
		WireRequest answer = WireRequest.parse(RawServer.readHead(this.in), new byte[0]);
		boolean head = new String(request, 0, 5, StandardCharsets.US_ASCII).equals("HEAD ");
		if (!head && !NO_BODY.contains(answer.target())) {
			skipBody(answer);
		}
		if (answer.value("Connection").equalsIgnoreCase("close")) {
			close();
		}
		// The second word of the status line, as the target is of a request line
		return Integer.parseInt(answer.target());
	}

	private void skipBody(WireRequest answer) throws IOException {
		String length = answer.value("Content-Length");
		if (answer.value("Transfer-Encoding").equalsIgnoreCase("chunked")) {
			skipChunks();
		}
		else if (!length.isEmpty()) {
			this.in.skipNBytes(Long.parseLong(length));
		}
		else {
			// It ends with the connection
			this.in.transferTo(OutputStream.nullOutputStream());
			close();
		}
	}

	private void skipChunks() throws IOException {
		long length;
		do {
			length = Long.parseLong(line(), 16);
			this.in.skipNBytes(length + 2);
		}
		while (length > 0);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
			if (next < 0) {
				throw new IOException("The answer ends in the middle of a chunk");
			}
			line.append((char) next);
		}
		return line.toString().strip();
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
