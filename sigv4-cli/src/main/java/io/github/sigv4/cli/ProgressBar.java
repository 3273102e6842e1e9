package io.github.sigv4.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A bar that grows on one line of a terminal.
 */
final class ProgressBar implements Progress {

	private static final int WIDTH = 20;

	private static final int LINE = 79;

	private static final long NANOS_BETWEEN = 100_000_000;

	private static final double NANOS_IN_SECOND = 1e9;

	private static final String[] UNITS = { "bytes", "kB", "MB", "GB", "TB" };

	private final PrintStream err;

	private final String label;

	private final long total;

	private final LongSupplier nanoTime;

	private final long start;

	private long done;

	private long drawn;

	/**
	 * Create a bar.
	 * @param err the terminal
	 * @param label what is going on
	 * @param total how many bytes there are
	 * @param nanoTime a clock
	 */
	ProgressBar(PrintStream err, String label, long total, LongSupplier nanoTime) {
		this.err = err;
		this.label = label;
		this.total = total;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
		this.drawn = this.start;
		draw(this.start);
	}

	@Override
	public synchronized void advance(long bytes) {
		this.done += bytes;
		long now = this.nanoTime.getAsLong();
		if (now - this.drawn >= NANOS_BETWEEN) {
			draw(now);
		}
	}

	/** Leaves the last state to be seen, and what comes next to the next line. */
	synchronized void end() {
		draw(this.nanoTime.getAsLong());
		this.err.println();
	}

	private void draw(long now) {
		this.drawn = now;
		double part = (this.total > 0) ? Math.min(1, (double) this.done / this.total) : 1;
		int filled = (int) (part * WIDTH);
		double seconds = (now - this.start) / NANOS_IN_SECOND;
		String line = String.format(Locale.ROOT, "%-8s [%s%s] %3d %% of %s%s", this.label, "#".repeat(filled),
				" ".repeat(WIDTH - filled), (int) (100 * part), size(this.total), pace(seconds));
		// A shorter line leaves nothing of the one before
		this.err.print("\r" + String.format(Locale.ROOT, "%-" + LINE + "." + LINE + "s", line));
		this.err.flush();
	}

	private String pace(double seconds) {
		if (seconds < 1 || this.done == 0) {
			return "";
		}
		long perSecond = (long) (this.done / seconds);
		long left = (perSecond > 0) ? (this.total - this.done) / perSecond : 0;
		return ", " + size(perSecond) + "/s, "
				+ ((this.done < this.total) ? left + " s left" : String.format(Locale.ROOT, "%.0f s", seconds));
	}

	private static String size(long bytes) {
		double size = bytes;
		int unit = 0;
		while (size >= 1000 && unit < UNITS.length - 1) {
			size /= 1000;
			unit++;
		}
		return String.format(Locale.ROOT, (unit == 0) ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
	}

}
