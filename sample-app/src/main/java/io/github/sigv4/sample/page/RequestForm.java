package io.github.sigv4.sample.page;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import org.springframework.util.MultiValueMap;

import io.github.sigv4.sample.trial.Damage;
import io.github.sigv4.sample.trial.Keys;
import io.github.sigv4.sample.trial.Target;
import io.github.sigv4.sample.trial.Target.Example;

/**
 * What was filled in, whatever that is.
 *
 * @param values the texts
 */
record RequestForm(Map<Input, String> values) {

	static RequestForm of(MultiValueMap<String, String> data) {
		Map<Input, String> values = new EnumMap<>(Input.class);
		for (Input input : Input.values()) {
			String text = Objects.requireNonNullElse(data.getFirst(input.id()), "");
			// Forms end lines so, whatever their reader typed
			values.put(input, text.replace("\r\n", "\n"));
		}
		return new RequestForm(values);
	}

	/** An example. */
	static RequestForm of(Target target) {
		Example example = target.example();
		Map<Input, String> values = new EnumMap<>(Input.class);
		values.put(Input.METHOD, example.method());
		values.put(Input.PATH, example.path());
		values.put(Input.QUERY, example.query());
		values.put(Input.HEADERS, example.headers());
		values.put(Input.BODY, example.body());
		return new RequestForm(values).mended(target);
	}

	/** The same request with nothing wrong. */
	RequestForm mended(Target target) {
		Map<Input, String> mended = new EnumMap<>(this.values);
		mended.put(Input.KEYS, Keys.RIGHT.name());
		mended.put(Input.SIGNING_NAME, target.signingName());
		mended.put(Input.REGION, target.region());
		mended.put(Input.MINUTES, "0");
		mended.put(Input.DAMAGE, Damage.NONE.name());
		return new RequestForm(mended);
	}

	String get(Input input) {
		return this.values.getOrDefault(input, "");
	}

}
