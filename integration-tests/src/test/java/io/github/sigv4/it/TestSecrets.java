package io.github.sigv4.it;

import java.util.List;
import java.util.regex.Pattern;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The secrets of all tests here. Each has {@link #MARK} in it, by which
 * {@link LoggedSecretsScan} finds it wherever it should not be.
 */
public final class TestSecrets {

	/** Stands in every secret, and nowhere else. */
	public static final String MARK = "TellNobody";

	private static final String SECRET = "wJalrXUtn/TellNobody+bPxRfiCYEXAMPLEKEY";

	/** Of a user. */
	public static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIAIOSFODNN7EXAMPLE", SECRET);

	/** Of a role, with the same secret. A careless client would encode its token. */
	public static final SigV4Credentials TEMPORARY = SigV4Credentials.of("ASIAIOSFODNN7EXAMPLE", SECRET,
			"a+token/of==TellNobody==temporary");

	/** Nobody's. */
	public static final String WRONG = "not/the/right/TellNobody";

	private static final Pattern ARGUMENT = Pattern.compile("--\\S*(secret|token)[^=]*=[^$].*");

	private TestSecrets() {
	}

	/**
	 * Return a secret that is found again.
	 * @param name what it is, which becomes a part of it
	 * @return the secret
	 */
	public static String of(String name) {
		return name.contains(MARK) ? name : name + "-" + MARK;
	}

	/**
	 * Fails if an application is given a secret that would not be found again.
	 * @param arguments the arguments of its main method
	 */
	static void check(List<String> arguments) {
		for (String argument : arguments) {
			if (ARGUMENT.matcher(argument).matches() && !argument.contains(MARK)) {
				throw new AssertionError("Not one of TestSecrets: " + argument.replaceFirst("=.*", ""));
			}
		}
	}

}
