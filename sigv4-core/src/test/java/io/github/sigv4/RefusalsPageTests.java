package io.github.sigv4;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.github.sigv4.Refusal.Cause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of refusals is made of the answers in {@code refusals.txt}. With
 * {@code -Dsigv4.docs.write=true} it is written anew.
 */
class RefusalsPageTests {

	private static final Path PAGE = Path.of(System.getProperty("basedir", ".")).resolve("../docs/refusals.md");

	private static final String START = "<!-- generated -->\n";

	private static final String END = "<!-- /generated -->";

	@Test
	void pageIsThatOfTheAnswers() throws IOException {
		String page = Files.readString(PAGE).replace("\r\n", "\n");
		int start = page.indexOf(START) + START.length();
		int end = page.indexOf(END);
		if (Boolean.getBoolean("sigv4.docs.write")) {
			Files.writeString(PAGE, page.substring(0, start) + generate() + page.substring(end));
			return;
		}
		assertThat(page.substring(start, end)).as("Run this test with -Dsigv4.docs.write=true").isEqualTo(generate());
	}

	private static String generate() {
		return Arrays.stream(Cause.values()).map(RefusalsPageTests::section).collect(Collectors.joining());
	}

	private static String section(Cause cause) {
		return RefusalCase.all()
			.stream()
			.filter((answer) -> answer.cause().equals(cause.name()))
			.map(RefusalsPageTests::entry)
			.collect(Collectors.joining("", "\n### " + cause + "\n\n", ""));
	}

	private static String entry(RefusalCase answer) {
		String source = Objects.requireNonNull(answer.headers().get("source"));
		String said = source.startsWith("http") ? "[" + answer.name() + "](" + source + ")"
				: answer.name() + " (" + source + ")";
		return "- " + said + ": `" + answer.explanation().replace("`", "'") + "`\n";
	}

}
