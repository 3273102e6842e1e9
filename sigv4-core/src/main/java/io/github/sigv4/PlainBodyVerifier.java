package io.github.sigv4;

import java.security.MessageDigest;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Hashes a body, on which the answer may depend.
 */
final class PlainBodyVerifier extends BodyVerifier {

	private final Function<PayloadHash, Verification> answer;

	private final @Nullable Verification refusal;

	private final MessageDigest sha256 = Sha256.newDigest();

	private long length;

	private @Nullable PayloadHash hash;

	/**
	 * Start to hash.
	 * @param answer what was found, by the hash of the body
	 */
	PlainBodyVerifier(Function<PayloadHash, Verification> answer) {
		this.answer = answer;
		this.refusal = null;
	}

	/**
	 * Start to hash a body on which nothing depends any more.
	 * @param refusal what is wrong with the headers
	 */
	PlainBodyVerifier(Verification refusal) {
		this.answer = (hash) -> refusal;
		this.refusal = refusal;
	}

	@Override
	public @Nullable Verification refusal() {
		return this.refusal;
	}

	@Override
	<E extends Exception> void take(byte[] bytes, int offset, int length, ByteSink<E> sink) throws E {
		this.sha256.update(bytes, offset, length);
		this.length += length;
		sink.write(bytes, offset, length);
	}

	@Override
	Verification end() {
		PayloadHash complete = PayloadHash.of(this.sha256);
		this.hash = complete;
		return this.answer.apply(complete);
	}

	@Override
	public long decodedLength() {
		return this.length;
	}

	@Override
	public @Nullable PayloadHash hash() {
		return this.hash;
	}

}
