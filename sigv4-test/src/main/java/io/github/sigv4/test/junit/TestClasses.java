package io.github.sigv4.test.junit;

import java.util.List;

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

	/** Whether Spring's test support manages a class, or one around it. */
	static boolean isSpring(Class<?> testClass) {
		for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
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

}
