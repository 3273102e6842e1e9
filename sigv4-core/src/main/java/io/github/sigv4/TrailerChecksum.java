package io.github.sigv4;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksums that can be sent in the trailer of a body to S3.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Amazon
 * S3: checking object integrity</a>
 */
public enum TrailerChecksum {

	/** CRC-32, as of gzip. */
	CRC32(4, () -> new Crc(new CRC32(), 4)),

	/** CRC-32C, of Castagnoli. */
	CRC32C(4, () -> new Crc(new CRC32C(), 4)),

	/** CRC-64/NVME, which S3 prefers. */
	CRC64NVME(8, () -> new Crc(new Crc64Nvme(), 8)),

	/** SHA-1. */
	SHA1(20, () -> new Digest("SHA-1")),

	/** SHA-256. */
	SHA256(32, () -> new Digest("SHA-256"));

	private final int bytes;

	@SuppressWarnings("ImmutableEnumChecker")
	private final Supplier<Accumulator> accumulators;

	TrailerChecksum(int bytes, Supplier<Accumulator> accumulators) {
		this.bytes = bytes;
		this.accumulators = accumulators;
	}

	/**
	 * Return the name of the trailer's field.
	 * @return the name, as {@code x-amz-checksum-crc32c}
	 */
	public String headerName() {
		return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
	}

	/** How long the value is, which is Base64. */
	int valueLength() {
		return (this.bytes + 2) / 3 * 4;
	}

	Accumulator newAccumulator() {
		return this.accumulators.get();
	}

	/** A checksum in the making. */
	interface Accumulator {

		void update(byte[] bytes, int offset, int length);

		byte[] value();

		/** The value as it is sent. */
		default String base64() {
			return Base64.getEncoder().encodeToString(value());
		}

	}

	/** A CRC, whose bytes are sent the most significant first. */
	private record Crc(Checksum checksum, int bytes) implements Accumulator {

		@Override
		public void update(byte[] bytes, int offset, int length) {
			this.checksum.update(bytes, offset, length);
		}

		@Override
		public byte[] value() {
			long value = this.checksum.getValue();
			return (this.bytes == Integer.BYTES) ? ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array()
					: ByteBuffer.allocate(Long.BYTES).putLong(value).array();
		}

	}

	/** A hash. */
	private static final class Digest implements Accumulator {

		private final MessageDigest digest;

		Digest(String algorithm) {
			try {
				this.digest = MessageDigest.getInstance(algorithm);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has " + algorithm, ex);
			}
		}

		@Override
		public void update(byte[] bytes, int offset, int length) {
			this.digest.update(bytes, offset, length);
		}

		@Override
		public byte[] value() {
			return this.digest.digest();
		}

	}

}
