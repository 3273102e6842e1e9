package io.github.sigv4;

import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The third line of a canonical request: the parameters of the raw query, decoded,
 * encoded one way, and sorted by the bytes of name and value.
 * <p>
 * A {@code +} is a plus, as RFC 3986 has it; pieces without a name are dropped; a
 * parameter without {@code =} has an empty value. All values of a repeated name are kept.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: CanonicalQueryString</a>
 */
final class CanonicalQuery {

	/** Encoded names and values, one behind the other, in the order of the query. */
	private final ByteBuilder text = new ByteBuilder(512);

	/** Where each parameter's name starts, its value starts, and its value ends. */
	private int[] bounds = new int[3 * 16];

	/** The parameters' numbers, sorted. */
	private int[] sorted = new int[16];

	private int count;

	void clear() {
		this.text.truncate(0);
		this.count = 0;
	}

	int capacity() {
		return this.text.capacity();
	}

	/**
	 * Add the parameters of a raw query.
	 * @param without names of parameters to leave out
	 */
	void addAll(@Nullable String query, Set<String> without) {
		int from = 0;
		while (query != null && from < query.length()) {
			int nameEnd = from;
			while (nameEnd < query.length() && query.charAt(nameEnd) != '=' && query.charAt(nameEnd) != '&') {
				nameEnd++;
			}
			int ampersand = query.indexOf('&', nameEnd);
			int to = (ampersand >= 0) ? ampersand : query.length();
			if (nameEnd > from) {
				add(query, from, nameEnd, to, without);
			}
			from = to + 1;
		}
	}

	private void add(String query, int from, int nameEnd, int to, Set<String> without) {
		int nameStart = this.text.length();
		encode(query, from, nameEnd);
		int valueStart = this.text.length();
		if (!without.isEmpty() && this.text.array()[nameStart] == 'X'
				&& without.contains(this.text.ascii(nameStart, valueStart))) {
			this.text.truncate(nameStart);
			return;
		}
		if (nameEnd < to) {
			encode(query, nameEnd + 1, to);
		}
		insert(nameStart, valueStart);
	}

	/** Add a parameter: its name has no character to encode, its value is plain text. */
	void add(byte[] name, byte[] value, int from, int to) {
		int nameStart = this.text.length();
		this.text.append(name);
		int valueStart = this.text.length();
		for (int i = from; i < to; i++) {
			this.text.appendEncoded(value[i] & 0xff);
		}
		insert(nameStart, valueStart);
	}

	void add(byte[] name, byte[] value) {
		add(name, value, 0, value.length);
	}

	/** Whether a parameter of that name, which has no character to encode, is here. */
	boolean has(byte[] name) {
		for (int i = 0; i < this.count; i++) {
			if (isNamed(i, name)) {
				return true;
			}
		}
		return false;
	}

	/** Whether one of that name with another value than this plain text is here. */
	boolean hasOther(byte[] name, byte[] value) {
		ByteBuilder encoded = new ByteBuilder(value.length);
		for (byte b : value) {
			encoded.appendEncoded(b & 0xff);
		}
		for (int i = 0; i < this.count; i++) {
			if (isNamed(i, name) && !Arrays.equals(encoded.array(), 0, encoded.length(), this.text.array(),
					this.bounds[3 * i + 1], this.bounds[3 * i + 2])) {
				return true;
			}
		}
		return false;
	}

	private boolean isNamed(int number, byte[] name) {
		return Arrays.equals(name, 0, name.length, this.text.array(), this.bounds[3 * number],
				this.bounds[3 * number + 1]);
	}

	/** Write the parameters as they are signed. */
	void write(ByteBuilder out) {
		for (int i = 0; i < this.count; i++) {
			writeParameter(this.sorted[i], i > 0, out);
		}
	}

	/** Write the parameters as they are sent: encoded alike, but in their own order. */
	void writeInOrder(ByteBuilder out) {
		for (int i = 0; i < this.count; i++) {
			writeParameter(i, i > 0, out);
		}
	}

	private void writeParameter(int number, boolean separate, ByteBuilder out) {
		if (separate) {
			out.append('&');
		}
		int nameStart = this.bounds[3 * number];
		int valueStart = this.bounds[3 * number + 1];
		out.append(this.text.array(), nameStart, valueStart - nameStart);
		out.append('=');
		out.append(this.text.array(), valueStart, this.bounds[3 * number + 2] - valueStart);
	}

	private void encode(String query, int from, int to) {
		int index = from;
		while (index < to) {
			int decoded = (query.charAt(index) == '%') ? PercentEncoding.decode(query, index, to) : -1;
			if (decoded >= 0) {
				this.text.appendEncoded(decoded);
				index += 3;
			}
			else {
				index = this.text.appendEncodedUtf8(query, index) + 1;
			}
		}
	}

	/**
	 * Binary insertion: nothing but the arrays is needed, and a query with thousands of
	 * parameters takes no quadratic number of comparisons.
	 */
	private void insert(int nameStart, int valueStart) {
		int number = this.count;
		if (number == this.sorted.length) {
			this.sorted = Arrays.copyOf(this.sorted, 2 * number);
			this.bounds = Arrays.copyOf(this.bounds, 6 * number);
		}
		this.bounds[3 * number] = nameStart;
		this.bounds[3 * number + 1] = valueStart;
		this.bounds[3 * number + 2] = this.text.length();
		int low = 0;
		int high = number;
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (compare(number, this.sorted[middle]) < 0) {
				high = middle;
			}
			else {
				low = middle + 1;
			}
		}
		System.arraycopy(this.sorted, low, this.sorted, low + 1, number - low);
		this.sorted[low] = number;
		this.count = number + 1;
	}

	/**
	 * Names first, then values: comparing {@code name=value} as a whole would put
	 * {@code a-=} before {@code a=}.
	 */
	private int compare(int number, int other) {
		int[] at = this.bounds;
		int byName = this.text.compare(at[3 * number], at[3 * number + 1], at[3 * other], at[3 * other + 1]);
		return (byName != 0) ? byName
				: this.text.compare(at[3 * number + 1], at[3 * number + 2], at[3 * other + 1], at[3 * other + 2]);
	}

}
