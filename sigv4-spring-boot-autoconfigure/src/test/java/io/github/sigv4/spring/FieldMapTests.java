package io.github.sigv4.spring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedCaseInsensitiveMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FieldMap}.
 */
class FieldMapTests {

	private static final String[] NAMES = { "Host", "X-Amz-Date", "Content-Type", "Accept", "ETag", "Date",
			"X-Amz-Dbte" };

	@Test
	void itIsAsSpringsMapWhateverIsDoneToIt() {
		Random random = new Random(7);
		FieldMap map = new FieldMap();
		Map<String, List<String>> expected = new LinkedCaseInsensitiveMap<>();
		for (int i = 0; i < 20_000; i++) {
			String name = spelt(random, NAMES[random.nextInt(NAMES.length)]);
			List<String> fields = List.of(Integer.toString(i));
			switch (random.nextInt(12)) {
				case 0 -> assertThat(map.remove(name)).isEqualTo(expected.remove(name));
				case 1 -> assertThat(map.containsKey(name)).isEqualTo(expected.containsKey(name));
				case 2 -> assertThat(map.get(name)).isEqualTo(expected.get(name));
				case 3 -> assertThat(map.putIfAbsent(name, fields)).isEqualTo(expected.putIfAbsent(name, fields));
				case 4 -> {
					Iterator<Map.Entry<String, List<String>>> iterator = map.entrySet().iterator();
					if (iterator.hasNext()) {
						expected.remove(iterator.next().getKey());
						iterator.remove();
					}
				}
				case 5 -> {
					if (random.nextInt(20) == 0) {
						map.clear();
						expected.clear();
					}
				}
				default -> {
					// Which spelling stays is told by another test
					if (expected.containsKey(name)) {
						map.remove(name);
						expected.remove(name);
					}
					assertThat(map.put(name, fields)).isEqualTo(expected.put(name, fields));
				}
			}
			assertThat(map).hasSameSizeAs(expected);
			assertThat(new ArrayList<>(map.keySet())).isEqualTo(new ArrayList<>(expected.keySet()));
			List<List<String>> values = new ArrayList<>();
			map.forEach((key, value) -> values.add(value));
			assertThat(values).isEqualTo(new ArrayList<>(expected.values()));
		}
	}

	private static String spelt(Random random, String name) {
		return switch (random.nextInt(3)) {
			case 0 -> name.toLowerCase(Locale.ROOT);
			case 1 -> name.toUpperCase(Locale.ROOT);
			default -> name;
		};
	}

	@Test
	void aNameKeepsItsSpellingAndItsPlace() {
		FieldMap map = new FieldMap();
		map.put("Content-Type", List.of("a"));
		map.put("Accept", List.of("b"));
		assertThat(map.put("content-type", List.of("c"))).containsExactly("a");
		assertThat(map.keySet()).containsExactly("Content-Type", "Accept");
		assertThat(map).containsEntry("Content-Type", List.of("c"));
	}

	@Test
	void whatIsNoNameIsNotHere() {
		FieldMap map = new FieldMap();
		map.put("Accept", List.of("b"));
		assertThat(map.get(null)).isNull();
		Map<?, ?> any = map;
		assertThat(any.containsKey((Object) 1)).isFalse();
	}

}
