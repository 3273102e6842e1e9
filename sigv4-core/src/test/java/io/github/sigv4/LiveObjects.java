package io.github.sigv4;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Counts the objects of a class that are reachable, as the JVM itself sees it.
 */
final class LiveObjects {

	private LiveObjects() {
	}

	static int count(Class<?> type) {
		Matcher line = Pattern
			.compile("^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type.getName()) + "\\b(?!\\$)", Pattern.MULTILINE)
			.matcher(histogram());
		return line.find() ? Integer.parseInt(line.group(1)) : 0;
	}

	/** Of live objects only: it collects garbage before. */
	private static String histogram() {
		try {
			return (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
