package io.github.sigv4.it;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with {@code payload: chunked} and 64 MB of memory sends more than that
 * with each client. S3Proxy verifies each chunk.
 */
class LargeUploadIT {

	private static final SigV4Credentials CREDENTIALS = TestSecrets.PERMANENT;

	private static final int MEGABYTE = 1024 * 1024;

	/** {@code -Dsigv4.upload.megabytes=2048} makes it a long run. */
	private static final int MEGABYTES = Integer.getInteger("sigv4.upload.megabytes", 256);

	private S3ProxyProcess s3;

	@BeforeEach
	void start() throws Exception {
		this.s3 = S3ProxyProcess.start(CREDENTIALS);
	}

	@AfterEach
	void stop() {
		this.s3.close();
	}

	@Test
	void fileThatIsLargerThanTheMemoryArrivesWhole(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("large");
		String eTag = "\"" + write(file, MEGABYTES) + "\"";
		JavaProcess consumer = run(directory, file, this.s3.url());
		assertThat(consumer.status()).as(consumer.text()).isZero();
		assertThat(consumer.lines()).hasSize(5)
			.endsWith("WebClient s3 bucket = created", "WebClient upload = " + eTag, "RestClient upload = " + eTag,
					"RestTemplate upload = " + eTag);
	}

	@Test
	void damagedChunkIsRefused(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("large");
		write(file, 1);
		try (Relay relay = DamagingRelay.start(this.s3.port(), MEGABYTE - 1000)) {
			JavaProcess consumer = run(directory, file, relay.url());
			assertThat(consumer.status()).as(consumer.text()).isOne();
			assertThat(consumer.lines()).contains("WebClient s3 bucket = created");
			assertThat(consumer.lines()).filteredOn((line) -> line.contains(" failed: "))
				.hasSize(3)
				.allMatch((line) -> line
					.matches("\\w+ upload failed: 403 FORBIDDEN .*<Code>SignatureDoesNotMatch</Code>.*"));
		}
	}

	/** Returns the MD5 of what is written. */
	private static String write(Path file, int megabytes) throws Exception {
		MessageDigest md5 = MessageDigest.getInstance("MD5");
		Random random = new Random(1);
		byte[] bytes = new byte[MEGABYTE];
		try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), md5)) {
			for (int i = 0; i < megabytes; i++) {
				random.nextBytes(bytes);
				out.write(bytes);
			}
			// No whole number of chunks
			out.write(1);
		}
		return HexFormat.of().formatHex(md5.digest());
	}

	private static JavaProcess run(Path directory, Path file, String s3) throws Exception {
		List<String> arguments = new ArrayList<>(
				List.of("--test.secret=" + CREDENTIALS.secretAccessKey(), "--test.s3=" + s3, "--test.file=" + file));
		for (String unused : List.of("execute-api", "ssm", "sts", "ec2", "iam")) {
			arguments.add("--test." + unused + "=http://127.0.0.1:1");
		}
		return JavaProcess.run("sigv4.consumer.jar", List.of("-Xmx64m"), directory.resolve("consumer"), arguments);
	}

}
