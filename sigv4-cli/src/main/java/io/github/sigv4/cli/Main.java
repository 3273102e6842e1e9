package io.github.sigv4.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * The entry of the command line. Public since the JVM starts it.
 */
public final class Main {

	private static final int DONE = 0;

	private static final int FAILED = 1;

	private static final int BAD_USAGE = 2;

	private static final List<String> USAGE = List.of("usage: java -jar sigv4.jar batch",
			"  batch    sign requests, URLs and chunks of bodies given as JSON Lines on standard",
			"           input; each is answered by one line of JSON on standard output, and", "           none is sent",
			"  --help   print this");

	private Main() {
	}

	/**
	 * Run the command and end the JVM with its exit status.
	 * @param args the arguments
	 */
	public static void main(String[] args) {
		System.exit(run(List.of(args)));
	}

	private static int run(List<String> args) {
		if (args.equals(List.of("batch"))) {
			return batch();
		}
		boolean help = args.contains("--help");
		PrintStream out = help ? System.out : System.err;
		USAGE.forEach(out::println);
		return help ? DONE : BAD_USAGE;
	}

	/**
	 * The bare descriptors: {@code System.out} would hide that its reader has gone, and
	 * would encode text by the locale.
	 */
	private static int batch() {
		try {
			new BatchCommand(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out)).run();
			return DONE;
		}
		catch (IOException ex) {
			System.err.println("sigv4 batch: stopped before the end of input, since standard input or output "
					+ "failed or was closed: " + ex.getMessage());
			return FAILED;
		}
	}

}
