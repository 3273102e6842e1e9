package io.github.sigv4;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ByteBuilderTests {

	private final ByteBuilder bytes = new ByteBuilder(1);

	@Test
	void shouldGrowByWhateverIsAppended() {
		this.bytes.append('a');
		this.bytes.append("bc".getBytes(StandardCharsets.US_ASCII));
		this.bytes.append("xdx".getBytes(StandardCharsets.US_ASCII), 1, 1);
		this.bytes.appendAscii("efg");
		this.bytes.appendHex(new byte[] { 0x0f, (byte) 0xa0, -1, 0 }, 0, 3);
		this.bytes.appendEncoded(0xff);
		this.bytes.appendText("\u00fc");
		assertThat(this.bytes.utf8(0, this.bytes.length())).isEqualTo("abcdefg0fa0ff%FF\u00fc");
		assertThat(this.bytes.capacity()).isGreaterThanOrEqualTo(this.bytes.length());
	}

	@Test
	void shouldWriteEveryCodePointAsUtf8() {
		StringBuilder all = new StringBuilder();
		for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += (codePoint < 0x900) ? 1 : 251) {
			if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
				all.appendCodePoint(codePoint);
			}
		}
		all.appendCodePoint(0xffff).appendCodePoint(0x10000).appendCodePoint(0x10ffff);
		this.bytes.appendText(all.toString());
		byte[] expected = all.toString().getBytes(StandardCharsets.UTF_8);
		assertThat(this.bytes.length()).isEqualTo(expected.length);
		assertThat(this.bytes.array()).startsWith(expected);
	}

	@Test
	void shouldEncodeAllBytesButTheUnreserved() {
		for (int value = 0; value < 256; value++) {
			this.bytes.truncate(0);
			this.bytes.appendEncoded(value);
			char c = (char) value;
			boolean unreserved = (c < 128) && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
			assertThat(this.bytes.ascii(0, this.bytes.length()))
				.isEqualTo(unreserved ? String.valueOf(c) : String.format("%%%02X", value));
			assertThat(ByteBuilder.isUnreserved(value)).isEqualTo(unreserved);
		}
		assertThat(ByteBuilder.isUnreserved(-1)).isFalse();
		assertThat(ByteBuilder.isUnreserved(0x130)).isFalse();
	}

	@Test
	void shouldOrderBytesAsUnsigned() {
		this.bytes.append(new byte[] { 'a', (byte) 0xff, 'a', 'b', 'a', 'b', 'c' });
		assertThat(this.bytes.compare(0, 2, 2, 4)).isPositive();
		assertThat(this.bytes.compare(2, 4, 4, 7)).isNegative();
		assertThat(this.bytes.compare(2, 4, 4, 6)).isZero();
		assertThat(this.bytes.compare(0, 0, 2, 3)).isNegative();
	}

	@Test
	void whenASurrogateHasNoPartnerThenNoQuestionMarkIsSigned() {
		for (String text : new String[] { "\ud83d", "\ude00", "\ud83d\ud83d\ude00", "\ude00\ud83d" }) {
			assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> this.bytes.appendText(text))
				.withMessageContaining("surrogate");
		}
	}

}
