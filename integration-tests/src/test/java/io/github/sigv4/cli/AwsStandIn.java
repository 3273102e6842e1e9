package io.github.sigv4.cli;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A proxy behind which hosts of AWS are servers of the test, with TLS and a certificate
 * for their names.
 */
final class AwsStandIn implements AutoCloseable {

	private static final String PASSWORD = "stand-in";

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Map<String, Integer> ports;

	private final Path keyStore;

	private final SSLContext tls;

	private AwsStandIn(Map<String, Integer> ports, Path keyStore) throws Exception {
		this.ports = ports;
		this.keyStore = keyStore;
		this.tls = context(keyStore);
		this.threads.execute(this::accept);
	}

	/**
	 * Start it.
	 * @param ports ports of servers on this machine, which speak plain HTTP, by the host
	 * for which they stand
	 * @param certified the hosts that are in the certificate
	 * @param directory where the key goes
	 */
	static AwsStandIn start(Map<String, Integer> ports, Iterable<String> certified, Path directory) throws Exception {
		Path keyStore = directory.resolve("stand-in.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "aws", "-keyalg", "EC", "-dname", "CN=stand-in", "-ext",
				"SAN=dns:" + String.join(",dns:", certified), "-storetype", "PKCS12", "-keystore", keyStore.toString(),
				"-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("keytool.log").toFile())
			.start();
		if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
			throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
		}
		return new AwsStandIn(ports, keyStore);
	}

	private static SSLContext context(Path keyStore) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context;
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.threads.execute(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void serve(Socket client) {
		try (client) {
			String head = readHead(client.getInputStream());
			String host = head.replaceFirst("(?s)CONNECT ([^:]+):443 HTTP/1.1\r\n.*", "$1");
			Integer port = this.ports.get(host);
			if (port == null) {
				write(client.getOutputStream(), "HTTP/1.1 403 Not Allowed\r\nContent-Length: 0\r\n\r\n");
				return;
			}
			write(client.getOutputStream(), "HTTP/1.1 200 Connected\r\n\r\n");
			SSLSocket secure = (SSLSocket) this.tls.getSocketFactory().createSocket(client, host, 443, true);
			secure.setUseClientMode(false);
			try (secure; Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
				this.threads.execute(() -> copy(secure, target));
				target.getInputStream().transferTo(secure.getOutputStream());
			}
		}
		catch (IOException ex) {
			// One side went away
		}
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// One side went away
		}
	}

	private static String readHead(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int value = in.read();
			if (value < 0) {
				throw new EOFException();
			}
			head.write(value);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	/** Where the proxy is. */
	String proxy() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	/** Options of a JVM that trusts the certificate. */
	String trustOptions() {
		return "-Djavax.net.ssl.trustStore=" + this.keyStore + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
	}

}
