package io.github.sigv4.sample.tour;

import java.util.ArrayList;
import java.util.List;

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

	private volatile List<Call> calls = List.of();

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
		List<Call> made = new ArrayList<>();
		Tour tour = new Tour(this.services, this.recorder, (call) -> {
			made.add(call);
			System.out.println(call.line());
		});
		this.stops.forEach((stop) -> stop.visit(tour));
		this.calls = List.copyOf(made);
		System.out.println(summary());
	}

	/**
	 * Return the calls of the latest tour.
	 * @return the calls
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
