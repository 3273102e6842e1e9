package io.github.sigv4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Checksum;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.crt.checksums.CRC32;
import software.amazon.awssdk.crt.checksums.CRC32C;
import software.amazon.awssdk.crt.checksums.CRC64NVME;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link TrailerChecksum}, by the check values of the catalogues and by AWS's Common
 * Runtime.
 */
class TrailerChecksumTests {

	@ParameterizedTest
	@CsvSource({ "CRC32, cbf43926", "CRC32C, e3069283", "CRC64NVME, ae8b14860a799888",
			"SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
			"SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225" })
	void shouldHaveTheCheckValue(TrailerChecksum checksum, String hex) {
		TrailerChecksum.Accumulator accumulator = checksum.newAccumulator();
		byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
		accumulator.update(digits, 0, digits.length);
		assertThat(HexFormat.of().formatHex(accumulator.value())).isEqualTo(hex);
	}

	@ParameterizedTest
	@EnumSource
	void shouldAgreeWithTheCommonRuntimeInAnySlices(TrailerChecksum checksum) throws GeneralSecurityException {
		Random random = new Random(1);
		for (int round = 0; round < 200; round++) {
			byte[] body = new byte[random.nextInt((round < 100) ? 40 : 5000)];
			random.nextBytes(body);
			TrailerChecksum.Accumulator ours = checksum.newAccumulator();
			int from = 0;
			while (from < body.length) {
				int length = Math.min(body.length - from, 1 + random.nextInt(100));
				ours.update(body, from, length);
				from += length;
			}
			String base64 = ours.base64();
			assertThat(base64).isEqualTo(Base64.getEncoder().encodeToString(expected(checksum, body)));
			assertThat(base64).hasSize(checksum.valueLength());
		}
	}

	private static byte[] expected(TrailerChecksum checksum, byte[] body) throws GeneralSecurityException {
		return switch (checksum) {
			case CRC32 -> ByteBuffer.allocate(4).putInt((int) value(new CRC32(), body)).array();
			case CRC32C -> ByteBuffer.allocate(4).putInt((int) value(new CRC32C(), body)).array();
			case CRC64NVME -> ByteBuffer.allocate(8).putLong(value(new CRC64NVME(), body)).array();
			case SHA1 -> MessageDigest.getInstance("SHA-1").digest(body);
			case SHA256 -> MessageDigest.getInstance("SHA-256").digest(body);
		};
	}

	private static long value(Checksum checksum, byte[] body) {
		checksum.update(body, 0, body.length);
		return checksum.getValue();
	}

	@Test
	void shouldStartAgainAfterAReset() {
		Crc64Nvme crc = new Crc64Nvme();
		long empty = crc.getValue();
		crc.update('1');
		assertThat(crc.getValue()).isNotEqualTo(empty);
		crc.reset();
		assertThat(crc.getValue()).isEqualTo(empty).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void shouldNameTheFieldAsS3Does(TrailerChecksum checksum) {
		assertThat(checksum.headerName()).isEqualTo(switch (checksum) {
			case CRC32 -> "x-amz-checksum-crc32";
			case CRC32C -> "x-amz-checksum-crc32c";
			case CRC64NVME -> "x-amz-checksum-crc64nvme";
			case SHA1 -> "x-amz-checksum-sha1";
			case SHA256 -> "x-amz-checksum-sha256";
		});
	}

}
