package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares whole clients: {@code java -jar benchmarks.jar end-to-end}.
 */
public final class EndToEnd {

	static final String WEB_CLIENT_TITLE = "WebClient, Reactor Netty";

	private static final String REST_CLIENT_TITLE = "RestClient, JDK";

	/** Less than the file has. */
	private static final String UPLOAD_MEMORY = "-Xmx128m";

	private final Options options;

	private EndToEnd(Options options) {
		this.options = options;
	}

	/**
	 * Measure, and print what came of it.
	 * @param arguments what to measure, and options; {@code --help} tells which
	 * @throws IOException if a process cannot be started
	 * @throws InterruptedException if the wait for a process is interrupted
	 * @throws IllegalStateException if a request fails or is not signed well
	 */
	public static void run(List<String> arguments) throws IOException, InterruptedException {
		if (arguments.contains("--help")) {
			Options.printHelpOn(System.out);
			return;
		}
		new EndToEnd(Options.parse(arguments)).run();
	}

	private void run() throws IOException, InterruptedException {
		System.out.printf("JDK %s, %d processors, Reactor Netty on NIO%n%n", Runtime.version(),
				Runtime.getRuntime().availableProcessors());
		if (this.options.subjects().contains(Options.WEB_CLIENT)) {
			contest(Options.WEB_CLIENT, WEB_CLIENT_TITLE);
		}
		if (this.options.subjects().contains(Options.REST_CLIENT)) {
			contest(Options.REST_CLIENT, REST_CLIENT_TITLE);
		}
		if (this.options.subjects().contains(Options.UPLOADS)) {
			uploads(Options.WEB_CLIENT, WEB_CLIENT_TITLE);
			uploads(Options.REST_CLIENT, REST_CLIENT_TITLE);
		}
	}

	private void contest(String client, String title) throws IOException, InterruptedException {
		System.out.printf(
				"POST of %d bytes%s, %d in flight, medians of the quietest third of %d rounds of %d requests; "
						+ "ratio and added: against '%s'%n",
				this.options.bodySize(), this.options.sessionToken() ? " with a session token" : "",
				this.options.inFlight(), this.options.rounds(), this.options.requests(), Contender.BUFFERED.title());
		System.out.println(compare(client, this.options).table(title));
	}

	private void uploads(String client, String title) throws IOException, InterruptedException {
		System.out.printf("PUT of %d MB with %s, medians of %d rounds%n", this.options.megabytes(), UPLOAD_MEMORY,
				UploadContest.ROUNDS);
		List<String> arguments = new ArrayList<>(this.options.arguments());
		arguments.add("--signing-name=s3");
		LoopbackRun run = new LoopbackRun(UploadContest.class, List.of(UPLOAD_MEMORY));
		System.out.println(new UploadComparison(run.results(client, arguments, UploadRound::parse)).table(title));
	}

	static Comparison compare(String client, Options options) throws IOException, InterruptedException {
		LoopbackRun run = new LoopbackRun(Contest.class, List.of());
		return new Comparison(run.results(client, options.arguments(), Round::parse));
	}

}
