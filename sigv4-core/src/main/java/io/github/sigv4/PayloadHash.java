package io.github.sigv4;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The last line of a canonical request: the lower-case hexadecimal SHA-256 of the body as
 * it is sent, or a literal that stands for it.
 * <p>
 * Immutable.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html">Amazon
 * S3: values of x-amz-content-sha256</a>
 */
public final class PayloadHash {

	/** The hash of a body without bytes. */
	public static final PayloadHash EMPTY = of(Sha256.newDigest());

	/** The body is not covered by the signature. */
	public static final PayloadHash UNSIGNED = literal("UNSIGNED-PAYLOAD");

	private final byte[] ascii;

	private @Nullable String value;

	private PayloadHash(byte[] ascii, @Nullable String value) {
		this.ascii = ascii;
		this.value = value;
	}

	/**
	 * Hash a body.
	 * @param body the bytes as they are sent: after compression
	 * @return the hash
	 */
	public static PayloadHash of(byte[] body) {
		return of(body, 0, body.length);
	}

	/**
	 * Hash a part of an array.
	 * @param bytes the array
	 * @param offset where the body starts
	 * @param length how many bytes the body has
	 * @return the hash
	 */
	public static PayloadHash of(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (length == 0) {
			return EMPTY;
		}
		MessageDigest sha256 = Sha256.newDigest();
		sha256.update(bytes, offset, length);
		return of(sha256);
	}

	/**
	 * Hash what remains in a buffer, whose position is left as it was.
	 * @param body the buffer
	 * @return the hash
	 */
	public static PayloadHash of(ByteBuffer body) {
		MessageDigest sha256 = Sha256.newDigest();
		sha256.update(body.duplicate());
		return of(sha256);
	}

	/**
	 * Hash a stream to its end, holding a few kilobytes of it at a time. The stream is
	 * not closed.
	 * @param body the stream
	 * @return the hash
	 * @throws IOException if the stream cannot be read
	 */
	public static PayloadHash of(InputStream body) throws IOException {
		MessageDigest sha256 = Sha256.newDigest();
		byte[] buffer = new byte[16 * 1024];
		for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
			sha256.update(buffer, 0, read);
		}
		return of(sha256);
	}

	/**
	 * Finish a SHA-256 that the caller has fed with the body, as the body passed by.
	 * @param sha256 the digest, which is reset
	 * @return the hash
	 */
	public static PayloadHash of(MessageDigest sha256) {
		byte[] hash = sha256.digest();
		if (hash.length != Sha256.LENGTH) {
			throw new SigV4Exception("A payload hash is a SHA-256, not a " + sha256.getAlgorithm());
		}
		return ofHash(hash);
	}

	/** Return the payload hash for the bytes of a SHA-256. */
	static PayloadHash ofHash(byte[] hash) {
		return new PayloadHash(Hex.encode(hash), null);
	}

	/**
	 * Return a payload hash as the caller wrote it: one computed before, or one of the
	 * {@code UNSIGNED-PAYLOAD} and {@code STREAMING-...} literals.
	 * @param value the text, which is sent and signed as it stands
	 * @return the payload hash
	 * @throws SigV4Exception if the text cannot stand in a header
	 */
	public static PayloadHash literal(String value) {
		if (value.isEmpty()) {
			throw new SigV4Exception("A payload hash must not be empty");
		}
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
				throw new SigV4Exception("A payload hash has only visible ASCII characters; index " + i + " is not");
			}
		}
		return new PayloadHash(value.getBytes(StandardCharsets.US_ASCII), value);
	}

	/**
	 * Return the text, which is also the value of {@code x-amz-content-sha256}.
	 * @return the text
	 */
	public String value() {
		String text = this.value;
		if (text == null) {
			text = new String(this.ascii, StandardCharsets.ISO_8859_1);
			this.value = text;
		}
		return text;
	}

	/** Return the text's bytes, which are not to be changed. */
	byte[] ascii() {
		return this.ascii;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof PayloadHash other && MessageDigest.isEqual(this.ascii, other.ascii);
	}

	@Override
	public int hashCode() {
		return value().hashCode();
	}

	@Override
	public String toString() {
		return value();
	}

}
