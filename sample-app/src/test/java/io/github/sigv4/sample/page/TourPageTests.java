package io.github.sigv4.sample.page;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.sigv4.sample.tour.Call;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TourPage}.
 */
class TourPageTests {

	@Test
	void everythingIsEscaped() {
		String evil = "<script>'\"&%s";
		assertThat(TourPage.render(evil, List.of(new Call(false, evil, evil, evil, evil, evil, evil)), true))
			.doesNotContain("<script>")
			.contains("&lt;script&gt;&#39;&quot;&amp;%s");
	}

	@Test
	void oneFailureMakesTheSummaryAFailure() {
		Call right = new Call(true, "WebClient", "s3", "GET", "/", "200", "");
		Call wrong = new Call(false, "WebClient", "s3", "GET", "/", "403", "");
		assertThat(TourPage.render("tour", List.of(right), true)).contains("<p class=\"ok\"");
		assertThat(TourPage.render("tour", List.of(right, wrong), true)).contains("<p class=\"fail\"");
	}

	@Test
	void runsAgainOnlyWhereItMay() {
		assertThat(TourPage.render("tour", List.of(), true)).contains("<form");
		assertThat(TourPage.render("tour", List.of(), false)).doesNotContain("<form");
	}

}
