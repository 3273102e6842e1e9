package io.github.sigv4.benchmarks.endtoend;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Lets all contenders send requests in turns, so that whatever else the machine does
 * befalls them alike. None is measured before all are known to be signed well. Public so
 * that a process can start with it.
 */
public final class Contest implements AutoCloseable {

	private static final int JUDGED_REQUESTS = 100;

	private final Map<Contender, LoadGenerator> loads;

	private final Options options;

	Contest(Map<Contender, LoadGenerator> loads, Options options) {
		this.loads = loads;
		this.options = options;
	}

	static Contest of(String client, URI server, Options options) {
		Map<Contender, LoadGenerator> loads = new EnumMap<>(Contender.class);
		for (Contender contender : Contender.values()) {
			loads.put(contender, load(client, contender, server, options));
		}
		return new Contest(loads, options);
	}

	static LoadGenerator load(String client, Contender contender, URI server, Options options) {
		return client.equals(Options.WEB_CLIENT) ? new WebClientLoad(contender, server, options)
				: new RestClientLoad(contender, server, options);
	}

	/**
	 * Runs the contest of a client. Its first argument is the client, the second the
	 * server's URL, the others are options. It tells of each round.
	 * @param arguments the client, the URL, and options
	 */
	public static void main(String[] arguments) {
		List<String> all = List.of(arguments);
		Options options = Options.parse(all.subList(2, all.size()));
		try (Contest contest = of(all.get(0), URI.create(all.get(1)), options)) {
			contest.run((round) -> JavaProcess.tell(round.toLine()));
		}
	}

	void run(Consumer<Round> results) {
		this.loads.forEach(Contest::judge);
		for (int i = 0; i < this.options.warmUpRounds(); i++) {
			runRound(i, (round) -> {
			});
		}
		for (int i = 0; i < this.options.rounds(); i++) {
			runRound(i, results);
		}
	}

	private static void judge(Contender contender, LoadGenerator load) {
		try {
			load.send(contender.signs() ? LoopbackServer.JUDGED : LoopbackServer.ANY, JUDGED_REQUESTS);
		}
		catch (IllegalStateException ex) {
			throw new IllegalStateException("Nothing was measured, since the requests of '" + contender.title()
					+ "' are not as they have to be. " + ex.getMessage(), ex);
		}
	}

	/** Each round starts with another contender. */
	private void runRound(int number, Consumer<Round> results) {
		List<Contender> order = new ArrayList<>(this.loads.keySet());
		Collections.rotate(order, -number);
		for (Contender contender : order) {
			LoadGenerator load = Objects.requireNonNull(this.loads.get(contender));
			results.accept(Round.measure(contender, load, this.options.requests()));
		}
	}

	@Override
	public void close() {
		this.loads.values().forEach(LoadGenerator::close);
	}

}
