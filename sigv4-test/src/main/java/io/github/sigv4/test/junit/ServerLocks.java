package io.github.sigv4.test.junit;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Keeps tests apart that share a server: those of a class, and with Spring, which keeps
 * contexts, those of all classes with the same servers.
 */
final class ServerLocks implements ResourceLocksProvider {

	@Override
	public Set<Lock> provideForClass(Class<?> testClass) {
		return locks(testClass);
	}

	@Override
	public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
		return locks(testClass);
	}

	private static Set<Lock> locks(Class<?> testClass) {
		String servers = TestClasses.isSpring(testClass) ? TestClasses.servers(testClass)
			.stream()
			.map(SigV4TestServer::toString)
			.sorted()
			.collect(Collectors.joining(", ")) : testClass.getName();
		return Set.of(new Lock("io.github.sigv4.test: " + servers));
	}

}
