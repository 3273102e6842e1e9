package io.github.sigv4;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PayloadHashTests {

	private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

	private static final byte[] BYTES = "abc".getBytes(StandardCharsets.US_ASCII);

	@Test
	void shouldHashNoBytes() {
		assertThat(PayloadHash.EMPTY.value())
			.isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	}

	@Test
	void shouldHashBytesFromWhereverTheyCome() throws IOException, GeneralSecurityException {
		assertThat(PayloadHash.of(BYTES).value()).isEqualTo(ABC);
		assertThat(PayloadHash.of("xabcx".getBytes(StandardCharsets.US_ASCII), 1, 3).value()).isEqualTo(ABC);
		assertThat(PayloadHash.of(new ByteArrayInputStream(BYTES)).value()).isEqualTo(ABC);
		MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
		sha256.update(BYTES);
		assertThat(PayloadHash.of(sha256).value()).isEqualTo(ABC);
	}

	@Test
	void whenABufferIsHashedThenItsPositionStays() {
		ByteBuffer direct = ByteBuffer.allocateDirect(5).put("xabcx".getBytes(StandardCharsets.US_ASCII));
		direct.position(1).limit(4);
		assertThat(PayloadHash.of(direct).value()).isEqualTo(ABC);
		assertThat(direct.position()).isEqualTo(1);
		assertThat(PayloadHash.of(ByteBuffer.wrap(BYTES).asReadOnlyBuffer()).value()).isEqualTo(ABC);
	}

	@Test
	void whenAStreamGivesOneByteAtATimeThenAllAreHashed() throws IOException {
		byte[] body = new byte[100_001];
		Arrays.fill(body, (byte) 7);
		InputStream trickling = new ByteArrayInputStream(body) {

			@Override
			public synchronized int read(byte[] target, int offset, int length) {
				return super.read(target, offset, Math.min(length, 1));
			}

		};
		assertThat(PayloadHash.of(trickling)).isEqualTo(PayloadHash.of(body));
	}

	@Test
	void whenTheDigestIsAnotherThenItIsRefused() throws GeneralSecurityException {
		MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> PayloadHash.of(sha1))
			.withMessageContaining("SHA-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "UNSIGNED PAYLOAD", "a\nb", "\u00fc", "a\u007f" })
	void whenALiteralCannotStandInAHeaderThenItIsRefused(String literal) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> PayloadHash.literal(literal));
	}

	@Test
	void shouldTakeALiteralAsItStands() {
		assertThat(PayloadHash.literal("STREAMING-UNSIGNED-PAYLOAD-TRAILER").value())
			.isEqualTo("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
		assertThat(PayloadHash.literal("!a~").value()).isEqualTo("!a~");
		assertThat(PayloadHash.UNSIGNED).hasToString("UNSIGNED-PAYLOAD");
	}

	@Test
	void shouldEqualOneOfTheSameText() {
		assertThat(PayloadHash.of(BYTES)).isEqualTo(PayloadHash.literal(ABC))
			.hasSameHashCodeAs(PayloadHash.literal(ABC))
			.isNotEqualTo(PayloadHash.EMPTY)
			.isNotEqualTo(ABC);
	}

}
