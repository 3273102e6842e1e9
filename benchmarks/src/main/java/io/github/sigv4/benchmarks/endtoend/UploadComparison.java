package io.github.sigv4.benchmarks.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What came of uploads: medians over all rounds.
 *
 * @param rounds the rounds of all ways to send a file
 */
record UploadComparison(List<UploadRound> rounds) {

	private static final double MEGABYTE = 1024.0 * 1024;

	String table(String title) {
		StringBuilder table = new StringBuilder();
		table.append(
				String.format(Locale.ROOT, "%-32s %8s %8s %8s %12s%n", title, "s", "MB/s", "CPU s", "peak heap MB"));
		for (Upload upload : Upload.values()) {
			table.append(String.format(Locale.ROOT, "%-32s %8.2f %8.0f %8.2f %12.0f%n", upload.title(),
					median(upload, (round) -> round.nanos() / 1e9),
					median(upload, (round) -> round.bytes() / MEGABYTE / (round.nanos() / 1e9)),
					median(upload, (round) -> round.cpuNanos() / 1e9),
					median(upload, (round) -> round.peakHeap() / MEGABYTE)));
		}
		return table.toString();
	}

	private double median(Upload upload, ToDoubleFunction<UploadRound> value) {
		return Median.of(this.rounds.stream().filter((round) -> round.upload() == upload).mapToDouble(value));
	}

}
