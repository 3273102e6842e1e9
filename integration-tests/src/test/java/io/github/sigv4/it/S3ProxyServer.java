package io.github.sigv4.it;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * S3Proxy in a class loader of its own, from the classes of {@code sample-s3}.
 */
public final class S3ProxyServer implements AutoCloseable {

	private final URLClassLoader classLoader;

	private final AutoCloseable launcher;

	private S3ProxyServer(URLClassLoader classLoader, AutoCloseable launcher) {
		this.classLoader = classLoader;
		this.launcher = launcher;
	}

	/**
	 * Start a server.
	 * @param credentials who may sign
	 * @return the server
	 * @throws Exception if it does not start
	 */
	public static S3ProxyServer start(SigV4Credentials credentials) throws Exception {
		URLClassLoader classLoader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader());
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(classLoader);
		try {
			Object launcher = classLoader.loadClass("io.github.sigv4.sample.s3.S3Launcher")
				.getConstructor(String.class, String.class, Path.class)
				.newInstance(credentials.accessKeyId(), credentials.secretAccessKey(), null);
			return new S3ProxyServer(classLoader, (AutoCloseable) launcher);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private static URL[] urls() throws IOException {
		Path classes = Path.of(System.getProperty("sigv4.s3.classes"));
		List<URL> urls = new ArrayList<>();
		urls.add(classes.toUri().toURL());
		try (DirectoryStream<Path> jars = Files.newDirectoryStream(classes.resolve("s3-libs"), "*.jar")) {
			for (Path jar : jars) {
				urls.add(jar.toUri().toURL());
			}
		}
		return urls.toArray(URL[]::new);
	}

	/**
	 * Return where it listens.
	 * @return the URL without a path
	 * @throws ReflectiveOperationException if it does not tell
	 */
	public String url() throws ReflectiveOperationException {
		return "http://127.0.0.1:" + this.launcher.getClass().getMethod("port").invoke(this.launcher);
	}

	@Override
	public void close() throws IOException {
		try {
			this.launcher.close();
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
		finally {
			this.classLoader.close();
		}
	}

}
