package io.github.sigv4.it.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key that lives as long as the tests, with a certificate for {@code localhost}.
 *
 * @param path where it is
 * @param password its password
 */
record KeyStoreFile(Path path, String password) {

	static KeyStoreFile create() {
		try {
			Path directory = Files.createTempDirectory("matrix");
			Path path = directory.resolve("localhost.p12");
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
					"SAN=dns:localhost", "-storetype", "PKCS12", "-keystore", path.toString(), "-storepass", "matrix")
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("keytool.log").toFile())
				.start();
			if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
				throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
			}
			return new KeyStoreFile(path, "matrix");
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Return what trusts the certificate. */
	SSLContext trustingContext() throws GeneralSecurityException, IOException {
		KeyStore keyStore = KeyStore.getInstance(this.path.toFile(), this.password.toCharArray());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(keyStore);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
