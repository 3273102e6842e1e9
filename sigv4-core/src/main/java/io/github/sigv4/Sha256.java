package io.github.sigv4;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The only hash of Signature Version 4.
 */
final class Sha256 {

	/** Bytes in a hash. */
	static final int LENGTH = 32;

	/** Bytes in a block, to which HMAC pads its key. */
	static final int BLOCK = 64;

	private Sha256() {
	}

	/**
	 * Return a new digest from whatever provider the JDK prefers: an installed one that
	 * is faster, or certified, is used without asking.
	 */
	static MessageDigest newDigest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
