package io.github.sigv4;

/**
 * Takes bytes as they come.
 *
 * @param <E> what it throws
 */
@FunctionalInterface
public interface ByteSink<E extends Exception> {

	/**
	 * Take bytes.
	 * @param bytes an array that has them, and is reused after the call
	 * @param offset where they start
	 * @param length how many there are
	 * @throws E if they cannot be taken
	 */
	void write(byte[] bytes, int offset, int length) throws E;

}
