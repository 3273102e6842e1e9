package io.github.sigv4.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever searches the documentation for a message finds it: each sentence in the source
 * of what users have stands there.
 */
class TroubleshootingIT {

	private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");

	private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

	/** What the receiving side, a server of tests, says of a request. */
	private static final Pattern RECEIVING = Pattern.compile("RefusedException|Outcome\\.");

	/** Said to programmers of the project alone. */
	private static final Pattern INTERNAL = Pattern.compile("IllegalStateException|IllegalArgumentException");

	/**
	 * Where words of services are looked for, in lower case; what is said to them stands
	 * on the page of refusals as a whole.
	 */
	private static final Pattern ANSWERS = Pattern.compile("(\\w+Refusals|EchoedStrings|CanonicalComparison)\\.java");

	@Test
	void everyMessageIsThere() throws IOException {
		StringBuilder pages = new StringBuilder();
		for (String page : List.of("troubleshooting", "refusals", "observability")) {
			pages.append(normal(Files.readString(Document.ROOT.resolve("docs/" + page + ".md"))));
		}
		TreeMap<String, String> missing = new TreeMap<>();
		int messages = 0;
		for (String module : List.of("sigv4-core", "sigv4-awssdk", "sigv4-spring-boot-autoconfigure")) {
			for (Path file : sources(module)) {
				for (String message : messages(Files.readString(file))) {
					messages++;
					String name = file.getFileName().toString();
					boolean sought = ANSWERS.matcher(name).matches() && Character.isLowerCase(message.charAt(0));
					if (!sought && pages.indexOf(normal(message)) < 0) {
						missing.put(message, name);
					}
				}
			}
		}
		assertThat(missing).isEmpty();
		assertThat(messages).isGreaterThan(150);
	}

	private static List<Path> sources(String module) throws IOException {
		try (Stream<Path> files = Files.walk(Document.ROOT.resolve(module).resolve("src/main/java"))) {
			return files.filter((file) -> file.toString().endsWith(".java")).sorted().toList();
		}
	}

	private static List<String> messages(String source) {
		if (RECEIVING.matcher(source).find()) {
			return List.of();
		}
		String code = JOINED.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll("");
		return Pattern.compile(";\\s*\n")
			.splitAsStream(code)
			.filter((statement) -> !INTERNAL.matcher(statement).find())
			.flatMap((statement) -> LITERAL.matcher(statement).results())
			.map((literal) -> literal.group(1))
			.filter(TroubleshootingIT::isProse)
			.toList();
	}

	private static boolean isProse(String literal) {
		return literal.length() >= 25 && literal.chars().filter((c) -> c == ' ').count() >= 4;
	}

	/** As it is seen: a page has an ellipsis where a message has a value. */
	private static String normal(String text) {
		return text.replace("\\\"", "\"").replaceAll("%n|%s|\\{}|…|\\s", "");
	}

}
