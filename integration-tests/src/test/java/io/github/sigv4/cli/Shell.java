package io.github.sigv4.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands as a user does, in bash, where {@code sigv4} is the jar.
 */
final class Shell {

	private static final int TIMEOUT_SECONDS = 60;

	private final Path directory;

	private final Map<String, String> variables;

	/**
	 * Create a shell.
	 * @param home a directory of its own; commands run in a directory below it
	 * @param options options of the JVM
	 * @param variables environment variables; there are no others of AWS
	 */
	Shell(Path home, String options, Map<String, String> variables) throws IOException {
		this.directory = Files.createDirectories(home.resolve("work"));
		Path bin = Files.createDirectories(home.resolve("bin"));
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Path sigv4 = Files.writeString(bin.resolve("sigv4"),
				"#!/bin/sh\nexec " + java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $SIGV4_OPTIONS " + options
						+ " -jar " + System.getProperty("sigv4.cli.jar") + " \"$@\"\n");
		if (!sigv4.toFile().setExecutable(true)) {
			throw new IOException(sigv4 + " cannot be made executable");
		}
		this.variables = new HashMap<>(variables);
		this.variables.put("PATH", bin + ":" + System.getenv("PATH"));
		this.variables.put("LC_ALL", "C.UTF-8");
		this.variables.put("HOME", home.toString());
		this.variables.put("AWS_EC2_METADATA_DISABLED", "true");
	}

	/** Whether there is a bash to run commands in. */
	static boolean isThere() {
		return Files.isExecutable(Path.of("/bin/bash")) && Files.exists(Path.of("/dev/full"));
	}

	Path directory() {
		return this.directory;
	}

	/** Run a command to its end; its errors are a part of its output. */
	Result run(String command) throws IOException, InterruptedException {
		Path output = Files.createTempFile(this.directory.getParent(), "output", ".txt");
		Process process = builder(command).redirectOutput(output.toFile()).start();
		try {
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				throw new AssertionError("Still running: " + command + "\n" + Files.readString(output));
			}
			return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	/** Start a command. */
	Process start(String command) throws IOException {
		return builder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
	}

	private ProcessBuilder builder(String command) {
		ProcessBuilder builder = new ProcessBuilder(List.of("/bin/bash", "-c", command)).redirectErrorStream(true)
			.redirectInput(Path.of("/dev/null").toFile())
			.directory(this.directory.toFile());
		builder.environment()
			.keySet()
			.removeIf((name) -> name.startsWith("AWS_") || name.equalsIgnoreCase("HTTPS_PROXY")
					|| name.equalsIgnoreCase("NO_PROXY") || name.equals("JAVA_TOOL_OPTIONS"));
		builder.environment().putAll(this.variables);
		return builder;
	}

	/**
	 * What came of a command.
	 *
	 * @param status the exit status
	 * @param output what it printed, a character for each byte
	 */
	record Result(int status, String output) {

	}

}
