package io.github.sigv4.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to start an application with so many services, against one whose
 * auto-configurations leave the starter out: each start in a JVM of its own, all kinds in
 * turn, so that a slow minute of the machine is one for all of them.
 */
public final class ContextStart {

	private static final List<Integer> SERVICES = List.of(0, 1, 10, 100, 1000);

	private static final String NONE = "none";

	/** Without it, no other of ours has anything to do. */
	private static final String EXCLUDED = "spring.autoconfigure.exclude="
			+ "io.github.sigv4.spring.autoconfigure.SigV4AutoConfiguration";

	private ContextStart() {
	}

	/**
	 * Measure and print.
	 * @param arguments {@code --rounds} and their number, if it is not to be 11
	 * @throws Exception if an application does not start
	 */
	public static void main(String[] arguments) throws Exception {
		int rounds = Options.of(arguments).number("rounds", 11);
		Path folder = Files.createTempDirectory("context-start");
		try {
			print(measure(rounds, folder));
		}
		finally {
			try (var files = Files.list(folder)) {
				for (Path file : files.toList()) {
					Files.delete(file);
				}
			}
			Files.delete(folder);
		}
	}

	static Map<String, List<StartCost>> measure(int rounds, Path folder) throws IOException, InterruptedException {
		Map<String, String> kinds = new LinkedHashMap<>();
		kinds.put(NONE, "--" + EXCLUDED);
		for (int services : SERVICES) {
			Path file = Files.writeString(folder.resolve(services + ".yml"), yaml(services));
			kinds.put(String.valueOf(services), "--spring.config.additional-location=" + file.toUri());
		}
		Map<String, List<StartCost>> costs = new LinkedHashMap<>();
		for (int round = 0; round <= rounds; round++) {
			for (Map.Entry<String, String> kind : kinds.entrySet()) {
				StartCost cost = StartCost.of(kind.getValue());
				// The first round reads the jars from the disk
				if (round > 0) {
					costs.computeIfAbsent(kind.getKey(), (name) -> new ArrayList<>()).add(cost);
				}
			}
		}
		return costs;
	}

	/** Each with what a service needs, and credentials that they share. */
	static String yaml(int services) {
		StringBuilder yaml = new StringBuilder(
				"aws.sigv4:\n  credentials:\n    access-key-id: AKIDEXAMPLE\n    secret-access-key: example\n");
		if (services > 0) {
			yaml.append("  services:\n");
		}
		for (int i = 0; i < services; i++) {
			yaml.append("    service-").append(i).append(":\n");
			yaml.append("      base-url: https://api").append(i).append(".execute-api.eu-west-1.amazonaws.com/prod\n");
		}
		return yaml.toString();
	}

	private static void print(Map<String, List<StartCost>> costs) {
		StartCost none = StartCost.median(costs.getOrDefault(NONE, List.of()));
		System.out.printf("%-10s%10s%10s%10s%10s%10s%10s%10s%n", "services", "ms", "over none", "CPU ms", "over none",
				"classes", "beans", "threads");
		costs.forEach((kind, all) -> {
			StartCost median = StartCost.median(all);
			System.out.printf("%-10s%10.0f%10.0f%10.0f%10.0f%10.0f%10.0f%10.0f%n", kind, median.millis(),
					median.millis() - none.millis(), median.cpu(), median.cpu() - none.cpu(), median.classes(),
					median.beans(), median.threads());
		});
	}

}
