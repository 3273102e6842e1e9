package io.github.sigv4.sample.page;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.github.sigv4.SignedRequest;
import io.github.sigv4.sample.page.Field.Option;
import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.sample.trial.PresignedUrls;

/**
 * Makes a presigned URL, and opens it when asked to.
 */
@Controller
@EmbeddedOnly
class PresignedController {

	private static final List<Integer> SECONDS = List.of(5, 15, 60, 900);

	private final PresignedUrls urls;

	PresignedController(PresignedUrls urls) {
		this.urls = urls;
	}

	@GetMapping("/presigned")
	Rendering form() {
		return Page.PRESIGNED.with(HttpStatus.OK, new Content(options(15), null, null));
	}

	@PostMapping("/presigned")
	Mono<Rendering> presign(ServerWebExchange exchange) {
		return exchange.getFormData().map((data) -> page(seconds(data), this.urls.now(), null));
	}

	@PostMapping("/presigned/open")
	Mono<Rendering> open(ServerWebExchange exchange) {
		return exchange.getFormData().flatMap((data) -> {
			int seconds = seconds(data);
			Instant signedAt = signedAt(data);
			return this.urls.open(this.urls.presign(signedAt, Duration.ofSeconds(seconds)))
				.map((trial) -> page(seconds, signedAt, TrialView.of(trial)));
		});
	}

	private Rendering page(int seconds, Instant signedAt, @Nullable TrialView result) {
		SignedRequest signed = this.urls.presign(signedAt, Duration.ofSeconds(seconds));
		Url url = new Url(Objects.requireNonNull(signed.presignedUrl()), signedAt, seconds,
				Objects.requireNonNull(signed.expiration()), this.urls.left(signed));
		return Page.PRESIGNED.with(HttpStatus.OK, new Content(options(seconds), url, result));
	}

	private static List<Option> options(int selected) {
		return SECONDS.stream()
			.map((seconds) -> new Option(seconds.toString(),
					(seconds < 60) ? seconds + " seconds" : seconds / 60 + " min", seconds == selected))
			.toList();
	}

	private static int seconds(MultiValueMap<String, String> data) {
		return SECONDS.stream()
			.filter((seconds) -> seconds.toString().equals(data.getFirst("seconds")))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
	}

	private static Instant signedAt(MultiValueMap<String, String> data) {
		try {
			return Instant.parse(String.valueOf(data.getFirst("signed-at")));
		}
		catch (DateTimeParseException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, null, ex);
		}
	}

	/**
	 * What the page shows.
	 *
	 * @param options how long a URL may be good
	 * @param url the URL
	 * @param result what came of opening it
	 */
	record Content(List<Option> options, @Nullable Url url, @Nullable TrialView result) {

	}

	/**
	 * A URL.
	 *
	 * @param text the URL
	 * @param signedAt when it was signed
	 * @param seconds how long it is good
	 * @param expiration when it ends
	 * @param left how long that is yet
	 */
	record Url(String text, Instant signedAt, int seconds, Instant expiration, Duration left) {

	}

}
