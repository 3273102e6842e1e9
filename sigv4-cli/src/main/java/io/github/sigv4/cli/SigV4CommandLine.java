package io.github.sigv4.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;

/**
 * The commands, and how they end: with a status and, if anything is wrong, one line.
 */
final class SigV4CommandLine {

	private final Streams streams;

	private final SigV4Command command;

	private final CommandLine commandLine;

	private SigV4CommandLine(Streams streams, SigV4Command command) {
		this.streams = streams;
		this.command = command;
		this.commandLine = new CommandLine(command);
	}

	/**
	 * Run a command.
	 * @param streams what it reads and writes
	 * @param clock the clock
	 * @param arguments the arguments
	 * @return the exit status
	 */
	static int run(Streams streams, Clock clock, List<String> arguments) {
		return new SigV4CommandLine(streams, new SigV4Command(streams, clock)).run(clock, arguments);
	}

	private int run(Clock clock, List<String> arguments) {
		for (int i = 0; i < arguments.size(); i++) {
			if (arguments.get(i).indexOf('\uFFFD') >= 0) {
				return usage(
						"argument " + (i + 1) + " has characters that are lost in this locale: set LC_ALL=C.UTF-8, "
								+ "or give a body in a file (-d @FILE)");
			}
		}
		this.commandLine.addSubcommand("verify", new VerifyCommand(this.streams, clock))
			.addSubcommand("batch", new BatchSubcommand(this.streams))
			.addSubcommand("generate-completion", new AutoComplete.GenerateCompletion());
		// A curl user's @FILE is not picocli's, and what stands behind -d is its value
		// whatever it looks like
		StringWriter help = new StringWriter();
		int status = this.commandLine.setExpandAtFiles(false)
			.setAllowOptionsAsOptionParameters(true)
			.setAllowSubcommandsAsOptionParameters(true)
			.setOverwrittenOptionsAllowed(true)
			.setCaseInsensitiveEnumValuesAllowed(true)
			.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
			.setOut(new PrintWriter(help))
			.setParameterExceptionHandler(this::usage)
			.setExecutionExceptionHandler((ex, commandLine, result) -> failed(ex, commandLine))
			.execute(arguments.toArray(String[]::new));
		return print(help.toString(), status);
	}

	private int print(String help, int status) {
		try {
			this.streams.print(help);
			return status;
		}
		catch (OutputException ex) {
			return failed(ex, this.commandLine);
		}
	}

	private int usage(ParameterException ex, String[] arguments) {
		return usage((ex instanceof UnmatchedArgumentException unmatched) ? unmatched(unmatched.getUnmatched())
				: Objects.requireNonNullElse(ex.getMessage(), "these arguments cannot be read"));
	}

	/** Without what may be a secret behind a wrong option. */
	private static String unmatched(List<String> arguments) {
		for (String argument : arguments) {
			if (argument.startsWith("-") && argument.length() > 1) {
				String option = argument.startsWith("--") ? argument.replaceFirst("=.*", "") : argument.substring(0, 2);
				String instead = CurlOptions.instead(option);
				return "there is no option " + option + ((instead != null) ? ": " + instead : "");
			}
		}
		return "there is more than one URL. Quote what has blanks or shell characters, as '...'";
	}

	private int usage(String message) {
		this.streams.say(message + " (sigv4 --help)");
		return ExitStatus.BAD_USAGE;
	}

	private int failed(Exception ex, CommandLine commandLine) {
		if (ex instanceof OutputException output && output.isReaderGone()) {
			return ExitStatus.PIPE_CLOSED;
		}
		int status = (ex instanceof CommandException failure) ? failure.status() : ExitStatus.FAILED;
		if (status == ExitStatus.BAD_USAGE) {
			return usage(String.valueOf(ex.getMessage()));
		}
		if (!this.command.isMute()) {
			this.streams.say(isForeseen(ex) ? String.valueOf(ex.getMessage())
					: "failed for a reason that was not foreseen: " + ex);
		}
		return (commandLine.getCommand() instanceof VerifyCommand) ? ExitStatus.BAD_USAGE : status;
	}

	private static boolean isForeseen(Exception ex) {
		return ex instanceof CommandException || ex instanceof OutputException || ex instanceof SigV4Exception
				|| ex instanceof CredentialsException;
	}

}
