package io.github.sigv4;

/**
 * A chunk, or the trailer, with its signature.
 *
 * @param stringToSign what was signed
 * @param signature lower-case hexadecimal digits: 64, or up to 144 by SigV4A
 */
public record SignedChunk(String stringToSign, String signature) {

	/**
	 * Neither says anything of use, and the signature is not for logs.
	 */
	@Override
	public String toString() {
		return "SignedChunk";
	}

}
