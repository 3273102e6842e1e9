package io.github.sigv4.cli;

/**
 * What the command tells the shell.
 */
final class ExitStatus {

	static final int DONE = 0;

	/** Also of a signature that is not right. */
	static final int FAILED = 1;

	static final int BAD_USAGE = 2;

	/** As curl: {@code --fail}, and the server answered with an error. */
	static final int HTTP_ERROR = 22;

	/**
	 * Whoever read standard output has gone: what shells say of a program that died of
	 * it.
	 */
	static final int PIPE_CLOSED = 141;

	private ExitStatus() {
	}

}
