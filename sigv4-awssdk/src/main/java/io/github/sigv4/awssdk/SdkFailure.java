package io.github.sigv4.awssdk;

import java.util.Optional;
import java.util.stream.Stream;

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
		return new CredentialsException("No credentials from " + source + ": " + describe(failure),
				parser(failure).isPresent() ? null : failure);
	}

	/**
	 * The SDK's own words. What it says of a profile is followed by the contents of all
	 * files, and what it says of a failed call leaves out what went wrong.
	 */
	private static String describe(Throwable failure) {
		String message = firstLine(failure);
		int files = message.indexOf(": ProfileFile(");
		if (files >= 0) {
			message = message.substring(0, files) + ".";
		}
		String reason = parser(failure)
			.map((parser) -> "the answer cannot be read: " + parser.getClass().getSimpleName())
			.orElseGet(() -> firstLine(causes(failure).reduce(failure, (first, last) -> last)));
		if (!message.contains(reason)) {
			message += " (" + reason + ")";
		}
		return (message.length() <= MAX_LENGTH) ? message : message.substring(0, MAX_LENGTH) + "...";
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
		return (message != null) ? message.lines().findFirst().orElse("") : failure.getClass().getSimpleName();
	}

}
