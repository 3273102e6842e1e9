package io.github.sigv4.spring.autoconfigure;

import java.util.Collection;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.sigv4.spring.NoSuchSigV4ServiceException;

/**
 * Says which services there are.
 */
class NoSuchSigV4ServiceFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSigV4ServiceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoSuchSigV4ServiceException cause) {
		String description = "There is no SigV4 service '%s'. %s".formatted(cause.getName(),
				configured(cause.getConfiguredNames()));
		return new FailureAnalysis(description, action(cause.getName(), cause.getConfiguredNames()), cause);
	}

	static String configured(Collection<String> names) {
		return names.isEmpty() ? "No service is configured below " + ServiceNames.PROPERTY + "."
				: "The configured services are: " + String.join(", ", names) + ".";
	}

	static String action(String name, Collection<String> names) {
		String nearest = Nearest.to(name, names)
			.map((candidate) -> "Did you mean '" + candidate + "'? Otherwise set ")
			.orElse("Set ");
		return nearest + ServiceNames.property(name, "base-url")
				+ (names.isEmpty() ? "." : ", or ask for one of the configured services.");
	}

}
