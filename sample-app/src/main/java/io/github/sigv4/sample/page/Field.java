package io.github.sigv4.sample.page;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A field of the form.
 *
 * @param id its name in the form
 * @param label what stands before it
 * @param hint what goes into it, or {@code null} if that is clear
 * @param value what is in it
 * @param limit how many characters it takes
 * @param problem what is wrong with it, or {@code null} if nothing is
 * @param options what can be chosen, if it is a choice
 */
record Field(String id, String label, @Nullable String hint, String value, int limit, @Nullable String problem,
		List<Option> options) {

	static Field of(Input input, RequestForm form, Map<Input, String> problems, List<Option> options) {
		return new Field(input.id(), input.label(), input.hint().isEmpty() ? null : input.hint(), form.get(input),
				input.limit(), problems.get(input), options);
	}

	/**
	 * What can be chosen.
	 *
	 * @param value its name in the form
	 * @param text what it is called
	 * @param selected whether it is chosen
	 */
	record Option(String value, String text, boolean selected) {

	}

}
