package io.github.sigv4.benchmarks.goals;

import java.util.Locale;

/**
 * One figure of a goal, with what it must reach and what it should.
 *
 * @param measured the figure
 * @param atLeast whether more is better
 * @param must the bound by which it is judged
 * @param target the bound to strive for
 * @param unit the unit of all three
 */
record Criterion(double measured, boolean atLeast, double must, double target, String unit) {

	/** Times as fast. */
	static Criterion atLeast(double measured, double must, double target) {
		return new Criterion(measured, true, must, target, "x");
	}

	/** Times as slow. */
	static Criterion atMost(double measured, double must, double target) {
		return new Criterion(measured, false, must, target, "x");
	}

	/** Bytes of heap for each signature, for which one bound is all there is. */
	static Criterion heap(double measured, double must) {
		return heap(measured, must, must);
	}

	static Criterion heap(double measured, double must, double target) {
		return new Criterion(measured, false, must, target, "B");
	}

	boolean isReached() {
		return reaches(this.must);
	}

	boolean isTargetReached() {
		return reaches(this.target);
	}

	/** A figure that could not be had reaches nothing. */
	private boolean reaches(double bound) {
		return this.atLeast ? this.measured >= bound : this.measured <= bound;
	}

	String measuredText() {
		return text(this.measured, this.unit.equals("B") ? "%.0f" : "%.2f");
	}

	String mustText() {
		return bound(this.must);
	}

	String targetText() {
		return bound(this.target);
	}

	private String bound(double bound) {
		return (this.atLeast ? ">= " : "<= ") + text(bound, (bound == Math.rint(bound)) ? "%.0f" : "%s");
	}

	private String text(double value, String format) {
		return String.format(Locale.ROOT, format, value) + " " + this.unit;
	}

}
