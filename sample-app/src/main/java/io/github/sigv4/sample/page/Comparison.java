package io.github.sigv4.sample.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Two texts side by side, part by part; or one alone.
 *
 * @param title what they are
 * @param note what else there is to say
 * @param left what the left one is
 * @param right what the right one is
 * @param sideBySide whether there is a right one
 * @param rows the parts
 */
record Comparison(String title, @Nullable String note, String left, String right, boolean sideBySide, List<Row> rows) {

	static Comparison of(String title, String left, Map<String, String> ours, String right, Map<String, String> theirs,
			@Nullable String note) {
		Set<String> labels = new LinkedHashSet<>(ours.keySet());
		labels.addAll(theirs.keySet());
		List<Row> rows = new ArrayList<>();
		for (String label : labels) {
			rows.add(Row.of(label, ours.get(label), theirs.get(label)));
		}
		return new Comparison(title, note, left, right, true, rows);
	}

	static Comparison alone(String title, String left, Map<String, String> ours, @Nullable String note) {
		List<Row> rows = new ArrayList<>();
		ours.forEach((label, text) -> rows.add(Row.of(label, text, text)));
		return new Comparison(title, note, left, "", false, rows);
	}

	/**
	 * A part.
	 *
	 * @param label what it is
	 * @param differs whether the two differ
	 * @param ours the left one
	 * @param theirs the right one
	 */
	record Row(String label, boolean differs, Cell ours, Cell theirs) {

		static Row of(String label, @Nullable String left, @Nullable String right) {
			if (left == null || right == null) {
				return new Row(label, true, Cell.whole(left), Cell.whole(right));
			}
			int shorter = Math.min(left.length(), right.length());
			int start = 0;
			while (start < shorter && left.charAt(start) == right.charAt(start)) {
				start++;
			}
			int end = 0;
			while (end < shorter - start
					&& left.charAt(left.length() - 1 - end) == right.charAt(right.length() - 1 - end)) {
				end++;
			}
			return new Row(label, !left.equals(right), Cell.of(left, start, end), Cell.of(right, start, end));
		}

	}

	/**
	 * A text with the piece that is not in the other one.
	 *
	 * @param before what stands before the piece
	 * @param piece the piece
	 * @param after what stands behind it
	 * @param missing whether there is no text
	 */
	record Cell(String before, String piece, String after, boolean missing) {

		private static Cell of(String text, int start, int end) {
			return new Cell(text.substring(0, start), text.substring(start, text.length() - end),
					text.substring(text.length() - end), false);
		}

		private static Cell whole(@Nullable String text) {
			return (text != null) ? new Cell("", text, "", false) : new Cell("", "", "", true);
		}

		boolean marked() {
			return !this.piece.isEmpty();
		}

	}

}
