package io.github.sigv4.spring.actuate;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.util.function.SingletonSupplier;

/**
 * Hides the secrets of {@code aws.sigv4} and of AWS's own variables from the endpoints
 * {@code env} and {@code configprops}, even where they show all values. Also the values
 * that quote them: a variable that a placeholder names, the command line of a process, a
 * JSON text of properties.
 */
public final class SigV4SanitizingFunction implements SanitizingFunction {

	/** A shorter one would be found by accident in what is none. */
	private static final int MIN_LENGTH = 8;

	private static final Pattern SECRET = Pattern
		.compile("aws(" + "bearertoken.*|secretkey|securitytoken|.*(secretaccesskey|sessiontoken|authorizationtoken))");

	/** What quotes properties, also those that are not ours to know. */
	private static final Pattern QUOTING = Pattern.compile("sunjavacommand|.*options|.*opts|.*json");

	private static final Pattern QUOTED = Pattern.compile(
			"aws.*?(secret[-_.]?(access[-_.]?)?key"
					+ "|(session|security|authorization)[-_.]?token|bearer[-_.]?token[-_.a-z0-9]*)[\\\\\"']*\\s*[=:]",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private final Supplier<? extends Collection<String>> secrets;

	/**
	 * Create the function.
	 * @param secrets gives the secrets that are known, and is asked once, when a value is
	 * shown
	 */
	public SigV4SanitizingFunction(Supplier<? extends Collection<String>> secrets) {
		this.secrets = SingletonSupplier
			.of(() -> secrets.get().stream().filter(SigV4SanitizingFunction::isLong).toList());
	}

	private static boolean isLong(String secret) {
		return secret.strip().length() >= MIN_LENGTH;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		String key = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		if (SECRET.matcher(key).matches()) {
			return data.withSanitizedValue();
		}
		return (data.getValue() instanceof CharSequence text && isTelling(key, text.toString()))
				? data.withSanitizedValue() : data;
	}

	private boolean isTelling(String key, String text) {
		return (QUOTING.matcher(key).matches() && QUOTED.matcher(text).find())
				|| this.secrets.get().stream().anyMatch(text::contains);
	}

}
