package io.github.sigv4.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * S3Proxy in a process of its own, with the memory for one large object.
 */
public final class S3ProxyProcess implements AutoCloseable {

	private final Process process;

	private final String url;

	private S3ProxyProcess(Process process, String url) {
		this.process = process;
		this.url = url;
	}

	static S3ProxyProcess start(SigV4Credentials credentials) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx3g", "-Dsigv4.s3.classes=" + System.getProperty("sigv4.s3.classes"), "-cp",
				JavaProcess.classPath(), S3ProxyProcess.class.getName(), credentials.accessKeyId(),
				credentials.secretAccessKey())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
		String url = output.readLine();
		if (url == null) {
			throw new IOException("S3Proxy did not start");
		}
		return new S3ProxyProcess(process, url);
	}

	/**
	 * Serves until its standard input ends, as it does when the test does, in whatever
	 * way.
	 * @param args access key id and secret access key
	 * @throws Exception if the server does not start
	 */
	public static void main(String[] args) throws Exception {
		try (S3ProxyServer server = S3ProxyServer.start(SigV4Credentials.of(args[0], args[1]));
				BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			System.out.println(server.url());
			while (input.readLine() != null) {
				// Nothing is said
			}
		}
		System.exit(0);
	}

	String url() {
		return this.url;
	}

	int port() {
		return Integer.parseInt(this.url.substring(this.url.lastIndexOf(':') + 1));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
