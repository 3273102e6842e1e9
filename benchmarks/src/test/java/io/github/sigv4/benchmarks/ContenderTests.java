package io.github.sigv4.benchmarks;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ContenderTests {

	static Stream<Arguments> all() {
		return Arrays.stream(Contender.values())
			.flatMap(
					(contender) -> Arrays.stream(RequestShape.values()).map((shape) -> Arguments.of(contender, shape)));
	}

	@ParameterizedTest
	@MethodSource("all")
	void shouldAgreeWithTheEngineAndWithAws(Contender contender, RequestShape shape) {
		RequestSigner signer = contender.checked(shape);
		assertThat(signer.signature(signer.sign())).matches("[0-9a-f]{64}");
	}

	@ParameterizedTest
	@EnumSource
	void whenAContenderSignsSomethingElseThenItIsNotTimed(RequestShape shape) {
		RequestShape other = (shape != RequestShape.GET) ? RequestShape.GET : RequestShape.POST_1K;
		assertThatIllegalStateException().isThrownBy(() -> Contender.SIGV4.check(HashingFloor.of(other), shape))
			.withMessageContaining(shape.name());
	}

}
