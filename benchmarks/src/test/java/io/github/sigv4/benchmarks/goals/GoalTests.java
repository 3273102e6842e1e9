package io.github.sigv4.benchmarks.goals;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GoalTests {

	@Test
	void shouldPassAtTheBound() {
		assertThat(Goal.of("get", Criterion.atLeast(5, 5, 6)).line())
			.isEqualTo("pass  get          5.00 x             must >= 5 x               target >= 6 x");
		assertThat(Goal.of("get-floor", Criterion.atMost(2.2, 2.2, 1.8)).isFailed()).isFalse();
	}

	@Test
	void shouldFailBeyondTheBound() {
		assertThat(Goal.of("get", Criterion.atLeast(4.99, 5, 6)).line()).startsWith("fail  get ");
		assertThat(Goal.of("get-floor", Criterion.atMost(2.21, 2.2, 1.8)).isFailed()).isTrue();
	}

	@Test
	void shouldFailIfOneOfSeveralFiguresDoes() {
		Goal goal = Goal.of("token", Criterion.atLeast(9, 3.5, 4.5), Criterion.heap(701, 700));
		assertThat(goal.isFailed()).isTrue();
		assertThat(goal.line()).contains("9.00 x; 701 B", "must >= 3.5 x; <= 700 B", "target >= 4.5 x; <= 700 B");
	}

	@Test
	void shouldFailIfNothingWasMeasured() {
		assertThat(Goal.of("get", Criterion.atLeast(Double.NaN, 5, 6)).isFailed()).isTrue();
		assertThat(Goal.of("get", Criterion.heap(Double.NaN, 600)).isFailed()).isTrue();
	}

	@Test
	void shouldTellTheTargetFromTheMust() {
		assertThat(Goal.of("get", Criterion.atLeast(5.5, 5, 6)).isTargetReached()).isFalse();
		assertThat(Goal.of("get", Criterion.atLeast(6, 5, 6)).isTargetReached()).isTrue();
	}

	@Test
	void shouldSayWhyAGoalIsNotMeasured() {
		Goal goal = Goal.notAvailable("get-smithy", "no such library");
		assertThat(goal.isFailed()).isFalse();
		assertThat(goal.isMeasured()).isFalse();
		assertThat(goal.line()).isEqualTo("n/a   get-smithy   no such library");
	}

}
