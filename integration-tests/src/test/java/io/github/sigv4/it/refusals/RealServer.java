package io.github.sigv4.it.refusals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.github.sigv4.it.matrix.WireRequest;

/**
 * A server that others wrote: gets a request as it is, and answers what it answers.
 *
 * @param port its port on the loopback interface
 */
record RealServer(int port) implements Function<WireRequest, byte[]> {

	@Override
	public byte[] apply(WireRequest request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(20_000);
			String bytes = new String(request.toBytes(), StandardCharsets.ISO_8859_1);
			socket.getOutputStream()
				.write(bytes.replaceFirst("\r\n", "\r\nConnection: close\r\n").getBytes(StandardCharsets.ISO_8859_1));
			return socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
