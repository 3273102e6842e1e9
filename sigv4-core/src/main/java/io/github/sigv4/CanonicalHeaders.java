package io.github.sigv4;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The header lines of a canonical request, and the list of their names.
 * <p>
 * Names are in lower case and sorted by their bytes. Values lose the white space at both
 * ends, and runs of it inside become one space, also between quotes. Fields of one name
 * are joined by a comma in the order of arrival.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: CanonicalHeaders</a>
 */
final class CanonicalHeaders {

	/** Filled up to the count, then reused. */
	private Line[] lines = newLines(new Line[16], 0);

	private int count;

	private static Line[] newLines(Line[] lines, int from) {
		for (int i = from; i < lines.length; i++) {
			lines[i] = new Line();
		}
		return lines;
	}

	void clear() {
		for (int i = 0; i < this.count; i++) {
			// A session token must not outlive its request here
			this.lines[i].set(null, true, null);
		}
		this.count = 0;
	}

	/** Add a field as it was given. */
	void add(HeaderName name, String value) {
		add(name, value, HeaderValue.isCanonical(value));
	}

	/**
	 * Add a field as it was given.
	 * @param canonical whether the value {@linkplain HeaderValue#isCanonical is
	 * canonical}
	 */
	void add(HeaderName name, String value, boolean canonical) {
		insert(name).set(value, canonical, null);
	}

	/** Add a field of our own making, which is known to be canonical. */
	void addCanonical(HeaderName name, byte[] value) {
		insert(name).set(null, true, value);
	}

	/** Write a line for each name, each with its line feed. */
	void writeLines(ByteBuilder out) {
		for (int i = 0; i < this.count; i++) {
			Line line = this.lines[i];
			if (line.repeatsName) {
				out.truncate(out.length() - 1);
				out.append(',');
			}
			else {
				out.append(line.name.ascii());
				out.append(':');
			}
			line.writeValue(out);
			out.append('\n');
		}
	}

	/** Write the names, separated by semicolons. */
	void writeNames(ByteBuilder out) {
		for (int i = 0; i < this.count; i++) {
			Line line = this.lines[i];
			if (!line.repeatsName) {
				if (i > 0) {
					out.append(';');
				}
				out.append(line.name.ascii());
			}
		}
	}

	/** Make room behind the names up to this one: equal names keep their order. */
	private Line insert(HeaderName name) {
		if (this.count == this.lines.length) {
			this.lines = newLines(Arrays.copyOf(this.lines, 2 * this.count), this.count);
		}
		int low = 0;
		int high = this.count;
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (name.compareTo(this.lines[middle].name) < 0) {
				high = middle;
			}
			else {
				low = middle + 1;
			}
		}
		Line line = this.lines[this.count];
		System.arraycopy(this.lines, low, this.lines, low + 1, this.count - low);
		this.lines[low] = line;
		this.count++;
		line.name = name;
		line.repeatsName = low > 0 && this.lines[low - 1].name.equals(name);
		return line;
	}

	/** A field, with its value in one form or the other. */
	private static final class Line {

		private HeaderName name = HeaderName.HOST;

		/** Whether the line before has the same name. */
		private boolean repeatsName;

		private @Nullable String value;

		private boolean canonical;

		private byte @Nullable [] canonicalValue;

		void set(@Nullable String value, boolean canonical, byte @Nullable [] canonicalValue) {
			this.value = value;
			this.canonical = canonical;
			this.canonicalValue = canonicalValue;
		}

		void writeValue(ByteBuilder out) {
			if (this.canonicalValue != null) {
				out.append(this.canonicalValue);
			}
			else if (this.value != null && this.canonical) {
				out.appendAscii(this.value);
			}
			else if (this.value != null) {
				HeaderValue.write(this.name, this.value, out);
			}
		}

	}

}
