package io.github.sigv4;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Hashes}: what a service calls a payload hash is shown if it can be
 * one.
 */
class HashesTests {

	private static final String SHA256 = "037c9214eef74cc3887f3a4f085b4e17d76280dafd273b0ee160c09c4ba1cfd4";

	@ParameterizedTest
	@ValueSource(strings = { SHA256, "037C9214EEF74CC3887F3A4F085B4E17D76280DAFD273B0EE160C09C4BA1CFD4",
			" " + SHA256 + "\n" })
	void shouldTakeASha256InEitherCase(String text) {
		assertThat(Hashes.hash(text)).isEqualTo(text.strip());
		assertThat(Hashes.brief(text)).isEqualTo(text.strip().substring(0, 8) + "...");
		assertThat(Hashes.isLiteral(text.strip())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
			"STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AZ09-" })
	void shouldTakeTheLiterals(String text) {
		assertThat(Hashes.isLiteral(text)).isTrue();
		assertThat(Hashes.hash(text)).isEqualTo(text);
		assertThat(Hashes.brief(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "SIGNED-PAYLOAD", "UNSIGNED", "unsigned-payload", "A-STREAMING-PAYLOAD", "STREAMING-a",
			"STREAMING-@", "STREAMING-[", "STREAMING-/", "STREAMING-:", "STREAMING-_", "STREAMING- B",
			"STREAMING-\u0130" })
	void shouldTakeNoOtherWord(String text) {
		assertThat(Hashes.isLiteral(text)).isFalse();
		assertThat(Hashes.hash(text)).isNull();
		assertThat(Hashes.shown(text)).isEqualTo("(none)");
		assertThat(Hashes.brief(text)).isEqualTo("(none)");
	}

	@Test
	void whenALiteralIsAsLongAsAHashThenItIsNone() {
		assertThat(Hashes.hash("STREAMING-" + "A".repeat(53))).isNotNull();
		assertThat(Hashes.hash("STREAMING-" + "A".repeat(54))).isNull();
	}

	@Test
	void whenTextOfThatLengthIsNotOfHexadecimalDigitsThenItIsNoHash() {
		assertThat(Hashes.hash(SHA256.replace('0', 'g'))).isNull();
		assertThat(Hashes.hash(SHA256 + "0")).isNull();
		assertThat(Hashes.hash(SHA256.substring(1))).isNull();
		assertThat(Hashes.hash(null)).isNull();
	}

}
