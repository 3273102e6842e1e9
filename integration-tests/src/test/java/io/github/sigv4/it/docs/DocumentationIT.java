package io.github.sigv4.it.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.autoconfigure.SigV4AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documentation shows is what is compiled, bound and run, or it says why not.
 */
class DocumentationIT {

	/** Checked by what is written in them, each by a test of its own below. */
	private static final Set<String> LANGUAGES = Set.of("java", "yaml", "sh", "xml");

	/** Shown, nothing to run. */
	private static final Set<String> OUTPUT = Set.of("text", "http");

	private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|IT|Scan))(?:#(\\w+))?`");

	private static List<String> sources;

	@BeforeAll
	static void readSources() throws IOException {
		sources = new ArrayList<>();
		for (Path file : Document.sources()) {
			sources.add(compact(Files.readString(file)));
		}
	}

	/** Without blanks and comments: both are set otherwise on a page. */
	private static String compact(String java) {
		return java.replaceAll("(?m)(^|\\s)//.*$", "").replaceAll("(?s)/\\*\\*.*?\\*/", "").replaceAll("\\s+", "");
	}

	@ParameterizedTest
	@MethodSource("documents")
	void linksLeadSomewhere(Document document) throws IOException {
		for (String link : document.links()) {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? document.path() : document.path().resolveSibling(parts[0]).normalize();
			assertThat(target).as("%s in %s", link, document).exists();
			if (parts.length > 1) {
				assertThat(Document.read(Document.ROOT.relativize(target).toString()).anchors())
					.as("%s in %s", link, document)
					.contains(parts[1]);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyBlockHasALanguageThatIsLookedAfter(Document document) {
		assertThat(document.blocks()).allMatch((block) -> block.isExcused() || LANGUAGES.contains(block.language())
				|| OUTPUT.contains(block.language()));
	}

	@ParameterizedTest
	@MethodSource
	void javaIsCompiled(Document.Block block) {
		assertThat(sources).as("%s is in no source:%n%s", block, block.text())
			.anyMatch((source) -> source.contains(compact(block.text())));
	}

	static List<Document.Block> javaIsCompiled() throws IOException {
		return blocks("java");
	}

	@ParameterizedTest
	@MethodSource
	void yamlStartsAnApplication(Document.Block block) throws IOException {
		List<PropertySource<?>> properties = new YamlPropertySourceLoader().load("page",
				new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8)));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SigV4AutoConfiguration.class))
			.withInitializer((context) -> {
				properties.forEach(context.getEnvironment().getPropertySources()::addFirst);
				context.getEnvironment()
					.getPropertySources()
					.addLast(new MapPropertySource("placeholders",
							Map.of("ORDERS_SECRET", "secret", "ORDERS_TOKEN", "token")));
			})
			.run((context) -> assertThat(context).as(block.toString())
				.hasNotFailed()
				.hasSingleBean(SigV4Services.class));
	}

	static List<Document.Block> yamlStartsAnApplication() throws IOException {
		return blocks("yaml");
	}

	@Test
	void commandsAreThoseOfTheBuildServer() throws IOException {
		String run = Files.readString(Document.ROOT.resolve(".ci/run"));
		for (Document.Block block : blocks("sh")) {
			for (String line : block.text().lines().toList()) {
				String command = line.replaceAll("\\s+#.*", "").replaceAll("-q|-B|-ntp|\\s+", "");
				assertThat(run.replaceAll("-q|-B|-ntp|clean|\\s+", "")).as("%s: %s", block, line).contains(command);
			}
		}
	}

	@Test
	void dependenciesAreModulesOfThisVersion() throws IOException {
		String pom = Files.readString(Document.ROOT.resolve("pom.xml"));
		String version = pom.replaceFirst("(?s).*?<version>(.+?)</version>.*", "$1");
		for (Document.Block block : blocks("xml")) {
			String artifact = block.text().replaceFirst("(?s).*<artifactId>(.+?)</artifactId>.*", "$1");
			assertThat(block.text()).as(block.toString()).contains("<groupId>io.github.sigv4</groupId>");
			assertThat(pom).as(block.toString()).contains("<module>" + artifact + "</module>");
			if (block.text().contains("<version>")) {
				assertThat(block.text()).as(block.toString()).contains("<version>" + version + "</version>");
			}
		}
	}

	@Test
	void testsThatAreNamedExist() throws IOException {
		Map<String, Path> tests = Document.sources()
			.stream()
			.filter((file) -> file.toString().replace('\\', '/').contains("/src/test/"))
			.collect(Collectors.toMap((file) -> file.getFileName().toString().replace(".java", ""), (file) -> file,
					(first, second) -> first));
		for (Document document : Document.all()) {
			for (String line : document.lines()) {
				for (MatchResult name : TEST.matcher(line).results().toList()) {
					assertThat(tests).as("%s: %s", document, line).containsKey(name.group(1));
					if (name.group(2) != null) {
						assertThat(tests.get(name.group(1))).content()
							.as("%s: %s", document, line)
							.contains(" " + name.group(2) + "(");
					}
				}
			}
		}
	}

	@Test
	void everySupportedCaseNamesItsTest() throws IOException {
		List<String> rows = Document.read("docs/supported.md")
			.lines()
			.stream()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| ---") && !line.contains("| test |"))
			.toList();
		assertThat(rows).hasSizeGreaterThan(20).allMatch((row) -> TEST.matcher(row).find());
	}

	static List<Document> documents() throws IOException {
		return Document.all();
	}

	private static List<Document.Block> blocks(String language) throws IOException {
		List<Document.Block> blocks = Document.all()
			.stream()
			.flatMap((document) -> document.blocks().stream())
			.filter((block) -> block.language().equals(language) && !block.isExcused())
			.toList();
		assertThat(blocks).isNotEmpty();
		return blocks;
	}

}
