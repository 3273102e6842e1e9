package io.github.sigv4.awssdk;

import java.util.Optional;
import java.util.stream.Stream;

import software.amazon.awssdk.core.exception.SdkServiceException;

import io.github.sigv4.credentials.CredentialsException;

/**
 * Says briefly why the SDK gave no credentials, and without quoting any.
 */
final class SdkFailure {

	private static final int MAX_LENGTH = 400;

	private SdkFailure() {
	}

	/**
	 * Return an exception.
	 * @param source what was asked
	 * @param failure what the SDK said
	 * @return the exception
	 */
	static CredentialsException of(String source, Throwable failure) {
		// A parser quotes what it cannot read, which may be a secret: not even as a cause
		return new CredentialsException(prefix(source) + describe(failure),
				parser(failure).isPresent() ? null : failure);
	}

	/**
	 * Return the reason alone of an exception that was made here.
	 */
	static String reason(Object source, CredentialsException failure) {
		String message = String.valueOf(failure.getMessage());
		String reason = message.startsWith(prefix(source)) ? message.substring(prefix(source).length()) : message;
		return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
	}

	private static String prefix(Object source) {
		return "No credentials from " + source + ": ";
	}

	private static String describe(Throwable failure) {
		Throwable reason = parser(failure).orElseGet(() -> causes(failure).reduce(failure, (first, last) -> last));
		String text = (parser(failure).isPresent() || reason instanceof NullPointerException)
				? "what came from there cannot be read (" + reason.getClass().getSimpleName() + ")"
				: words(failure, reason);
		return (text.length() <= MAX_LENGTH) ? text + (text.endsWith(".") ? "" : ".")
				: text.substring(0, MAX_LENGTH) + "...";
	}

	/**
	 * The SDK's own words. What it says of a profile is followed by the contents of all
	 * files, and what it says of a failed call leaves out what went wrong.
	 */
	private static String words(Throwable failure, Throwable reason) {
		String message = firstLine(failure);
		String last = firstLine(reason);
		if (reason instanceof SdkServiceException answer && !last.contains(String.valueOf(answer.statusCode()))) {
			last = "HTTP status " + answer.statusCode() + ", " + last;
		}
		return message.contains(last) ? message : message + " (" + last + ")";
	}

	private static Optional<Throwable> parser(Throwable failure) {
		return causes(failure).filter((cause) -> {
			String type = cause.getClass().getName();
			return type.contains(".jackson.") || type.endsWith("ParseException") || type.contains("XMLStream");
		}).findFirst();
	}

	private static Stream<Throwable> causes(Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause);
	}

	private static String firstLine(Throwable failure) {
		String message = failure.getMessage();
		if (message == null) {
			return failure.getClass().getSimpleName();
		}
		String line = message.lines().findFirst().orElse("");
		int files = line.indexOf(": ProfileFile(");
		return (files >= 0) ? line.substring(0, files) + "." : line;
	}

}
