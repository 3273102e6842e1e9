package io.github.sigv4.cli;

/**
 * Ends the command with a status and one line, which says what is wrong and how to fix
 * it, without any secret.
 */
final class CommandException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	CommandException(int status, String message) {
		super(message, null, false, false);
		this.status = status;
	}

	static CommandException usage(String message) {
		return new CommandException(ExitStatus.BAD_USAGE, message);
	}

	static CommandException failed(String message) {
		return new CommandException(ExitStatus.FAILED, message);
	}

	int status() {
		return this.status;
	}

}
