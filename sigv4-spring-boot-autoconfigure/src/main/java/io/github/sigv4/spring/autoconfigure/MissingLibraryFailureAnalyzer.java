package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Says which class the client of a service lacks, as where the properties choose an HTTP
 * library that is not on the class path, or not all of it.
 */
class MissingLibraryFailureAnalyzer extends AbstractFailureAnalyzer<NoClassDefFoundError> implements Ordered {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoClassDefFoundError cause) {
		String bean = bean(rootFailure, cause);
		if (bean == null) {
			return null;
		}
		int type = bean.lastIndexOf('.');
		return new FailureAnalysis(
				"The %s of the SigV4 service '%s' cannot be built, since a class of its HTTP library is not on the class path: %s."
					.formatted(bean.substring(type + 1), bean.substring(ServiceBeans.PREFIX.length(), type),
							String.valueOf(cause.getMessage()).replace('/', '.')),
				"Add the library to the dependencies (with WebClient, HttpComponents needs "
						+ "org.apache.httpcomponents.core5:httpcore5-reactive beside httpclient5, and Jetty "
						+ "org.eclipse.jetty:jetty-reactive-httpclient beside jetty-client), or choose another one by "
						+ "spring.http.clients.reactive.connector or spring.http.clients.imperative.factory.",
				cause);
	}

	@SuppressWarnings("ReferenceEquality")
	private static @Nullable String bean(Throwable rootFailure, Throwable cause) {
		for (Throwable failure = rootFailure; failure != null && failure != cause; failure = failure.getCause()) {
			if (failure instanceof BeanCreationException creation && creation.getBeanName() != null
					&& creation.getBeanName().startsWith(ServiceBeans.PREFIX)) {
				return creation.getBeanName();
			}
		}
		return null;
	}

	@Override
	public int getOrder() {
		return 0;
	}

}
