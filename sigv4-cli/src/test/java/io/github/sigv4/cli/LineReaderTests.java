package io.github.sigv4.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LineReaderTests {

	private static final String LONG = "x".repeat(200_000);

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 70_000, 1_000_000 })
	void shouldFindTheSameLinesHoweverTheyArrive(int bytesAtATime) throws IOException {
		assertThat(lines("", bytesAtATime)).isEmpty();
		assertThat(lines("a", bytesAtATime)).containsExactly("a");
		assertThat(lines("a\n", bytesAtATime)).containsExactly("a");
		assertThat(lines("\n", bytesAtATime)).containsExactly("");
		assertThat(lines("a\n\nb\r\nc", bytesAtATime)).containsExactly("a", "", "b\r", "c");
		assertThat(lines(LONG + "\nb\n" + LONG, bytesAtATime)).containsExactly(LONG, "b", LONG);
		assertThat(lines("\ufeffa\n\ufeffb", bytesAtATime)).containsExactly("a", "\ufeffb");
	}

	private static List<String> lines(String input, int bytesAtATime) throws IOException {
		InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)) {
			@Override
			public synchronized int read(byte[] b, int off, int len) {
				return super.read(b, off, Math.min(len, bytesAtATime));
			}
		};
		LineReader reader = new LineReader(in);
		List<String> lines = new ArrayList<>();
		do {
			while (reader.next()) {
				assertThat(reader.isTooLong()).isFalse();
				lines.add(new String(reader.bytes(), reader.start(), reader.length(), StandardCharsets.UTF_8));
			}
		}
		while (reader.read());
		return lines;
	}

}
