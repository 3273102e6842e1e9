package io.github.sigv4.it.matrix;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * Sends requests as they are, over one connection as long as it lasts.
 */
final class RawClient implements AutoCloseable {

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
		this.in.skipNBytes(head ? 0 : Long.parseLong(answer.value("Content-Length")));
		if (answer.value("Connection").equalsIgnoreCase("close")) {
			close();
		}
		// The second word of the status line, as the target is of a request line
		return Integer.parseInt(answer.target());
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
