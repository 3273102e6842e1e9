package io.github.sigv4.sample.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.sample.trial.Damage;
import io.github.sigv4.sample.trial.Draft;
import io.github.sigv4.sample.trial.Keys;
import io.github.sigv4.sample.trial.Target;
import io.github.sigv4.sample.trial.WireRequest;

/**
 * Makes a request of what was filled in, or says what is wrong with that.
 */
final class DraftReader {

	static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

	private static final int MAX_MINUTES = 7 * 24 * 60;

	private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

	private static final String HEADER_VALUE = "[ -~\t]*";

	private static final Set<String> SET_BY_SIGNING = Set.of("authorization", "x-amz-date", "x-amz-region-set",
			"x-amz-security-token");

	private static final Set<String> SET_BY_CLIENT = Set.of("connection", "content-length", "expect", "host",
			"keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

	private final Target target;

	private final RequestForm form;

	private final Map<Input, String> problems = new EnumMap<>(Input.class);

	DraftReader(Target target, RequestForm form) {
		this.target = target;
		this.form = form;
	}

	/** Return what is wrong with what was read. */
	Map<Input, String> problems() {
		return this.problems;
	}

	/** Return the request, or {@code null} if there are problems. */
	@Nullable Draft read() {
		for (Input input : Input.values()) {
			if (this.form.get(input).length() > input.limit()) {
				problem(input, "No more than " + input.limit() + " characters.");
			}
		}
		if (!this.problems.isEmpty()) {
			return null;
		}
		WireRequest request = new WireRequest(method(), path(), query(), headers(), this.form.get(Input.BODY));
		Keys keys = choice(Input.KEYS, this.target.keys(), Keys.RIGHT);
		Damage damage = choice(Input.DAMAGE, List.of(Damage.values()), Damage.NONE);
		String missing = damage.missing(request);
		if (missing != null) {
			problem(Input.DAMAGE, "That needs " + missing + ".");
		}
		Draft draft = new Draft(this.target, request, keys, this.form.get(Input.SIGNING_NAME).strip(),
				this.form.get(Input.REGION).strip(), clockOffset(), damage);
		return this.problems.isEmpty() ? draft : null;
	}

	private String method() {
		String method = this.form.get(Input.METHOD);
		if (!METHODS.contains(method)) {
			problem(Input.METHOD, "One of " + String.join(", ", METHODS) + ".");
		}
		return method;
	}

	private String path() {
		String path = this.form.get(Input.PATH).strip();
		if (!path.startsWith("/")) {
			problem(Input.PATH, "It begins with a slash. Requests go to the embedded server, and nowhere else.");
		}
		else if (path.indexOf('?') >= 0 || !isOnTheWire(path)) {
			problem(Input.PATH, "Percent-encode what a path cannot have: %20 for a space, %3F for a question mark.");
		}
		return path;
	}

	private @Nullable String query() {
		String query = this.form.get(Input.QUERY).strip();
		if (!isOnTheWire("/?" + query)) {
			problem(Input.QUERY, "Percent-encode what a query cannot have: %20 for a space, %23 for a number sign.");
		}
		return query.isEmpty() ? null : query;
	}

	private static boolean isOnTheWire(String target) {
		try {
			return new URI("http://localhost" + target).getRawFragment() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		for (String line : this.form.get(Input.HEADERS).lines().filter((text) -> !text.isBlank()).toList()) {
			int colon = line.indexOf(':');
			String name = (colon >= 0) ? line.substring(0, colon) : line;
			String value = line.substring(colon + 1).strip();
			if (colon < 0 || !name.matches(HEADER_NAME)) {
				problem(Input.HEADERS, "A line is a name, a colon and a value.");
			}
			else if (!value.matches(HEADER_VALUE)) {
				problem(Input.HEADERS, "The value of " + name + " has characters that are not ASCII.");
			}
			else if (SET_BY_SIGNING.contains(name.toLowerCase(Locale.ROOT))) {
				problem(Input.HEADERS, name + " is set by signing.");
			}
			else if (SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
				problem(Input.HEADERS, name + " is set by the client that sends the request.");
			}
			else {
				headers.add(name, value);
			}
		}
		return headers;
	}

	private Duration clockOffset() {
		try {
			int minutes = Integer.parseInt(this.form.get(Input.MINUTES).strip());
			if (Math.abs((long) minutes) <= MAX_MINUTES) {
				return Duration.ofMinutes(minutes);
			}
		}
		catch (NumberFormatException ex) {
			// As one that is too large
		}
		problem(Input.MINUTES, "A whole number from -" + MAX_MINUTES + " to " + MAX_MINUTES + ".");
		return Duration.ZERO;
	}

	private <E extends Enum<E>> E choice(Input input, List<E> choices, E otherwise) {
		return choices.stream()
			.filter((choice) -> choice.name().equals(this.form.get(input)))
			.findFirst()
			.orElseGet(() -> {
				problem(input, "One of those that are offered for " + this.target.title() + ".");
				return otherwise;
			});
	}

	private void problem(Input input, String text) {
		this.problems.putIfAbsent(input, text);
	}

}
