package io.github.sigv4.it;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample's jar, as users start it.
 */
class SampleIT {

	private static final String OK = "ok    (WebClient    |RestClient   |RestTemplate |HttpClient   ) [a-z0-9-]+ +"
			+ "[A-Z]+ +/\\S* +\\d{3}    (signed in \\d+ us|expected: .+, refused with \\w+)";

	@Test
	void tourIsAsExpected(@TempDir Path directory) throws Exception {
		Path temporary = directory.resolve("sample");
		JavaProcess sample = JavaProcess.run("sigv4.sample.jar", temporary, List.of("--sample.once=true"));
		assertThat(sample.status()).as(sample.text()).isZero();
		List<String> calls = sample.lines().subList(0, sample.lines().size() - 1);
		assertThat(calls).hasSizeGreaterThanOrEqualTo(15).allMatch((line) -> line.matches(OK));
		assertThat(sample.text()).contains("ok    WebClient ", "ok    RestClient ", "ok    RestTemplate ");
		assertThat(sample.lines()).last()
			.isEqualTo("tour: %1$d calls, %1$d as expected, 0 not".formatted(calls.size()));
		assertThat(temporary).isEmptyDirectory();
	}

	@Test
	void oneWrongSecretIsAFailureWithItsReason(@TempDir Path directory) throws Exception {
		JavaProcess sample = JavaProcess.run("sigv4.sample.jar", directory.resolve("sample"),
				List.of("--sample.once=true", "--aws.sigv4.services.sts.credentials.access-key-id=AKIAIOSFODNN7EXAMPLE",
						"--aws.sigv4.services.sts.credentials.secret-access-key=" + TestSecrets.WRONG));
		assertThat(sample.status()).as(sample.text()).isOne();
		assertThat(sample.lines()).filteredOn((line) -> line.startsWith("fail"))
			.hasSize(3)
			.allMatch((line) -> line.matches("fail  \\w+ +sts           POST /                              403    "
					+ "403 SignatureDoesNotMatch: .+ secret access key .+"));
		assertThat(sample.lines()).last().asString().endsWith("as expected, 3 not");
	}

}
