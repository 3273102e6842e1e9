package io.github.sigv4.cli;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code -H} as curl reads it.
 */
class HeaderFieldsTests {

	@Test
	void shouldKeepWhatIsGivenInItsOrder() {
		assertThat(changed("X-A: 1", "x-b:2", "X-A:  3 : 4  ")).containsExactly("Host: h", "Accept: */*", "X-A: 1",
				"x-b: 2", "X-A: 3 : 4");
	}

	@Test
	void whenTheCommandWouldSendItThenTheGivenOneTakesItsPlace() {
		assertThat(changed("accept: text/plain", "HOST: other")).containsExactly("accept: text/plain", "HOST: other");
	}

	@Test
	void whenThereIsNothingBehindTheColonThenItIsLeftOut() {
		assertThat(changed("Accept:", "X-Not-There: ")).containsExactly("Host: h");
	}

	@Test
	void whenThereIsASemicolonThenItHasNoValue() {
		assertThat(changed("X-Empty;", "Accept;")).containsExactly("Host: h", "X-Empty: ", "Accept: ");
	}

	@Test
	void shouldSetAHeaderWhereTheFirstOneWas() {
		HeaderFields fields = fields();
		fields.add("X-A", "1");
		fields.set("accept", "text/xml");
		fields.set("New", "2");
		assertThat(lines(fields)).containsExactly("Host: h", "accept: text/xml", "X-A: 1", "New: 2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept", "", ";", ": x", "Na me: x", "Name : x", "X-A: a\nX-B: b", "X-A: \u0000",
			"X-\u00e9: 1" })
	void whenItIsNoHeaderThenSaysSo(String line) {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> changed(line))
			.withMessageStartingWith("-H ")
			.returns(ExitStatus.BAD_USAGE, CommandException::status);
	}

	private static List<String> changed(String... lines) {
		HeaderFields fields = fields();
		fields.change(List.of(lines));
		return lines(fields);
	}

	private static HeaderFields fields() {
		HeaderFields fields = new HeaderFields();
		fields.add("Host", "h");
		fields.add("Accept", "*/*");
		return fields;
	}

	private static List<String> lines(HeaderFields fields) {
		List<String> lines = new ArrayList<>();
		fields.forEach((name, value) -> lines.add(name + ": " + value));
		return lines;
	}

}
