package io.github.sigv4.sample.page;

import java.net.URI;
import java.util.List;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.sample.tour.Call;
import io.github.sigv4.sample.tour.TourGuide;

/**
 * Shows the latest tour as far as it has come, and makes another when asked to. The
 * script loads the page again and again while a tour is under way: an open stream of
 * events would hold up a graceful shutdown.
 */
@Controller
class TourController {

	private final TourGuide guide;

	private final boolean embedded;

	TourController(TourGuide guide, @Value("${sample.aws:false}") boolean aws) {
		this.guide = guide;
		this.embedded = !aws;
	}

	@GetMapping("/")
	Rendering page() {
		boolean running = this.guide.isRunning();
		List<Call> calls = this.guide.calls();
		Content content = new Content(calls, running, running || calls.stream().allMatch(Call::asExpected),
				running ? "The tour is under way." : this.guide.summary(), this.embedded);
		return this.embedded ? Page.TOUR.with(HttpStatus.OK, content) : Page.TOUR.alone(content);
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

	/**
	 * What the page shows.
	 *
	 * @param calls the calls so far
	 * @param running whether there are more to come
	 * @param asExpected whether none did what it should not
	 * @param summary how it goes
	 * @param again whether another tour may be made
	 */
	record Content(List<Call> calls, boolean running, boolean asExpected, String summary, boolean again) {

	}

}
