package io.github.sigv4.sample.page;

import java.util.List;

import com.samskivert.mustache.Mustache;
import org.junit.jupiter.api.Test;
import org.springframework.boot.mustache.autoconfigure.MustacheResourceTemplateLoader;
import org.springframework.boot.mustache.reactive.view.MustacheViewResolver;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import io.github.sigv4.sample.tour.Call;
import io.github.sigv4.sample.tour.TourGuide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests of {@link TourController} and its template.
 */
class TourControllerTests {

	private static final Call RIGHT = new Call(true, "WebClient", "s3", "GET", "/", "200", "");

	private static final Call WRONG = new Call(false, "WebClient", "s3", "GET", "/", "403", "");

	private final TourGuide guide = mock();

	@Test
	void everythingIsEscaped() {
		String evil = "<script>'\"&%s{{title}}";
		assertThat(page(evil, false, new Call(false, evil, evil, evil, evil, evil, evil))).doesNotContain(evil)
			.doesNotContain("<script>")
			.contains("&lt;script&gt;&#39;&quot;&amp;%s{{title}}");
	}

	@Test
	void oneFailureMakesTheSummaryAFailure() {
		assertThat(page("tour", false, RIGHT)).contains("class=\"summary ok\"");
		assertThat(page("tour", false, RIGHT, WRONG)).contains("class=\"summary fail\"");
	}

	@Test
	void showsWhatIsDoneSoFar() {
		given(this.guide.isRunning()).willReturn(true);
		assertThat(page("tour", false, RIGHT)).contains("<tr class=\"ok\">", "The tour is under way.",
				"data-running=\"true\"", "<noscript><meta http-equiv=\"refresh\"");
	}

	@Test
	void loadsNothingAnewOnceItIsOver() {
		assertThat(page("tour", false, RIGHT)).contains("data-running=\"false\"").doesNotContain("refresh");
	}

	@Test
	void againstAwsThereIsNothingButTheTour() {
		assertThat(page("tour", false)).contains("<form", "href=\"/request\"");
		assertThat(page("tour", true)).doesNotContain("<form").doesNotContain("href=\"/request\"");
	}

	@Test
	void againstAwsItDoesNotRunAgain() {
		client(true).post().uri("/tour").exchange().expectStatus().isForbidden();
	}

	private String page(String summary, boolean aws, Call... calls) {
		given(this.guide.calls()).willReturn(List.of(calls));
		given(this.guide.summary()).willReturn(summary);
		String page = client(aws).get().uri("/").exchange().expectBody(String.class).returnResult().getResponseBody();
		return String.valueOf(page);
	}

	private WebTestClient client(boolean aws) {
		MustacheResourceTemplateLoader loader = new MustacheResourceTemplateLoader("classpath:/templates/",
				".mustache");
		MustacheViewResolver resolver = new MustacheViewResolver(Mustache.compiler().withLoader(loader));
		GenericApplicationContext context = new GenericApplicationContext();
		context.refresh();
		resolver.setApplicationContext(context);
		resolver.setPrefix("classpath:/templates/");
		resolver.setSuffix(".mustache");
		return WebTestClient.bindToController(new TourController(this.guide, aws))
			.viewResolvers((registry) -> registry.viewResolver(resolver))
			.build();
	}

}
