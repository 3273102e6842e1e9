package io.github.sigv4;

import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which the JDK does not have: eight bytes at a time, by tables.
 *
 * @see <a href="https://nvmexpress.org/specifications/">NVM Express NVM Command Set
 * specification: 64b CRC</a>
 */
final class Crc64Nvme implements Checksum {

	/** The polynomial, its bits reversed. */
	private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

	private static final int SLICES = 8;

	private static final long[][] TABLES = tables();

	private long state = -1;

	private static long[][] tables() {
		long[][] tables = new long[SLICES][256];
		for (int value = 0; value < 256; value++) {
			long crc = value;
			for (int bit = 0; bit < 8; bit++) {
				crc = ((crc & 1) != 0) ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
			}
			tables[0][value] = crc;
		}
		for (int slice = 1; slice < SLICES; slice++) {
			for (int value = 0; value < 256; value++) {
				long previous = tables[slice - 1][value];
				tables[slice][value] = (previous >>> 8) ^ tables[0][(int) previous & 0xff];
			}
		}
		return tables;
	}

	@Override
	public void update(int value) {
		this.state = (this.state >>> 8) ^ TABLES[0][(int) (this.state ^ value) & 0xff];
	}

	@Override
	public void update(byte[] bytes, int offset, int length) {
		int index = offset;
		int end = offset + length;
		while (end - index >= SLICES) {
			long block = this.state;
			long next = 0;
			for (int slice = 0; slice < SLICES; slice++) {
				next ^= TABLES[SLICES - 1 - slice][(int) ((block >>> (8 * slice)) ^ bytes[index + slice]) & 0xff];
			}
			this.state = next;
			index += SLICES;
		}
		while (index < end) {
			update(bytes[index++]);
		}
	}

	@Override
	public long getValue() {
		return ~this.state;
	}

	@Override
	public void reset() {
		this.state = -1;
	}

}
