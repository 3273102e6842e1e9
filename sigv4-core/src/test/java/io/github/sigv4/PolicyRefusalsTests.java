package io.github.sigv4;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolicyRefusals}: what a message does not say of who may not do what is
 * said from the request.
 */
class PolicyRefusalsTests {

	private static final String USER = "User: arn:aws:iam::123456789012:user/a";

	@Test
	void whenTheUserIsNotToldThenTheSignatureMayBeWrong() {
		assertThat(explain("User: a is not authorized to perform: a:B on resource: arn:aws:a:::b")).startsWith(
				"403: It is a policy that says no: access key id AKIDEXAMPLE may not do a:B on arn:aws:a:::b. ");
	}

	@Test
	void whenTheResourceIsNotToldThenThereIsNone() {
		assertThat(explain(USER + " is not authorized to perform: a:B")).startsWith(
				"403: The signature is right; it is a policy that says no: arn:aws:iam::123456789012:user/a may not do"
						+ " a:B. ");
	}

	@ParameterizedTest
	@ValueSource(strings = { " this", ": ", ": that", ": :B" })
	void whenTheActionIsNotToldThenItIsTheRequest(String action) {
		assertThat(explain(USER + " is not authorized to perform" + action))
			.contains(":user/a may not do POST /prod/orders/a%20b. ");
	}

	private static String explain(String message) {
		return RefusedRequests
			.explain(RefusedRequests.named("order, permanent"), 403, Map.of(), "{\"message\":\"" + message + "\"}")
			.explanation();
	}

}
