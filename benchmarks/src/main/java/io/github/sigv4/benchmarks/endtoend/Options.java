package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import joptsimple.OptionSpec;

/**
 * What is measured, and how.
 *
 * @param arguments the arguments that say so, for another process
 * @param subjects what is measured, by its name on the command line
 * @param rounds how many rounds are measured
 * @param warmUpRounds how many are run before
 * @param requests how many requests each contender sends in a round
 * @param inFlight how many requests are under way at any time
 * @param bodySize the number of bytes in the body of a request
 * @param signingName the signing name of the service
 * @param sessionToken whether the credentials have a session token
 * @param megabytes the size of the file that is uploaded
 */
record Options(List<String> arguments, Set<String> subjects, int rounds, int warmUpRounds, int requests, int inFlight,
		int bodySize, String signingName, boolean sessionToken, int megabytes) {

	static final String WEB_CLIENT = "webclient";

	static final String REST_CLIENT = "restclient";

	static final String UPLOADS = "uploads";

	private static final OptionParser PARSER = new OptionParser();

	private static final OptionSpec<String> SUBJECTS = PARSER
		.nonOptions("what is measured: webclient, restclient, uploads (the first two if nothing is said)")
		.ofType(String.class);

	private static final OptionSpec<Integer> ROUNDS = number("rounds", 7, "rounds that are measured");

	private static final OptionSpec<Integer> WARM_UP = number("warm-up", 8, "rounds before, to warm up");

	private static final OptionSpec<Integer> REQUESTS = number("requests", 20_000, "requests of each in a round");

	private static final OptionSpec<Integer> IN_FLIGHT = number("in-flight", 64, "requests under way at any time");

	private static final OptionSpec<Integer> BODY = number("body", 1024, "bytes in a body");

	private static final OptionSpec<String> SIGNING_NAME = PARSER.accepts("signing-name", "signing name of the service")
		.withRequiredArg()
		.defaultsTo("execute-api");

	private static final OptionSpec<Void> TOKEN = PARSER.accepts("session-token",
			"sign with a session token of 900 characters");

	private static final OptionSpec<Integer> MEGABYTES = number("megabytes", 1024, "size of the file to upload");

	private static OptionSpec<Integer> number(String name, int defaultValue, String description) {
		return PARSER.accepts(name, description).withRequiredArg().ofType(Integer.class).defaultsTo(defaultValue);
	}

	/**
	 * Parse the arguments of the command line.
	 * @throws OptionException if one is not known or not a number
	 */
	static Options parse(List<String> arguments) {
		OptionSet options = PARSER.parse(arguments.toArray(String[]::new));
		Set<String> subjects = Set.copyOf(options.valuesOf(SUBJECTS));
		if (!Set.of(WEB_CLIENT, REST_CLIENT, UPLOADS).containsAll(subjects)) {
			throw new IllegalArgumentException(
					"What is measured is webclient, restclient, or uploads, not " + subjects);
		}
		return new Options(List.copyOf(arguments), subjects.isEmpty() ? Set.of(WEB_CLIENT, REST_CLIENT) : subjects,
				options.valueOf(ROUNDS), options.valueOf(WARM_UP), options.valueOf(REQUESTS),
				options.valueOf(IN_FLIGHT), options.valueOf(BODY), options.valueOf(SIGNING_NAME), options.has(TOKEN),
				options.valueOf(MEGABYTES));
	}

	static void printHelpOn(OutputStream out) throws IOException {
		PARSER.printHelpOn(out);
	}

	Account account() {
		return Account.of(this.signingName, this.sessionToken);
	}

	byte[] body() {
		return new byte[this.bodySize];
	}

}
