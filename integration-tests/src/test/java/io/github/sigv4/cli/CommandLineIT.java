package io.github.sigv4.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.sigv4.it.S3ProxyServer;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What only the jar, in a process of its own, can show of single requests.
 */
@Timeout(300)
class CommandLineIT {

	/** {@code -Dsigv4.upload.megabytes=2048} makes it a long run. */
	private static final int MEGABYTES = Integer.getInteger("sigv4.upload.megabytes", 48);

	private static final String S3 = " --service s3 --region eu-west-1 ";

	@TempDir
	private Path home;

	private Shell shell;

	@BeforeEach
	void openShell() throws IOException {
		boolean there = Shell.isThere();
		if (!there) {
			System.out.println("Skipped: this needs /bin/bash and /dev/full");
		}
		assumeThat(there).isTrue();
		Path temporary = Files.createDirectories(this.home.resolve("tmp"));
		this.shell = new Shell(this.home, "-Djava.io.tmpdir=" + temporary,
				Map.of("AWS_ACCESS_KEY_ID", TestSecrets.TEMPORARY.accessKeyId(), "AWS_SECRET_ACCESS_KEY",
						TestSecrets.TEMPORARY.secretAccessKey(), "AWS_SESSION_TOKEN",
						TestSecrets.TEMPORARY.sessionToken()));
	}

	@Test
	void jarHasAllAndNothingTwice() throws IOException {
		try (JarFile jar = new JarFile(System.getProperty("sigv4.cli.jar"))) {
			List<String> names = jar.stream().map(ZipEntry::getName).toList();
			Set<String> once = new HashSet<>();
			assertThat(names).allMatch(once::add)
				.contains("META-INF/LICENSE", "META-INF/LICENSE.txt", "META-INF/NOTICE", "META-INF/NOTICE.txt",
						"META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
						"META-INF/services/software.amazon.awssdk.http.SdkHttpService")
				.noneMatch((name) -> name.endsWith("module-info.class") || name.startsWith("META-INF/versions/")
						|| name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
			assertThat(text(jar, "META-INF/LICENSE.txt")).contains("QOS.ch");
			assertThat(text(jar, "META-INF/NOTICE.txt")).contains("AWS SDK for Java");
			assertThat(text(jar, "META-INF/NOTICE")).contains("Apache HttpClient", "Jackson 2.x", "Jackson 3.x");
		}
	}

	private static String text(JarFile jar, String name) throws IOException {
		return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
	}

	/** What makes the options takes longer to load than many lines to sign. */
	@Test
	void batchStartsWithoutTheOptionsOfRequests() throws Exception {
		Shell.Result batch = this.shell.run("SIGV4_OPTIONS=-Xlog:class+load sigv4 batch");
		assertThat(batch.status()).isZero();
		assertThat(batch.output()).contains(" io.github.sigv4.cli.BatchCommand ")
			.doesNotContain(" picocli.CommandLine ", " org.apache.hc.", " software.amazon.awssdk.");
	}

	@Test
	void fileThatIsLargerThanTheMemoryArrivesWhole() throws Exception {
		Path file = this.shell.directory().resolve("large");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(MEGABYTES * 1024L * 1024);
			sparse.seek(sparse.length());
			sparse.write(1);
		}
		try (VerifyingServer s3 = VerifyingServer.builder()
			.credentials(TestSecrets.TEMPORARY)
			.service("s3", "eu-west-1")
			.bodyLimit(0)
			.start()) {
			String url = S3 + s3.uri() + "/bucket/large";
			for (String command : List.of("sigv4 -T large" + url, "sigv4 --unsigned-payload -T large" + url,
					"cat large | sigv4 -X PUT --data-binary @-" + url)) {
				Shell.Result result = this.shell.run("export SIGV4_OPTIONS=-Xmx32m; " + command);
				assertThat(result).as(command).isEqualTo(new Shell.Result(0, ""));
			}
			assertThat(s3.requests()).hasSize(3)
				.allMatch((request) -> request.verification().isVerified())
				.allMatch((request) -> request.bodyLength() == file.toFile().length())
				.extracting(ReceivedRequest::bodyHash)
				.containsOnly(s3.requests().get(0).bodyHash());
		}
		assertThat(temporaryFiles()).isEmpty();
	}

	private List<String> temporaryFiles() throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve("tmp"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.startsWith("sigv4-"))
				.toList();
		}
	}

	@Test
	void whenItIsInterruptedThenEndsAsAProgramDoesAndLeavesNoFile() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// A build in the background is deaf to interrupts, and so would be its
			// children
			String heard = "$(env --default-signal=INT true 2>/dev/null && echo env --default-signal=INT)";
			Process process = this.shell.start("head -c 3000000 /dev/zero | exec " + heard + " sigv4 -T -" + S3
					+ "http://127.0.0.1:" + silent.getLocalPort() + "/x");
			try (Socket connected = silent.accept()) {
				assertThat(connected.getInputStream().read()).isEqualTo('P');
				assertThat(temporaryFiles()).hasSize(1);
				ProcessHandle java = process.descendants()
					.filter((handle) -> handle.info().command().orElse("").endsWith("java"))
					.findFirst()
					.orElseThrow();
				assertThat(this.shell.run("kill -INT " + java.pid()).status()).isZero();
				assertThat(process.waitFor()).isEqualTo(130);
			}
		}
		assertThat(temporaryFiles()).isEmpty();
	}

	@Test
	void progressBarIsOnATerminalOnly() throws Exception {
		boolean there = Files.isExecutable(Path.of("/usr/bin/script"));
		if (!there) {
			System.out.println("Skipped: there is no script(1) of util-linux to make a terminal");
		}
		assumeThat(there).isTrue();
		try (VerifyingServer s3 = VerifyingServer.builder()
			.credentials(TestSecrets.TEMPORARY)
			.service("s3", "eu-west-1")
			.start()) {
			String upload = "head -c 2000000 /dev/zero > file; sigv4 -T file" + S3 + s3.uri() + "/bucket/x";
			String seen = this.shell.run("script -qec '" + upload + "' /dev/null").output();
			assertThat(seen).contains("\rhashing  [####################] 100 % of 2.0 MB",
					"\rsending  [####################] 100 % of 2.0 MB");
			assertThat(this.shell.run("script -qec '" + upload + " 2> errors' /dev/null").output()).isEmpty();
			assertThat(this.shell.directory().resolve("errors")).isEmptyFile();
			assertThat(this.shell.run("script -qec '" + upload + " -s' /dev/null").output()).isEmpty();
		}
	}

	/** A server that somebody else wrote. */
	@Test
	void s3ProxyTakesWhatIsSigned() throws Exception {
		try (S3ProxyServer s3 = S3ProxyServer.start(TestSecrets.PERMANENT)) {
			Files.writeString(this.shell.directory().resolve("file"), "content of a key\n");
			String key = s3.url() + "/bucket/a%20b%2Bc.txt";
			List<String> commands = List.of("sigv4 -f -X PUT" + S3 + s3.url() + "/bucket",
					"sigv4 -f -T file" + S3 + key, "sigv4 -f --unsigned-payload -T file" + S3 + key,
					"sigv4 -f" + S3 + key, "sigv4 --presign 60" + S3 + key);
			String shell = "unset AWS_SESSION_TOKEN; export AWS_ACCESS_KEY_ID=" + TestSecrets.PERMANENT.accessKeyId()
					+ "; " + String.join(" && ", commands);
			Shell.Result result = this.shell.run(shell);
			assertThat(result.status()).as(result.output()).isZero();
			List<String> lines = result.output().lines().toList();
			assertThat(lines).hasSize(2).first().isEqualTo("content of a key");
			HttpResponse<String> fetched = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(lines.get(1))).build(), HttpResponse.BodyHandlers.ofString());
			assertThat(fetched.statusCode()).isEqualTo(200);
			assertThat(fetched.body()).isEqualTo("content of a key\n");
		}
	}

}
