package io.github.sigv4.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a JVM of this JDK, with the class path of this one.
 */
public final class JavaCommand {

	private JavaCommand() {
	}

	/**
	 * Return a command.
	 * @param options options of the JVM
	 * @param main the program
	 * @param arguments the arguments of the program
	 * @return the words of the command
	 */
	public static List<String> of(List<String> options, Class<?> main, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		return command;
	}

}
