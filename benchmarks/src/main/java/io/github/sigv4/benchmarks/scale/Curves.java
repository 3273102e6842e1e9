package io.github.sigv4.benchmarks.scale;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A drawing of curves over the same seconds, as small as a hand would write it, and to be
 * read on white and on black.
 *
 * @param title what is drawn
 * @param seconds when
 * @param values curves by name
 */
record Curves(String title, List<Double> seconds, Map<String, List<Double>> values) {

	private static final int WIDTH = 720;

	private static final int HEIGHT = 260;

	private static final int LEFT = 48;

	private static final int RIGHT = WIDTH - 64;

	private static final int TOP = 36;

	private static final int BOTTOM = HEIGHT - 28;

	/** More could not be told apart. */
	private static final int MAX_POINTS = 300;

	String svg() {
		StringBuilder head = new StringBuilder("""
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
				<style>
				text { font: 12px sans-serif; fill: #57606a } .axis { stroke: #8c959f; stroke-opacity: .4 }
				polyline { fill: none; stroke-width: 1.5 } .a { stroke: #0969da } .b { stroke: #bc4c00 }
				@media (prefers-color-scheme: dark) {
				text { fill: #9198a1 } .a { stroke: #4493f8 } .b { stroke: #f0883e } }
				</style>
				<text x="%d" y="18">%s</text>
				""".formatted(WIDTH, HEIGHT, this.title, LEFT, this.title));
		Formatter svg = new Formatter(head, Locale.ROOT);
		double top = roundedUp(this.values.values().stream().mapToDouble(Curves::warmMaximum).max().orElse(1));
		double end = this.seconds.get(this.seconds.size() - 1);
		for (int line = 0; line <= 4; line++) {
			double y = y(top * line / 4, top);
			svg.format(
					"<path class=\"axis\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
					LEFT, y, RIGHT, LEFT - 6, y + 4, number(top * line / 4));
			svg.format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s s</text>\n", x(end * line / 4, end),
					BOTTOM + 18, number(end * line / 4));
		}
		String kind = "a";
		for (Map.Entry<String, List<Double>> curve : new TreeMap<>(this.values).entrySet()) {
			List<Double> values = curve.getValue();
			svg.format("<polyline class=\"%s\" points=\"", kind);
			points().forEach((i) -> svg.format("%.0f,%.1f ", x(this.seconds.get(i), end), y(values.get(i), top)));
			svg.format("\"/>\n<text x=\"%d\" y=\"%.1f\">%s</text>\n", RIGHT + 6,
					y(values.get(values.size() - 1), top) + 4, curve.getKey());
			kind = "b";
		}
		return svg.format("</svg>\n").toString();
	}

	private IntStream points() {
		int step = Math.max(1, (this.seconds.size() + MAX_POINTS - 1) / MAX_POINTS);
		return IntStream.iterate(0, (i) -> i < this.seconds.size(), (i) -> i + step);
	}

	private static double x(double second, double end) {
		return LEFT + (RIGHT - LEFT) * second / end;
	}

	private static double y(double value, double top) {
		return BOTTOM - (BOTTOM - TOP) * Math.min(value, top) / top;
	}

	/** The start, when nothing is compiled yet, would flatten all the rest. */
	private static double warmMaximum(List<Double> values) {
		return values.stream().skip(values.size() / 5).mapToDouble(Double::doubleValue).max().orElse(1);
	}

	/** To 1, 2, 4 or 8 times a power of ten. */
	private static double roundedUp(double value) {
		double power = Math.pow(10, Math.floor(Math.log10(value)));
		double digit = value / power;
		return power * ((digit <= 1) ? 1 : (digit <= 2) ? 2 : (digit <= 4) ? 4 : (digit <= 8) ? 8 : 10);
	}

	private static String number(double value) {
		return (value == Math.rint(value)) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
	}

}
