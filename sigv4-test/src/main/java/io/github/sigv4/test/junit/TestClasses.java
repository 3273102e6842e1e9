package io.github.sigv4.test.junit;

import java.lang.reflect.Modifier;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Reads what test classes say.
 */
final class TestClasses {

	private static final String SPRING = "org.springframework.test.context.junit.jupiter.SpringExtension";

	private TestClasses() {
	}

	/** The servers that a class says itself, or one that it extends. */
	static List<SigV4TestServer> servers(Class<?> testClass) {
		return AnnotationSupport.findRepeatableAnnotations(testClass, SigV4TestServer.class);
	}

	/** Whether Spring's test support manages a class, or one of whose instance it is. */
	static boolean isSpring(Class<?> testClass) {
		for (Class<?> type = testClass; type != null; type = around(type)) {
			for (ExtendWith extensions : AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)) {
				for (Class<?> extension : extensions.value()) {
					if (extension.getName().equals(SPRING)) {
						return true;
					}
				}
			}
		}
		return false;
	}

	private static @Nullable Class<?> around(Class<?> type) {
		return Modifier.isStatic(type.getModifiers()) ? null : type.getEnclosingClass();
	}

}
