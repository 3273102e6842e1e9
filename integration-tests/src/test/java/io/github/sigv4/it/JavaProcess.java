package io.github.sigv4.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that ran in a process of its own. Public for the tests in other packages.
 *
 * @param status the exit status
 * @param lines standard output and standard error
 */
public record JavaProcess(int status, List<String> lines) {

	/** Long runs upload more: {@link LargeUploadIT}. */
	private static final int TIMEOUT_SECONDS = 120 + Integer.getInteger("sigv4.upload.megabytes", 0);

	/** Of those whose output is kept. */
	private static final AtomicInteger NUMBER = new AtomicInteger();

	/**
	 * Run a jar to its end.
	 * @param jar the system property that names the jar
	 * @param directory the process's directory for temporary files
	 * @param arguments the arguments of its main method
	 * @return what came of it
	 */
	static JavaProcess run(String jar, Path directory, List<String> arguments) throws Exception {
		// A short life: half of the compiler's work is not worth it
		return run(jar, List.of("-XX:TieredStopAtLevel=1"), directory, arguments);
	}

	/**
	 * Run a jar to its end.
	 * @param jar the system property that names the jar
	 * @param options options of the virtual machine
	 * @param directory the process's directory for temporary files
	 * @param arguments the arguments of its main method
	 * @return what came of it
	 */
	static JavaProcess run(String jar, List<String> options, Path directory, List<String> arguments) throws Exception {
		return run(options, List.of("-jar", System.getProperty(jar)), directory, arguments);
	}

	/**
	 * Run a class of the tests to its end.
	 * @param main the class, which has a main method
	 * @param options options of the virtual machine
	 * @param directory the process's directory for temporary files
	 * @param arguments the arguments of its main method
	 * @return what came of it
	 */
	static JavaProcess run(Class<?> main, List<String> options, Path directory, List<String> arguments)
			throws Exception {
		return run(options, List.of("-cp", classPath(), main.getName()), directory, arguments);
	}

	/**
	 * Run a class to its end, on the class path of the tests and its own, but for what
	 * matches a pattern.
	 * @param main the class
	 * @param classes the system property that names the directory of its classes
	 * @param without what to leave out
	 * @param directory the process's directory for temporary files
	 * @param arguments the arguments of its main method
	 * @return what came of it
	 */
	static JavaProcess run(String main, String classes, Pattern without, Path directory, List<String> arguments)
			throws Exception {
		String classPath = Stream
			.concat(Stream.of(System.getProperty(classes)), Stream.of(classPath().split(File.pathSeparator)))
			.filter(without.asPredicate().negate())
			.collect(Collectors.joining(File.pathSeparator));
		// As the manifest of its jar allows
		List<String> options = List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
		return run(options, List.of("-cp", classPath, main), directory, arguments);
	}

	/** Returns the class path of the tests, which may be in the manifest of a jar. */
	static String classPath() {
		return System.getProperty("surefire.real.class.path", System.getProperty("java.class.path"));
	}

	/**
	 * Run a jar to its end, with an environment of its own.
	 * @param jar the system property that names the jar
	 * @param options options of the virtual machine
	 * @param directory the process's directory for temporary files; its output goes
	 * beside it
	 * @param variables environment variables beside those of the test
	 * @param arguments the arguments of its main method
	 * @return what came of it
	 * @throws Exception if it cannot be started
	 */
	public static JavaProcess run(String jar, List<String> options, Path directory, Map<String, String> variables,
			List<String> arguments) throws Exception {
		return run(options, List.of("-jar", System.getProperty(jar)), directory, variables, arguments);
	}

	private static JavaProcess run(List<String> options, List<String> program, Path directory, List<String> arguments)
			throws Exception {
		return run(options, program, directory, Map.of(), arguments);
	}

	private static JavaProcess run(List<String> options, List<String> program, Path directory,
			Map<String, String> variables, List<String> arguments) throws Exception {
		TestSecrets.check(arguments);
		Path logs = Files.createDirectories(Path.of(System.getProperty("sigv4.logs")));
		String run = "%02d-%s".formatted(NUMBER.incrementAndGet(), directory.getFileName());
		Path output = logs.resolve(run + ".txt");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Dstdout.encoding=UTF-8");
		command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory));
		command.addAll(options);
		command.addAll(program);
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		// Neither the machine's credentials nor its settings of Spring
		builder.environment().keySet().removeIf((name) -> name.startsWith("AWS_") || name.startsWith("SPRING_"));
		builder.environment().putAll(logging(logs.resolve(run + ".log")));
		builder.environment().putAll(variables);
		return end(builder.start(), output);
	}

	/**
	 * All that we have to say is logged, but not on the console:
	 * {@link LoggedSecretsScan} reads it.
	 */
	private static Map<String, String> logging(Path file) {
		return Map.of("LOGGING_FILE_NAME", file.toString(), "LOGGING_LEVEL_ROOT", "INFO",
				"LOGGING_LEVEL_IO_GITHUB_SIGV4", "TRACE", "LOGGING_THRESHOLD_CONSOLE", "WARN");
	}

	private static JavaProcess end(Process process, Path output) throws IOException, InterruptedException {
		try {
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				throw new AssertionError("Still running:\n" + Files.readString(output));
			}
			return new JavaProcess(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Return the output as one text.
	 * @return the lines, joined
	 */
	public String text() {
		return String.join("\n", this.lines);
	}

}
