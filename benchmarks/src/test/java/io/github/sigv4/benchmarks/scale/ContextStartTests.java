package io.github.sigv4.benchmarks.scale;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ContextStartTests {

	private static final int BEANS_A_SERVICE = 6;

	@TempDir
	private Path folder;

	@Test
	void whenThereAreMoreServicesThenThereAreMoreBeansButNoMoreThreads() throws Exception {
		StartCost one = start(1);
		StartCost several = start(5);
		assertThat(several.beans() - one.beans()).isEqualTo(4 * BEANS_A_SERVICE);
		assertThat(several.threads()).isEqualTo(one.threads());
		assertThat(one.millis()).isGreaterThan(one.cpu()).isPositive();
	}

	private StartCost start(int services) throws Exception {
		Path file = Files.writeString(this.folder.resolve("application.yml"), ContextStart.yaml(services));
		return StartCost.of("--spring.config.additional-location=" + file.toUri());
	}

}
