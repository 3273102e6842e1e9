package io.github.sigv4.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says where credentials were looked for by a start that needs them.
 */
class CredentialsFailureAnalyzer extends AbstractFailureAnalyzer<NoCredentialsAtStartException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoCredentialsAtStartException cause) {
		String property = cause.property();
		String group = property.substring(0, property.lastIndexOf('.'));
		return new FailureAnalysis(
				"There are no AWS credentials, which " + property
						+ "=true demands at start:%n%n    %s".formatted(list(String.valueOf(cause.getMessage()))),
				"Set one of these sources up, write credentials down below " + group + ", or set " + property
						+ "=false to have them resolved with the first request that needs them.",
				cause);
	}

	/** One place on a line. */
	private static String list(String message) {
		return message.replace("Looked at: ", "Looked at:%n      - ".formatted())
			.replace("; ", "%n      - ".formatted());
	}

}
