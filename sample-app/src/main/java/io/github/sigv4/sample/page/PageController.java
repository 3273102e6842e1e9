package io.github.sigv4.sample.page;

import java.net.URI;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.sample.tour.TourGuide;

/**
 * Shows the latest tour, and makes another when asked to. It takes no input, and has
 * requests signed for the embedded servers only.
 */
@RestController
class PageController {

	private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

	private final TourGuide guide;

	private final boolean embedded;

	PageController(TourGuide guide, @Value("${sample.aws:false}") boolean aws) {
		this.guide = guide;
		this.embedded = !aws;
	}

	@GetMapping("/")
	ResponseEntity<String> page() {
		String page = TourPage.render(this.guide.summary(), this.guide.calls(), this.embedded);
		return ResponseEntity.ok().contentType(HTML).body(page);
	}

	/** Not on the event loop, since the tour blocks. */
	@PostMapping("/tour")
	Mono<ResponseEntity<Void>> walk() {
		if (!this.embedded) {
			return Mono.just(ResponseEntity.status(HttpStatus.FORBIDDEN).build());
		}
		return Mono.fromRunnable(this.guide::walk)
			.subscribeOn(Schedulers.boundedElastic())
			.thenReturn(ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/")).build());
	}

}
