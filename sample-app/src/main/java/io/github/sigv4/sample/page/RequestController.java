package io.github.sigv4.sample.page;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.sample.trial.CannotSignException;
import io.github.sigv4.sample.trial.Draft;
import io.github.sigv4.sample.trial.NotEmbeddedException;
import io.github.sigv4.sample.trial.Target;
import io.github.sigv4.sample.trial.Targets;
import io.github.sigv4.sample.trial.Trials;

/**
 * Lets a reader sign a request and break it.
 */
@Controller
@EmbeddedOnly
class RequestController {

	private final Targets targets;

	private final Trials trials;

	RequestController(Targets targets, Trials trials) {
		this.targets = targets;
		this.trials = trials;
	}

	@GetMapping("/request")
	Rendering form(@RequestParam(required = false) String target) {
		Target chosen = (target != null) ? this.targets.get(target) : this.targets.all().get(0);
		return Page.REQUEST.with(HttpStatus.OK, content(chosen, RequestForm.of(chosen)));
	}

	@PostMapping("/request")
	Mono<Rendering> send(ServerWebExchange exchange) {
		return exchange.getFormData().flatMap(this::send);
	}

	private Mono<Rendering> send(MultiValueMap<String, String> data) {
		Target target = this.targets.get(String.valueOf(data.getFirst("target")));
		RequestForm filled = RequestForm.of(data);
		RequestForm form = data.containsKey("mend") ? filled.mended(target) : filled;
		RequestContent content = content(target, form);
		DraftReader reader = new DraftReader(target, form);
		Draft draft = reader.read();
		if (draft == null) {
			return Mono.just(Page.REQUEST.with(HttpStatus.BAD_REQUEST, content.withProblems(reader.problems())));
		}
		return this.trials.run(draft)
			.map((trial) -> Page.REQUEST.with(HttpStatus.OK, content.withResult(TrialView.of(trial))))
			.onErrorResume(CannotSignException.class,
					(ex) -> Mono.just(Page.REQUEST.with(HttpStatus.BAD_REQUEST, content.withProblem(ex.getMessage()))));
	}

	private RequestContent content(Target target, RequestForm form) {
		return RequestContent.of(target, this.targets.all(), form);
	}

	@ExceptionHandler
	Rendering refuse(NotEmbeddedException ex) {
		Target first = this.targets.all().get(0);
		return Page.REQUEST.with(HttpStatus.BAD_REQUEST,
				content(first, RequestForm.of(first)).withProblem(ex.getMessage()));
	}

}
