package io.github.sigv4.sample.tour;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

import io.github.sigv4.spring.SigV4Services;

/**
 * Makes the tour at start, and again when asked to. Prints a line for each call, and is
 * why the sample's exit status is 0 only if every call did what it should.
 */
@Component
public class TourGuide implements ApplicationRunner, ExitCodeGenerator {

	private final List<Stop> stops;

	private final SigV4Services services;

	private final CallRecorder recorder;

	/** Of the latest tour, as far as it has come. */
	private volatile List<Call> calls = List.of();

	private volatile boolean running = true;

	TourGuide(List<Stop> stops, SigV4Services services, CallRecorder recorder) {
		this.stops = stops;
		this.services = services;
		this.recorder = recorder;
	}

	@Override
	public void run(ApplicationArguments args) {
		walk();
	}

	/**
	 * Make the tour, one at a time. Blocks.
	 */
	public synchronized void walk() {
		List<Call> made = new CopyOnWriteArrayList<>();
		Tour tour = new Tour(this.services, this.recorder, (call) -> {
			made.add(call);
			System.out.println(call.line());
		});
		this.calls = Collections.unmodifiableList(made);
		this.running = true;
		try {
			this.stops.forEach((stop) -> stop.visit(tour));
		}
		finally {
			this.running = false;
		}
		System.out.println(summary());
	}

	/**
	 * Return whether a tour is under way, or about to begin.
	 * @return whether there are calls to come
	 */
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Return the calls of the latest tour. There are more as long as it
	 * {@linkplain #isRunning() is under way}.
	 * @return the calls so far
	 */
	public List<Call> calls() {
		return this.calls;
	}

	/**
	 * Say how the latest tour went.
	 * @return one line
	 */
	public String summary() {
		List<Call> calls = this.calls;
		long asExpected = calls.stream().filter(Call::asExpected).count();
		return "tour: " + calls.size() + " calls, " + asExpected + " as expected, " + (calls.size() - asExpected)
				+ " not";
	}

	@Override
	public int getExitCode() {
		List<Call> calls = this.calls;
		return (!calls.isEmpty() && calls.stream().allMatch(Call::asExpected)) ? 0 : 1;
	}

}
