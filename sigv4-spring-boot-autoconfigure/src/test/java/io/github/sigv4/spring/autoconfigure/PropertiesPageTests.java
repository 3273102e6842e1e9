package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of all properties is made of the metadata. With
 * {@code -Dsigv4.docs.write=true} it is written anew.
 */
class PropertiesPageTests {

	private static final Path PAGE = Path.of(System.getProperty("basedir", "."))
		.resolve("../docs/configuration-properties.md");

	private static final String START = "<!-- generated -->\n";

	private static final String END = "<!-- /generated -->";

	@Test
	void pageIsThatOfTheMetadata() throws IOException {
		String page = Files.readString(PAGE).replace("\r\n", "\n");
		int start = page.indexOf(START) + START.length();
		int end = page.indexOf(END);
		String generated = generate();
		if (Boolean.getBoolean("sigv4.docs.write")) {
			Files.writeString(PAGE, page.substring(0, start) + generated + page.substring(end));
			return;
		}
		assertThat(page.substring(start, end)).as("Run this test with -Dsigv4.docs.write=true").isEqualTo(generated);
	}

	private static String generate() throws IOException {
		try (InputStream json = PropertiesPageTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			List<Map<String, Object>> properties = JsonPath.parse(json).read("$.properties");
			return "\n| property | type | default | |\n| --- | --- | --- | --- |\n" + properties.stream()
				.sorted(Comparator.comparing((property) -> String.valueOf(property.get("name"))))
				.map(PropertiesPageTests::row)
				.collect(Collectors.joining()) + "\n";
		}
	}

	private static String row(Map<String, Object> property) {
		Object standard = property.get("defaultValue");
		return "| `%s` | %s | %s | %s |\n".formatted(String.valueOf(property.get("name")).replace(".*.", ".<name>."),
				type(String.valueOf(property.get("type"))), (standard != null) ? "`" + standard + "`" : "",
				String.valueOf(property.get("description"))
					.replaceAll("(?<= )\\*(?= )|x-amz-\\*|us-\\*|\\*\\.", "`$0`"));
	}

	private static String type(String type) {
		return type.replaceAll("[\\w.]+[.$](?=\\w)", "").replaceAll("<(.*)>", " of $1").replace(",", " to ");
	}

}
