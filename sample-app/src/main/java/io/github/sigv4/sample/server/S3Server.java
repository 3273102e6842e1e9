package io.github.sigv4.sample.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/**
 * S3Proxy: an S3-compatible server that other people wrote, so it is a judge of what we
 * sign. It keeps objects in memory and listens on loopback.
 * <p>
 * Its jars are resources of module {@code sample-s3} and get a class loader of their own:
 * on the sample's class path they would switch on auto-configurations.
 */
final class S3Server implements AutoCloseable {

	private static final String LAUNCHER = "io.github.sigv4.sample.s3.S3Launcher";

	private final Path directory;

	private final URLClassLoader classLoader;

	private final AutoCloseable launcher;

	private final URI url;

	private S3Server(Path directory, URLClassLoader classLoader, AutoCloseable launcher, URI url) {
		this.directory = directory;
		this.classLoader = classLoader;
		this.launcher = launcher;
		this.url = url;
	}

	/**
	 * Start the server on a free port.
	 * @param accessKeyId who may sign
	 * @param secretAccessKey with what
	 * @return the server
	 */
	static S3Server start(String accessKeyId, String secretAccessKey) {
		Path directory = null;
		URLClassLoader classLoader = null;
		try {
			directory = Files.createTempDirectory("sample-s3");
			classLoader = new URLClassLoader("s3", copyTo(directory), ClassLoader.getPlatformClassLoader());
			AutoCloseable launcher = launch(classLoader, accessKeyId, secretAccessKey);
			int port = (int) launcher.getClass().getMethod("port").invoke(launcher);
			return new S3Server(directory, classLoader, launcher, URI.create("http://127.0.0.1:" + port));
		}
		catch (Exception ex) {
			release(directory, classLoader);
			throw new IllegalStateException("The S3-compatible server did not start", ex);
		}
	}

	private static AutoCloseable launch(ClassLoader classLoader, String accessKeyId, String secretAccessKey)
			throws ReflectiveOperationException {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		// S3Proxy finds its parts by the thread's class loader
		thread.setContextClassLoader(classLoader);
		try {
			return (AutoCloseable) classLoader.loadClass(LAUNCHER)
				.getConstructor(String.class, String.class, Path.class)
				.newInstance(accessKeyId, secretAccessKey, null);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	/** Copies, since a class loader of the JDK reads no jars that are inside of a jar. */
	private static URL[] copyTo(Path directory) throws IOException {
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
		List<URL> urls = new ArrayList<>();
		urls.add(directory.toUri().toURL());
		String launcher = LAUNCHER.replace('.', '/') + ".class";
		copy(resources.getResource("classpath:" + launcher), directory.resolve(launcher));
		for (Resource jar : resources.getResources("classpath*:s3-libs/*.jar")) {
			Path copy = directory.resolve(Objects.requireNonNull(jar.getFilename()));
			copy(jar, copy);
			urls.add(copy.toUri().toURL());
		}
		return urls.toArray(URL[]::new);
	}

	private static void copy(Resource resource, Path file) throws IOException {
		Files.createDirectories(Objects.requireNonNull(file.getParent()));
		try (InputStream content = resource.getInputStream()) {
			Files.copy(content, file);
		}
	}

	private static void release(@Nullable Path directory, @Nullable URLClassLoader classLoader) {
		try {
			// Before the files: Windows deletes none that is open
			if (classLoader != null) {
				classLoader.close();
			}
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The copies of the S3-compatible server's jars were not deleted", ex);
		}
	}

	/**
	 * Where it listens.
	 * @return the URL, without a slash at the end
	 */
	URI url() {
		return this.url;
	}

	/**
	 * Stops it and deletes the copies. Its threads would keep the JVM alive.
	 */
	@Override
	public void close() throws IOException {
		try {
			this.launcher.close();
		}
		catch (Exception ex) {
			throw new IOException("The S3-compatible server did not stop", ex);
		}
		finally {
			release(this.directory, this.classLoader);
		}
	}

}
