package io.github.sigv4.benchmarks.scale;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SoakTests {

	@Test
	void whenItRunsForTwoSecondsThenNothingGrowsAndItsResultsAreThere(@TempDir Path output) throws Exception {
		assertThat(Soak.run("--seconds", "2", "--output", output.toString())).isZero();
		assertThat(Files.readAllLines(output.resolve("soak.csv"))).hasSize(1 + 50).first().isEqualTo(Sample.HEADER);
		for (String curves : new String[] { "soak-heap.svg", "soak-latency.svg" }) {
			assertThat(output.resolve(curves)).content()
				.startsWith("<svg ")
				.endsWith("</svg>\n")
				.contains("<polyline class=\"a\"", "<polyline class=\"b\"")
				.hasSizeLessThan(20_000);
		}
	}

}
