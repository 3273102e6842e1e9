package io.github.sigv4.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Reads, once all other tests have run, what they and their processes logged, with our
 * loggers at TRACE and all others at INFO, and what they printed: there is no secret, no
 * session token and no signature in it.
 */
class LoggedSecretsScan {

	/** Written by our loggers at the levels that nobody sees by chance. */
	private static final Pattern OURS = Pattern
		.compile(" (TRACE|DEBUG) \\d+ --- .*\\] i(o)?\\.g(ithub)?\\.s(igv4)?\\.");

	private static final Pattern SAMPLE_SECRET = Pattern
		.compile("(?m)^ +(secret-access-key|session-token): *([^\\s$]\\S*)$");

	private static final Map<String, Pattern> forbidden = new LinkedHashMap<>();

	private static List<Path> logs;

	private static List<Path> prints;

	@BeforeAll
	static void read() throws IOException {
		forbidden.put("secret of a test", Pattern.compile("(?i)" + TestSecrets.MARK));
		forbidden.put("secret of the sample", Pattern.compile(sampleSecrets()));
		forbidden.put("signature", Pattern.compile("(?i)signature[\"':=\\s]{1,4}[0-9a-f]{64}"));
		forbidden.put("Authorization", Pattern.compile("AWS4-[A-Z0-9-]+ Credential="));
		forbidden.put("session token",
				Pattern.compile("(?i)(X-Amz-(Security|S3session)-Token|SessionToken)[\"'>:=\\s]{1,4}(?!null)[\\w%+/]"));
		forbidden.put("secret access key", Pattern.compile("SecretAccessKey[\"'>:=\\s]{1,4}\\w"));
		logs = files("sigv4.logs", ".+\\.log");
		prints = Stream
			.concat(files("sigv4.logs", ".+\\.txt").stream(),
					files("sigv4.reports", "TEST-(?!.*LoggedSecretsScan).+\\.xml").stream())
			.toList();
	}

	/** They are in nobody's hands: AWS shows them in its documentation. */
	private static String sampleSecrets() throws IOException {
		List<String> secrets = new ArrayList<>();
		Matcher matcher = SAMPLE_SECRET
			.matcher(Files.readString(Path.of(System.getProperty("sigv4.sample.properties"))));
		while (matcher.find()) {
			secrets.add(Pattern.quote(matcher.group(2)));
		}
		assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);
		return String.join("|", secrets);
	}

	private static List<Path> files(String directory, String name) throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty(directory)))) {
			return files.filter((file) -> file.getFileName().toString().matches(name)).sorted().toList();
		}
	}

	@Test
	void nothingIsLogged() throws IOException {
		assertThat(findings(logs)).isEmpty();
	}

	@Test
	void nothingIsPrinted() throws IOException {
		assertThat(findings(prints)).isEmpty();
	}

	@Test
	void everyProcessSaidAll() throws IOException {
		for (Path log : files("sigv4.logs", "\\d.+\\.log")) {
			assertThat(lines(log)).as("%s has what only TRACE shows", log).anyMatch(OURS.asPredicate());
		}
		// A log that became too large and is packed cannot be read here
		assertThat(files("sigv4.logs", ".+(?<!\\.log|\\.txt)")).isEmpty();
	}

	@Test
	void allTestsAreThere() throws IOException {
		assumeThat(System.getProperty("sigv4.it.test", "")).as("some tests only").isEmpty();
		assertThat(logs).hasSizeGreaterThanOrEqualTo(15);
		assertThat(prints).hasSizeGreaterThanOrEqualTo(23);
		Path tests = logs.get(logs.size() - 1);
		assertThat(tests).hasFileName("tests.log");
		assertThat(lines(tests)).as("lines of a System.Logger")
			.anyMatch((line) -> line.contains("io.github.sigv4.it.matrix.Library"));
	}

	private static List<String> findings(List<Path> files) throws IOException {
		List<String> findings = new ArrayList<>();
		for (Path file : files) {
			for (String line : lines(file)) {
				forbidden.forEach((what, pattern) -> {
					if (pattern.matcher(line).find()) {
						findings.add(what + " in " + file.getFileName() + ": " + line);
					}
				});
			}
		}
		return findings;
	}

	/** Whatever bytes there are. */
	private static List<String> lines(Path file) throws IOException {
		return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
	}

}
