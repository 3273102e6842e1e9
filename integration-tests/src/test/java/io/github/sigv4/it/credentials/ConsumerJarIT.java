package io.github.sigv4.it.credentials;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the starter brings of AWS's SDK to an application that adds nothing else.
 */
class ConsumerJarIT {

	private static final String LIBRARIES = "BOOT-INF/lib/";

	private static final int MEGABYTE = 1000 * 1000;

	@Test
	void sdkIsThereForEverySourceOfCredentialsAndSmall() throws Exception {
		try (JarFile jar = new JarFile(System.getProperty("sigv4.consumer.jar"))) {
			List<String> names = jar.stream()
				.map(JarEntry::getName)
				.filter((name) -> name.startsWith(LIBRARIES))
				.map((name) -> name.substring(LIBRARIES.length()).replaceFirst("-\\d.*", ""))
				.toList();
			assertThat(names).contains("sts", "sso", "ssooidc", "signin", "url-connection-client")
				.doesNotContain("netty-nio-client", "apache-client", "apache5-client");
			long size = 0;
			for (JarEntry library : jar.stream().filter((entry) -> entry.getName().endsWith(".jar")).toList()) {
				if (library.getName().matches(".+/(reactive-streams|slf4j-api)-.+") || isOfAws(jar, library)) {
					size += library.getSize();
				}
			}
			assertThat(size).isBetween(5L * MEGABYTE, 7L * MEGABYTE);
		}
	}

	private static boolean isOfAws(JarFile jar, JarEntry library) throws IOException {
		try (JarInputStream in = new JarInputStream(jar.getInputStream(library))) {
			for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
				if (entry.getName().startsWith("software/amazon/")) {
					return true;
				}
			}
			return false;
		}
	}

}
