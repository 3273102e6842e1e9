package io.github.sigv4.sample.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.sample.page.Field.Option;
import io.github.sigv4.sample.page.Page.Link;
import io.github.sigv4.sample.trial.Damage;
import io.github.sigv4.sample.trial.Keys;
import io.github.sigv4.sample.trial.Target;

/**
 * What the page of one's own request shows.
 *
 * @param target where the request goes
 * @param targets where else it could go
 * @param form what was filled in
 * @param problems what is wrong with that
 * @param problem why it was not tried
 * @param result what came of it
 */
record RequestContent(Target target, List<Link> targets, RequestForm form, Map<Input, String> problems,
		@Nullable String problem, @Nullable TrialView result) {

	static RequestContent of(Target target, List<Target> all, RequestForm form) {
		List<Link> links = all.stream()
			.map((other) -> new Link("/request?target=" + other.name(), other.title(), other.equals(target)))
			.toList();
		return new RequestContent(target, links, form, Map.of(), null, null);
	}

	RequestContent withProblems(Map<Input, String> problems) {
		return new RequestContent(this.target, this.targets, this.form, problems, "Nothing was sent: see the fields.",
				null);
	}

	RequestContent withProblem(@Nullable String problem) {
		return new RequestContent(this.target, this.targets, this.form, Map.of(), problem, null);
	}

	RequestContent withResult(TrialView result) {
		return new RequestContent(this.target, this.targets, this.form, Map.of(), null, result);
	}

	/** Whether there is a form that can be mended. */
	boolean mendable() {
		return true;
	}

	Field method() {
		return choice(Input.METHOD, DraftReader.METHODS.stream().map((method) -> option(Input.METHOD, method, method)));
	}

	Field path() {
		return text(Input.PATH);
	}

	Field query() {
		return text(Input.QUERY);
	}

	Field headers() {
		return text(Input.HEADERS);
	}

	Field body() {
		return text(Input.BODY);
	}

	Field damage() {
		return choice(Input.DAMAGE,
				Stream.of(Damage.values()).map((damage) -> option(Input.DAMAGE, damage.name(), damage.title())));
	}

	Field keys() {
		return choice(Input.KEYS,
				this.target.keys().stream().map((Keys keys) -> option(Input.KEYS, keys.name(), keys.title())));
	}

	Field signingName() {
		return text(Input.SIGNING_NAME);
	}

	Field region() {
		return text(Input.REGION);
	}

	Field minutes() {
		return text(Input.MINUTES);
	}

	private Field text(Input input) {
		return Field.of(input, this.form, this.problems, List.of());
	}

	private Field choice(Input input, Stream<Option> options) {
		return Field.of(input, this.form, this.problems, new ArrayList<>(options.toList()));
	}

	private Option option(Input input, String value, String text) {
		return new Option(value, text, value.equals(this.form.get(input)));
	}

}
