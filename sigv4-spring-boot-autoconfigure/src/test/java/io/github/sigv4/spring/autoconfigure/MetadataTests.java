package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.sigv4.spring.autoconfigure.SigV4Properties.AssumeRole;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Chunked;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Credentials;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.SearchClient;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.SourceRole;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What IDEs know of the properties.
 */
class MetadataTests {

	private static final String SERVICE = "aws.sigv4.services.*.";

	private static final Map<Class<?>, String> NESTED = Map.of(Credentials.class, "credentials.", Chunked.class,
			"chunked.", AssumeRole.class, "assume-role.");

	private static DocumentContext metadata;

	@BeforeAll
	static void read() throws IOException {
		try (InputStream json = MetadataTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			metadata = JsonPath.parse(json);
		}
	}

	@Test
	void everyPropertyIsDescribedAndNoOther() {
		assertThat(list("properties")).map((property) -> property.get("name"))
			.doesNotHaveDuplicates()
			.hasSameElementsAs(expected());
	}

	@Test
	void descriptionsAreSentences() {
		assertThat(list("properties")).extracting((property) -> String.valueOf(property.get("description")))
			.allSatisfy((description) -> assertThat(description).matches("[A-Z].*\\.").doesNotStartWith("The "));
	}

	@Test
	void typesAreGiven() {
		assertThat(list("properties")).allSatisfy((property) -> assertThat(property).containsKey("type"));
	}

	@Test
	void switchesAreDescribedAsWhether() {
		assertThat(list("properties")).filteredOn((property) -> "java.lang.Boolean".equals(property.get("type")))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(property.get("description")).asString().startsWith("Whether "));
	}

	@Test
	void defaultsOfAServiceAreThoseOfBinding() {
		assertDefaults(SERVICE, Service.class);
		assertDefaults(SERVICE + "chunked.", Chunked.class);
	}

	private static void assertDefaults(String prefix, Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			if (NESTED.containsKey(component.getType())) {
				continue;
			}
			DefaultValue bound = parameterDefault(type, component);
			Object described = property(prefix + kebab(component.getName())).get("defaultValue");
			if (bound == null || bound.value().length == 0) {
				assertThat(described).as(component.getName()).isNull();
			}
			else {
				assertThat(described).as(component.getName()).hasToString(bound.value()[0]);
			}
		}
	}

	@Test
	void signingNamesAreHinted() {
		Map<String, Object> hint = list("hints").stream()
			.filter((candidate) -> candidate.get("name").equals(SERVICE + "signing-name"))
			.findFirst()
			.orElseThrow();
		assertThat(cast(hint.get("values"))).extracting((value) -> value.get("value"))
			.hasSameElementsAs(KnownSigningNames.ALL);
	}

	@Test
	void hintsAreOfProperties() {
		assertThat(list("hints")).map((hint) -> String.valueOf(hint.get("name")))
			.map((name) -> name.replaceFirst("\\.keys$", ""))
			.isSubsetOf(expected());
	}

	@Test
	void namesThatAreCheckedAreThoseThatAreBound() {
		assertThat(PropertyNames.ROOT).isEqualTo(names(SigV4Properties.class));
		assertThat(PropertyNames.SERVICE).isEqualTo(names(Service.class));
		assertThat(PropertyNames.CREDENTIALS).isEqualTo(names(Credentials.class));
		assertThat(PropertyNames.ASSUME_ROLE).isEqualTo(names(AssumeRole.class));
		assertThat(PropertyNames.SOURCE_ROLE).isEqualTo(names(SourceRole.class));
		assertThat(PropertyNames.CHUNKED).isEqualTo(names(Chunked.class));
		assertThat(PropertyNames.SEARCH_CLIENT).isEqualTo(names(SearchClient.class));
	}

	private static List<String> expected() {
		List<String> expected = new ArrayList<>(List.of("management.health.sigv4.enabled",
				"management.endpoint.sigv4.access", "management.endpoint.sigv4.cache.time-to-live"));
		add(expected, "aws.sigv4.", SigV4Properties.class);
		add(expected, SERVICE, Service.class);
		return expected;
	}

	private static void add(List<String> expected, String prefix, Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			if (NESTED.containsKey(component.getType())) {
				add(expected, prefix + NESTED.get(component.getType()), component.getType());
			}
			else if (component.getType() == SearchClient.class) {
				add(expected, prefix + kebab(component.getName()) + ".", SearchClient.class);
			}
			else {
				expected.add(prefix + kebab(component.getName()));
			}
		}
	}

	private static DefaultValue parameterDefault(Class<?> type, RecordComponent component) {
		return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
			.filter((parameter) -> parameter.getName().equals(component.getName()))
			.findFirst()
			.orElseThrow()
			.getAnnotation(DefaultValue.class);
	}

	private static Set<String> names(Class<?> type) {
		return Arrays.stream(type.getRecordComponents())
			.map((component) -> kebab(component.getName()))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static String kebab(String name) {
		return name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT).replace("sha-256", "sha256");
	}

	private static Map<String, Object> property(String name) {
		return list("properties").stream()
			.filter((property) -> property.get("name").equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError(name + " is not described"));
	}

	private static List<Map<String, Object>> list(String key) {
		return metadata.read("$." + key);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> cast(Object list) {
		return (List<Map<String, Object>>) list;
	}

}
