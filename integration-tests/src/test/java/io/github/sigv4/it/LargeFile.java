package io.github.sigv4.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/**
 * A file of random bytes.
 *
 * @param path where it is
 * @param length the number of bytes, which is no whole number of chunks
 * @param hash the hexadecimal hash of its bytes
 */
record LargeFile(Path path, long length, String hash) {

	static final int MEGABYTE = 1024 * 1024;

	/**
	 * Write a file.
	 * @param path where it is to be
	 * @param megabytes how large it is to be
	 * @param hash computes the hash
	 * @return the file
	 */
	static LargeFile write(Path path, int megabytes, MessageDigest hash) throws IOException {
		Random random = new Random(megabytes);
		byte[] bytes = new byte[MEGABYTE];
		try (OutputStream out = new DigestOutputStream(Files.newOutputStream(path), hash)) {
			for (int i = 0; i < megabytes; i++) {
				random.nextBytes(bytes);
				out.write(bytes);
			}
			out.write(1);
		}
		return new LargeFile(path, Files.size(path), HexFormat.of().formatHex(hash.digest()));
	}

}
