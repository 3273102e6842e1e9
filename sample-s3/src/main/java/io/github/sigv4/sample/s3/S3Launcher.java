package io.github.sigv4.sample.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * An S3-compatible server on loopback and a free port, which accepts requests signed with
 * Signature Version 4 only. Public because the sample makes one by reflection, in a class
 * loader that sees nothing but this class, its libraries and the JDK.
 */
public final class S3Launcher implements AutoCloseable {

	private final S3Proxy server;

	/**
	 * Starts the server.
	 * @param id the access key ID that may sign
	 * @param secret its secret access key
	 * @param directory where buckets are kept; {@code null} keeps them in memory
	 * @throws IOException if the server cannot start
	 */
	public S3Launcher(String id, String secret, @Nullable Path directory) throws IOException {
		BlobStore store = (directory != null)
				? new FilesystemNio2BlobStore(Files.createDirectories(directory).toString())
				: new TransientNio2BlobStore();
		this.server = S3Proxy.builder()
			.blobStore(store)
			.endpoint(URI.create("http://127.0.0.1:0"))
			.awsAuthentication(AuthenticationType.AWS_V4, id, secret)
			.build();
		try {
			this.server.start();
		}
		catch (Exception ex) {
			throw new IOException("The S3-compatible server did not start", ex);
		}
	}

	/**
	 * The port it listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.getPort();
	}

	/**
	 * Stops it. Its threads are no daemons: a JVM that does not call this stays up.
	 */
	@Override
	public void close() throws IOException {
		try {
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IOException("The S3-compatible server did not stop", ex);
		}
	}

}
