package io.github.sigv4.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The session of {@code command-line-session.txt}, in a shell and with the jar, against
 * servers that verify. What it prints stands in {@code docs/command-line.md}; with
 * {@code -Dsigv4.docs.write=true} it is written there.
 */
@Timeout(300)
class CommandLineSessionIT {

	private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();

	private static final Path PAGE = ROOT.resolve("docs/command-line.md");

	private static final String START = "<!-- generated -->\n";

	private static final String END = "<!-- /generated -->";

	private static final List<String> CERTIFIED = List.of("abc123.execute-api.eu-west-1.amazonaws.com",
			"photos.s3.eu-west-1.amazonaws.com", "sts.eu-west-1.amazonaws.com");

	@TempDir
	private Path home;

	private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	@Test
	void sessionIsThatOfThePage() throws Exception {
		if (!Shell.isThere()) {
			System.out.println("Skipped: the session needs /bin/bash and /dev/full");
		}
		assumeThat(Shell.isThere()).isTrue();
		String session = run();
		assertThat(session).doesNotContain(TestSecrets.MARK);
		String page = Files.readString(PAGE).replace("\r\n", "\n");
		int start = page.indexOf(START) + START.length();
		int end = page.indexOf(END);
		if (Boolean.getBoolean("sigv4.docs.write")) {
			Files.writeString(PAGE, page.substring(0, start) + session + page.substring(end));
			return;
		}
		assertThat(session).as("Run this test with -Dsigv4.docs.write=true").isEqualTo(page.substring(start, end));
	}

	private String run() throws Exception {
		try (VerifyingServer api = server("execute-api");
				VerifyingServer s3 = server("s3");
				VerifyingServer sts = server("sts");
				AwsStandIn aws = AwsStandIn.start(Map.of(CERTIFIED.get(0), api.port(), CERTIFIED.get(1), s3.port(),
						CERTIFIED.get(2), sts.port(), "other.execute-api.eu-west-1.amazonaws.com", api.port()),
						CERTIFIED, this.home)) {
			Shell shell = new Shell(this.home, aws.trustOptions(),
					Map.of("HTTPS_PROXY", aws.proxy(), "AWS_ACCESS_KEY_ID", TestSecrets.PERMANENT.accessKeyId(),
							"AWS_SECRET_ACCESS_KEY", TestSecrets.PERMANENT.secretAccessKey()));
			writeFiles(shell.directory());
			return run(shell, sections());
		}
		finally {
			this.stopped.countDown();
		}
	}

	private VerifyingServer server(String service) {
		return VerifyingServer.builder()
			.credentials(TestSecrets.PERMANENT, TestSecrets.TEMPORARY)
			.service(service, "eu-west-1")
			.respond((request) -> switch (service) {
				case "s3" -> object(request);
				case "sts" -> TestResponse.xml("<GetCallerIdentityResponse>...</GetCallerIdentityResponse>\n");
				default -> order(request);
			})
			.start();
	}

	private TestResponse object(ReceivedRequest request) {
		if (request.method().equals("PUT")) {
			this.objects.put(request.path(), request.body());
			return TestResponse.ok();
		}
		byte[] object = this.objects.get(request.path());
		return (object != null) ? TestResponse.ok().withBody(object) : TestResponse.of(404);
	}

	private TestResponse order(ReceivedRequest request) {
		return switch (request.path()) {
			case "/prod/orders/42" -> TestResponse.json("{\"id\": 42}\n");
			case "/prod/orders" -> TestResponse.json("{\"id\": 43}\n").withStatus(201);
			case "/prod/orders/43" -> TestResponse.json(request.bodyText() + "\n");
			case "/prod/many" -> TestResponse.text("{\"id\": 42}\n".repeat(100_000));
			case "/prod/moved" ->
				TestResponse.of(308).withHeader("Location", "https://elsewhere.example.com/?X-Amz-Signature=0a1b2c");
			case "/prod/slow" -> {
				await();
				yield TestResponse.ok();
			}
			default -> TestResponse.of(404);
		};
	}

	/** Until the test ends. */
	private void await() {
		try {
			this.stopped.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void writeFiles(Path directory) throws Exception {
		Files.writeString(directory.resolve("order.json"), "{\n  \"item\": \"book\"\n}\n");
		Files.write(directory.resolve("photo.jpg"), new byte[] { (byte) 0xff, (byte) 0xd8, '\r', '\n', 0 });
		Path aws = Files.createDirectories(directory.resolveSibling(".aws"));
		Files.writeString(aws.resolve("credentials"),
				"[dev]\naws_access_key_id = %s\naws_secret_access_key = %s\naws_session_token = %s\n".formatted(
						TestSecrets.TEMPORARY.accessKeyId(), TestSecrets.TEMPORARY.secretAccessKey(),
						TestSecrets.TEMPORARY.sessionToken()));
		Files.writeString(directory.resolve("list-users.http"), ListUsers.request());
	}

	private static List<List<String>> sections() throws Exception {
		List<List<String>> sections = new ArrayList<>();
		Path script = Path.of(System.getProperty("basedir", "."), "src/test/resources/command-line-session.txt");
		for (String line : Files.readAllLines(script)) {
			if (line.startsWith("= ")) {
				sections.add(new ArrayList<>());
			}
			if (!line.isBlank() && !line.startsWith("# ")) {
				sections.get(sections.size() - 1).add(line);
			}
		}
		assertThat(sections).hasSizeGreaterThan(5);
		return sections;
	}

	/** Two at a time: what takes long is to start. */
	private static String run(Shell shell, List<List<String>> sections) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<String>> texts = new ArrayList<>();
			for (List<String> section : sections) {
				texts.add(threads.submit(() -> section(shell, section)));
			}
			StringBuilder session = new StringBuilder();
			for (Future<String> text : texts) {
				session.append(text.get());
			}
			return session.toString();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static String section(Shell shell, List<String> lines) throws Exception {
		StringBuilder text = new StringBuilder("\n### " + lines.get(0).substring(2) + "\n\n```text\n");
		for (String command : lines.subList(1, lines.size())) {
			String output = shell.run(command).output().replace("\r\n", "\n");
			text.append("$ ").append(command).append('\n').append(steady(output));
			assertThat(text).as(command).endsWith("\n");
		}
		return text.append("```\n").toString();
	}

	/** Without what is another each time. */
	private static String steady(String output) {
		byte[] bytes = output.getBytes(StandardCharsets.ISO_8859_1);
		return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\b20(?!15)\\d{6}T\\d{6}Z", "20260830T123600Z")
			.replaceAll("\\b20(?!15)\\d{6}/", "20260830/")
			.replaceAll("(?m)^((< )?Date: ).*", "$1Sun, 30 Aug 2026 12:36:00 GMT")
			.replaceAll("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-08-30T12:36:00Z")
			.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "6fd3a2b1-...")
			.replaceAll("127\\.0\\.0\\.1:\\d{2,}", "127.0.0.1:3128")
			.replaceAll("\\d+ days behind", "4018 days behind")
			.replaceAll("sigv4/[0-9A-Z.-]+", "sigv4/0.1.0");
	}

}
