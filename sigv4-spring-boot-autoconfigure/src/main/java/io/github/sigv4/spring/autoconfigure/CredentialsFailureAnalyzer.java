package io.github.sigv4.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.sigv4.credentials.CredentialsException;

/**
 * Says where credentials were looked for, in place of a hundred lines of stack trace.
 */
class CredentialsFailureAnalyzer extends AbstractFailureAnalyzer<CredentialsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CredentialsException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set one of these sources up, or set " + CredentialsLookup.PROPERTY
						+ ".access-key-id and secret-access-key. Where credentials come only after the start, set "
						+ CredentialsLookup.PROPERTY + ".eager to false: then they are looked for by the first call.",
				cause);
	}

}
