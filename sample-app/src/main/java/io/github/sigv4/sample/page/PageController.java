package io.github.sigv4.sample.page;

import java.net.URI;

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
 * Shows the latest tour, and makes another when asked to. It takes no input: requests are
 * signed for the sample's own targets only.
 */
@RestController
class PageController {

	private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

	private final TourGuide guide;

	PageController(TourGuide guide) {
		this.guide = guide;
	}

	@GetMapping("/")
	ResponseEntity<String> page() {
		return ResponseEntity.ok().contentType(HTML).body(TourPage.render(this.guide.summary(), this.guide.calls()));
	}

	/** Not on the event loop, since the tour blocks. */
	@PostMapping("/tour")
	Mono<ResponseEntity<Void>> walk() {
		return Mono.fromRunnable(this.guide::walk)
			.subscribeOn(Schedulers.boundedElastic())
			.thenReturn(ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/")).build());
	}

}
