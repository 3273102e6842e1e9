package io.github.sigv4.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Whether somebody looks. The system's {@code test} says so, where there is one:
 * {@code System.console()} knows nothing of standard error, and from JDK 22 on is there
 * without a terminal too.
 */
final class Terminal {

	private Terminal() {
	}

	/** Whether standard error is a terminal. */
	static boolean isStandardError() {
		return test("2");
	}

	/** Whether standard output and standard error are, of which there is but one. */
	static boolean isBoth() {
		return test("1") && test("2");
	}

	private static boolean test(String descriptor) {
		try {
			return new ProcessBuilder("test", "-t", descriptor).redirectOutput(Redirect.INHERIT)
				.redirectError(Redirect.INHERIT)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
