package io.github.sigv4.it.recipes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsStandIn;
import io.github.sigv4.it.aws.Reply;
import io.github.sigv4.it.docs.Document;
import io.github.sigv4.it.matrix.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command line as the documentation shows it: what it says to have sent is what
 * arrived, and AWS's own signer takes it.
 */
class VerboseCommandIT {

	private static final String HOST = "abc123.execute-api.eu-west-1.amazonaws.com";

	@Test
	void showsWhatIsOnTheWire(@TempDir Path directory) throws Exception {
		try (AwsStandIn api = new AwsStandIn("execute-api", "eu-west-1", Clock.systemUTC(),
				(request) -> Reply.json("{\"id\":\"42\"}"))
			.knowing(TestSecrets.TEMPORARY)) {
			Path out = directory.resolve("out");
			Path err = directory.resolve("err");
			ProcessBuilder builder = new ProcessBuilder(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
					"-jar", System.getProperty("sigv4.cli.jar"), "-v", "-H", "Host: " + HOST,
					api.url() + "/prod/orders/42")
				.redirectOutput(out.toFile())
				.redirectError(err.toFile());
			builder.environment().keySet().removeIf((name) -> name.startsWith("AWS_"));
			builder.environment().put("AWS_ACCESS_KEY_ID", TestSecrets.TEMPORARY.accessKeyId());
			builder.environment().put("AWS_SECRET_ACCESS_KEY", TestSecrets.TEMPORARY.secretAccessKey());
			builder.environment().put("AWS_SESSION_TOKEN", TestSecrets.TEMPORARY.sessionToken());
			Process process = builder.start();
			try {
				assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			}
			finally {
				process.destroyForcibly();
			}
			List<String> said = Files.readAllLines(err, StandardCharsets.UTF_8);
			assertThat(process.exitValue()).isZero();
			assertThat(out).hasContent("{\"id\":\"42\"}");
			assertThat(api.refused()).isEmpty();
			assertThat(lines(said, "> ")).isEqualTo(head(api.requests().get(0)));
			assertThat(lines(said, "< ").get(0)).startsWith("HTTP/1.1 200");
			assertThat(String.join("\n", said)).doesNotContain(TestSecrets.MARK);
			List<String> shown = Document.read("docs/scenarios.md")
				.block("## The command line with -v", "text")
				.lines()
				.toList();
			// A Host that is given stands where it was given
			assertThat(timeless(lines(said, "> "))).containsExactlyInAnyOrderElementsOf(timeless(lines(shown, "> ")));
			assertThat(timeless(lines(said, "* ")).get(0)).isEqualTo(timeless(lines(shown, "* ")).get(0));
		}
	}

	private static List<String> head(WireRequest request) {
		List<String> head = new ArrayList<>(List.of(request.method() + " " + request.target() + " HTTP/1.1"));
		request.headers()
			.forEach((header) -> head.add(header.getKey() + ": "
					+ (header.getKey().equalsIgnoreCase("X-Amz-Security-Token") ? "[redacted]" : header.getValue())
						.replaceAll("(?<=Signature=)[0-9a-f]{64}", "[redacted]")));
		return head;
	}

	/** What stands behind a mark, but for the empty line at the end of a head. */
	private static List<String> lines(List<String> lines, String mark) {
		return lines.stream()
			.filter((line) -> line.startsWith(mark) && line.length() > mark.length())
			.map((line) -> line.substring(mark.length()))
			.toList();
	}

	private static List<String> timeless(List<String> lines) {
		return lines.stream()
			.map((line) -> line.replaceAll("\\d{8}(?=T\\d{6}Z|/)", "").replaceAll("T\\d{6}Z", ""))
			.toList();
	}

}
