package io.github.sigv4.benchmarks.scale;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The soak, in the JVM with the small heap.
 */
public final class SoakRun {

	private final double seconds;

	private final SoakServices services;

	private final List<SoakWorker> workers;

	private final SoakSampler sampler;

	private SoakRun(int seconds, double secondsADay) {
		this.seconds = seconds;
		this.services = new SoakServices(new FastClock(secondsADay));
		this.workers = IntStream.range(0, Runtime.getRuntime().availableProcessors())
			.mapToObj((thread) -> new SoakWorker(this.services))
			.toList();
		this.sampler = new SoakSampler(this.workers, this.services.clock());
	}

	/**
	 * Run, write what was seen, and exit with 1 if anything grew or was wrong.
	 * @param arguments the options of {@link Soak}
	 * @throws Exception if a signature was wrong
	 */
	public static void main(String[] arguments) throws Exception {
		Options options = Options.of(arguments);
		int seconds = options.number("seconds", 60 * options.number("minutes", 10));
		Path output = Files.createDirectories(Path.of(options.text("output", "target")));
		// Several midnights, however short it is
		SoakRun run = new SoakRun(seconds, Math.min(30, seconds / 4.0));
		List<Sample> samples = run.record(output.resolve("soak.csv"));
		SoakCurves.write(samples, output);
		SoakVerdict verdict = new SoakVerdict(samples);
		System.out.println(verdict);
		System.exit(verdict.isGood() ? 0 : 1);
	}

	private List<Sample> record(Path csv) throws IOException, InterruptedException, ExecutionException {
		ExecutorService threads = Executors.newFixedThreadPool(this.workers.size());
		try (BufferedWriter out = Files.newBufferedWriter(csv)) {
			out.write(Sample.HEADER + "\n");
			List<Future<?>> running = new ArrayList<>();
			this.workers.forEach((worker) -> running.add(threads.submit(worker)));
			return record(out, running);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private List<Sample> record(BufferedWriter out, List<Future<?>> running)
			throws IOException, InterruptedException, ExecutionException {
		double step = Math.min(1, this.seconds / 50);
		double collection = Math.min(15, this.seconds / 20);
		double nextCollection = 0;
		List<Sample> samples = new ArrayList<>();
		for (int tick = 1; tick * step <= this.seconds; tick++) {
			this.services.credentials().rotate(tick);
			if (this.sampler.second() >= nextCollection) {
				this.sampler.collectGarbage();
				nextCollection += collection;
			}
			Thread.sleep(Math.max(0, (long) (1000 * (tick * step - this.sampler.second()))));
			for (Future<?> worker : running) {
				if (worker.isDone()) {
					worker.get();
				}
			}
			Sample sample = this.sampler.sample();
			samples.add(sample);
			out.write(sample.csv() + "\n");
			out.flush();
		}
		return samples;
	}

}
