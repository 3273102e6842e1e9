package io.github.sigv4.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.benchmarks.JavaCommand;

/**
 * A program in a process of its own, on the class path and the JDK of this one. It ends
 * when it is closed.
 */
final class JavaProcess implements AutoCloseable {

	/** The virtual machine may write to standard output too. */
	private static final String TOLD = "told: ";

	private final Process process;

	private final BufferedReader output;

	private JavaProcess(Process process) {
		this.process = process;
		this.output = process.inputReader(StandardCharsets.UTF_8);
	}

	static JavaProcess start(Class<?> main, List<String> options, List<String> arguments) throws IOException {
		List<String> all = new ArrayList<>(options);
		// Netty's transport is the same on every system
		all.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dreactor.netty.native=false"));
		List<String> command = JavaCommand.of(all, main, arguments);
		return new JavaProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	/** Tells something to the process that started this one. */
	static void tell(String text) {
		System.out.println(TOLD + text);
	}

	/** Returns what the process tells next, or {@code null} if it has ended. */
	@Nullable String readTold() throws IOException {
		String line = this.output.readLine();
		while (line != null && !line.startsWith(TOLD)) {
			System.err.println(line);
			line = this.output.readLine();
		}
		return (line != null) ? line.substring(TOLD.length()) : null;
	}

	/**
	 * Wait for its end.
	 * @throws IllegalStateException if it fails; it has said why on standard error
	 */
	void requireSuccess() throws InterruptedException {
		int status = this.process.waitFor();
		if (status != 0) {
			throw new IllegalStateException("The process of the client failed with status " + status);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
