package io.github.sigv4.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as it can be tested.
 *
 * @param path the file
 * @param lines its lines
 */
public record Document(Path path, List<String> lines) {

	/** The root of the project: tests run in the directory of their module. */
	static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();

	private static final Pattern HEADING = Pattern.compile("#+ (.*)");

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

	/**
	 * Read a page.
	 * @param path the path below the root of the project
	 * @return the page
	 */
	public static Document read(String path) throws IOException {
		return new Document(ROOT.resolve(path), Files.readAllLines(ROOT.resolve(path)));
	}

	/** Return all pages: those at the root, and those below {@code docs}. */
	static List<Document> all() throws IOException {
		try (Stream<Path> docs = Files.walk(ROOT.resolve("docs")); Stream<Path> root = Files.list(ROOT)) {
			List<Document> documents = new ArrayList<>();
			for (Path path : Stream.concat(root, docs).filter((file) -> file.toString().endsWith(".md")).toList()) {
				documents.add(read(ROOT.relativize(path).toString()));
			}
			return documents;
		}
	}

	/** Return the sources of all modules. */
	static List<Path> sources() throws IOException {
		List<Path> sources = new ArrayList<>();
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path source : modules.map((module) -> module.resolve("src")).filter(Files::isDirectory).toList()) {
				try (Stream<Path> files = Files.walk(source)) {
					files.filter((file) -> file.toString().endsWith(".java")).forEach(sources::add);
				}
			}
		}
		return sources;
	}

	/** Return what stands between fences. */
	List<Block> blocks() {
		List<Block> blocks = new ArrayList<>();
		int start = -1;
		for (int i = 0; i < this.lines.size(); i++) {
			String line = this.lines.get(i).strip();
			if (!line.startsWith("```")) {
				continue;
			}
			if (start < 0) {
				start = i;
				continue;
			}
			String text = String.join("\n", this.lines.subList(start + 1, i)).stripIndent();
			String before = this.lines.subList(0, start)
				.stream()
				.filter((other) -> !other.isBlank())
				.reduce("", (first, second) -> second);
			blocks.add(new Block(this, start + 1, this.lines.get(start).strip().substring(3), before.strip(), text));
			start = -1;
		}
		return blocks;
	}

	/**
	 * Return the only block in a language below a heading.
	 * @param heading the heading
	 * @param language the language
	 * @return the text of the block
	 */
	public String block(String heading, String language) {
		int start = this.lines.indexOf(heading);
		int end = start + 1;
		while (end < this.lines.size() && !this.lines.get(end).startsWith("## ")) {
			end++;
		}
		List<Block> blocks = new Document(this.path, this.lines.subList(start, end)).blocks()
			.stream()
			.filter((block) -> block.language().equals(language))
			.toList();
		if (start < 0 || blocks.size() != 1) {
			throw new AssertionError(heading + " has " + blocks.size() + " blocks of " + language);
		}
		return blocks.get(0).text();
	}

	/** Return the text without what stands between fences. */
	private List<String> prose() {
		List<String> prose = new ArrayList<>();
		boolean code = false;
		for (String line : this.lines) {
			if (line.strip().startsWith("```")) {
				code = !code;
			}
			else if (!code) {
				prose.add(line);
			}
		}
		return prose;
	}

	/** Return the names by which headings are linked to. */
	List<String> anchors() {
		return prose().stream()
			.map(HEADING::matcher)
			.filter(Matcher::matches)
			.map((heading) -> heading.group(1)
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-'))
			.toList();
	}

	/** Return the targets of links to other files and headings. */
	List<String> links() {
		return prose().stream()
			.flatMap((line) -> LINK.matcher(line).results())
			.map((link) -> link.group(1))
			.filter((link) -> !link.matches("[a-z]+:.*"))
			.collect(Collectors.toList());
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.path).toString();
	}

	/**
	 * What stands between fences.
	 *
	 * @param document where
	 * @param line the number of its first line
	 * @param language what it says to be written in
	 * @param before the last line before it
	 * @param text the lines
	 */
	record Block(Document document, int line, String language, String before, String text) {

		/** Whether it is said why no test runs it. */
		boolean isExcused() {
			return this.before.matches("<!-- not run: .{10,} -->");
		}

		@Override
		public String toString() {
			return this.document + ":" + this.line;
		}

	}

}
