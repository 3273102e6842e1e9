package io.github.sigv4.spring.autoconfigure;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.Environment;

import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;

/**
 * Says why a client of a service cannot be injected. With {@link Qualifier @Qualifier},
 * which others use too, only if the name is, or is nearly, that of a service.
 */
class NoSuchSigV4ClientFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException>
		implements Ordered {

	/** By name, since a user has some of these, never all. To each, what brings it. */
	private static final Map<String, String> TYPES = types();

	/**
	 * What is asked for later has no injection point, but the message has its
	 * annotations.
	 */
	private static final Pattern OF_PROVIDER = Pattern
		.compile("@" + Pattern.quote(SigV4Client.class.getName()) + "\\(\"([^\"]*)\"\\)");

	private final Environment environment;

	NoSuchSigV4ClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	private static Map<String, String> types() {
		Map<String, String> types = new LinkedHashMap<>();
		types.put("org.springframework.web.reactive.function.client.WebClient", "spring-boot-starter-webclient");
		types.put("org.springframework.web.reactive.function.client.ExchangeFilterFunction",
				"spring-boot-starter-webclient");
		types.put("org.springframework.web.client.RestClient", "spring-boot-starter-restclient");
		types.put("org.springframework.web.client.RestTemplate", "spring-boot-starter-restclient");
		types.put("org.springframework.http.client.ClientHttpRequestInterceptor", "spring-boot-starter-restclient");
		types.put(SigV4Presigner.class.getName(), "sigv4-spring-boot-starter");
		return types;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		InjectionPoint injectionPoint = injectionPoint(rootFailure, cause);
		Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (cause instanceof NoUniqueBeanDefinitionException || type == null) {
			return null;
		}
		MergedAnnotations annotations = (injectionPoint != null) ? annotations(injectionPoint) : null;
		MergedAnnotation<Qualifier> qualifier = (annotations != null) ? annotations.get(Qualifier.class)
				: MergedAnnotation.missing();
		if (injectionPoint == null || annotations == null || !qualifier.isPresent()) {
			return ofProvider(type, cause);
		}
		String name = qualifier.getString(MergedAnnotation.VALUE);
		List<String> services = ServiceNames.of(this.environment);
		if (!annotations.isPresent(SigV4Client.class) && !isOurs(type, name, services)) {
			return null;
		}
		return analysis(new Wanted(type, name, describe(injectionPoint)), services, cause);
	}

	private @Nullable FailureAnalysis ofProvider(Class<?> type, NoSuchBeanDefinitionException cause) {
		Matcher annotation = OF_PROVIDER.matcher(String.valueOf(cause.getMessage()));
		return annotation.find() ? analysis(new Wanted(type, annotation.group(1), "An ObjectProvider"),
				ServiceNames.of(this.environment), cause) : null;
	}

	@SuppressWarnings("ReferenceEquality")
	private static @Nullable InjectionPoint injectionPoint(Throwable rootFailure, Throwable cause) {
		InjectionPoint nearest = null;
		for (Throwable failure = rootFailure; failure != null && failure != cause; failure = failure.getCause()) {
			if (failure instanceof UnsatisfiedDependencyException unsatisfied
					&& unsatisfied.getInjectionPoint() != null) {
				nearest = unsatisfied.getInjectionPoint();
			}
		}
		return nearest;
	}

	private static MergedAnnotations annotations(InjectionPoint injectionPoint) {
		MergedAnnotations own = MergedAnnotations.from(injectionPoint.getAnnotations());
		// The qualifier of a setter's parameter may stand at the setter
		return (!own.isPresent(Qualifier.class) && injectionPoint.getMember() instanceof Method method
				&& method.getReturnType() == void.class) ? MergedAnnotations.from(method) : own;
	}

	private static boolean isOurs(Class<?> type, String name, List<String> services) {
		return type == SigV4Presigner.class || (TYPES.containsKey(type.getName())
				&& (services.contains(name) || Nearest.to(name, services).isPresent()));
	}

	private static FailureAnalysis analysis(Wanted wanted, List<String> services, Throwable cause) {
		if (!services.contains(wanted.name())) {
			return new FailureAnalysis(
					wanted + ", but there is no such service. "
							+ NoSuchSigV4ServiceFailureAnalyzer.configured(services),
					NoSuchSigV4ServiceFailureAnalyzer.action(wanted.name(), services), cause);
		}
		String needed = TYPES.get(wanted.type().getName());
		if (needed == null) {
			return new FailureAnalysis(wanted + ", but a service has no bean of that type.",
					"Ask for one of " + String.join(", ", TYPES.keySet()) + ".", cause);
		}
		return new FailureAnalysis(wanted + ", but the classes that it is built with are not on the class path, "
				+ "or its auto-configuration was excluded.", "Add " + needed + " to the dependencies.", cause);
	}

	@Override
	public int getOrder() {
		// Before Boot's own, which does not know about services
		return 0;
	}

	private static String describe(InjectionPoint injectionPoint) {
		Member member = Objects.requireNonNull(injectionPoint.getMember());
		return ((injectionPoint.getField() != null) ? "Field " : "A parameter of ") + member.getName() + " in "
				+ member.getDeclaringClass().getName();
	}

	/**
	 * What is asked for.
	 *
	 * @param type the type
	 * @param name the service's name
	 * @param where where
	 */
	private record Wanted(Class<?> type, String name, String where) {

		@Override
		public String toString() {
			return "%s asks for the %s of the SigV4 service '%s'".formatted(this.where, this.type.getSimpleName(),
					this.name);
		}

	}

}
