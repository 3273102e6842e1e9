package io.github.sigv4.test.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.VerifyingServer;

/**
 * Gives tests their servers, and looks after them between tests. With Spring it is the
 * context that starts and stops them.
 */
final class SigV4TestServerExtension
		implements BeforeEachCallback, BeforeTestExecutionCallback, AfterEachCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(SigV4TestServerExtension.class);

	/** With Spring, others are beans. */
	private static final Set<Class<?>> OURS = Set.of(VerifyingServer.class, TestClock.class);

	private static final Set<Class<?>> WITHOUT_SPRING = Set.of(SigV4Credentials.class, SigV4Signer.class);

	@Override
	public void beforeEach(ExtensionContext context) {
		TestScope scope = scope(context);
		scope.servers().forEach(VerifyingServer::reset);
		TestClock clock = scope.clock();
		if (clock != null) {
			clock.reset();
		}
	}

	/** After the test, its context may be closed. */
	@Override
	public void beforeTestExecution(ExtensionContext context) {
		store(context).put(VerifyingServer.class, scope(context).servers());
	}

	@Override
	public void afterEach(ExtensionContext context) {
		List<?> servers = store(context).get(VerifyingServer.class, List.class);
		for (Object server : (servers != null) ? servers : List.of()) {
			List<ReceivedRequest> unmatched = ((VerifyingServer) server).unmatchedRequests();
			if (!unmatched.isEmpty()) {
				throw new AssertionError("There is no stub for " + unmatched + ", which " + server
						+ " received and answered with status 404");
			}
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (!isSpring(context)) {
			return OURS.contains(type) || WITHOUT_SPRING.contains(type);
		}
		return OURS.contains(type) && !(parameter.getDeclaringExecutable() instanceof Constructor)
				&& !isOfSpring(parameter.getParameter());
	}

	/**
	 * Whether it says to Spring what it is to be, itself or by an annotation that is made
	 * of Spring's, as qualifiers are.
	 */
	private static boolean isOfSpring(AnnotatedElement annotated) {
		return Stream.of(annotated.getAnnotations()).map(Annotation::annotationType).anyMatch((type) -> {
			String name = type.getName();
			// Those of Java are made of one another
			return name.startsWith("org.springframework.") || (!name.startsWith("java.") && isOfSpring(type));
		});
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		TestScope scope = scope(context);
		Class<?> type = parameter.getParameter().getType();
		if (type == VerifyingServer.class) {
			String name = parameter.findAnnotation(SigV4TestServer.class).map(SigV4TestServer::value).orElse(null);
			return server(scope.servers(), name);
		}
		Object found = (type == TestClock.class) ? scope.clock() : scope.find(type);
		if (found == null) {
			throw new ParameterResolutionException("There is no " + type.getSimpleName() + " beside the test server");
		}
		return found;
	}

	private static VerifyingServer server(List<VerifyingServer> servers, @Nullable String name) {
		List<VerifyingServer> fitting = servers.stream()
			.filter((server) -> name == null || server.name().equals(name))
			.toList();
		if (fitting.size() != 1) {
			throw new ParameterResolutionException("There are " + fitting.size() + " servers "
					+ ((name != null) ? "named '" + name + "'" : "for a parameter that names none") + ", of " + servers
					+ ". Name one: @SigV4TestServer(\"orders\") VerifyingServer server");
		}
		return fitting.get(0);
	}

	private static boolean isSpring(ExtensionContext context) {
		return TestClasses.isSpring(context.getRequiredTestClass());
	}

	private static TestScope scope(ExtensionContext context) {
		return isSpring(context) ? new SpringScope(context) : classScope(context);
	}

	/**
	 * With the first need of it, which may be that of a constructor. A nested class that
	 * says nothing has the servers around it.
	 */
	private static ClassScope classScope(ExtensionContext context) {
		ExtensionContext owner = context;
		while (owner.getTestMethod().isPresent() || TestClasses.servers(owner.getRequiredTestClass()).isEmpty()) {
			owner = owner.getParent().orElseThrow();
		}
		Class<?> testClass = owner.getRequiredTestClass();
		ClassScope scope = store(owner).get(testClass, ClassScope.class);
		if (scope == null) {
			scope = new ClassScope(TestClasses.servers(testClass));
			// Closed with the class
			store(owner).put(testClass, scope);
		}
		return scope;
	}

	private static Store store(ExtensionContext context) {
		return context.getStore(NAMESPACE);
	}

}
