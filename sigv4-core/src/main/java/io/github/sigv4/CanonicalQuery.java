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

	/** What no part of a query has. */
	private static final char NONE = '&';

	/**
	 * The parameters in the order of the query, encoded, each with an ampersand behind
	 * it.
	 */
	private final ByteBuilder text = new ByteBuilder(512);

	/** Where each parameter starts, its value starts, and its value ends. */
	private int[] bounds = new int[3 * 16];

	/** The parameters' numbers, sorted. */
	private int[] sorted = new int[16];

	private int count;

	/** Where the last one went among the sorted. */
	private int place;

	/** The whole query in place of parameters. */
	private @Nullable String canonical;

	/**
	 * Whether a query is written as it is: each parameter with a name and a value, with
	 * nothing to encode, and in order.
	 */
	static boolean isCanonical(String query) {
		int previous = -1;
		int from = 0;
		int equals = -1;
		for (int i = 0; i < query.length(); i++) {
			char c = query.charAt(i);
			if (ByteBuilder.isUnreserved(c)) {
				continue;
			}
			if (c == '=' && equals < 0 && i > from) {
				equals = i;
			}
			else if (c == '&' && equals >= 0 && (previous < 0 || isBefore(query, previous, from))) {
				previous = from;
				from = i + 1;
				equals = -1;
			}
			else {
				return false;
			}
		}
		return equals >= 0 && (previous < 0 || isBefore(query, previous, from));
	}

	/** Whether one name is smaller than the other, so that no value counts. */
	private static boolean isBefore(String query, int one, int other) {
		int i = 0;
		char a = query.charAt(one);
		char b = query.charAt(other);
		while (a == b && a != '=') {
			i++;
			a = query.charAt(one + i);
			b = query.charAt(other + i);
		}
		return a != b && (a == '=' || (b != '=' && a < b));
	}

	void clear() {
		this.canonical = null;
		this.text.truncate(0);
		this.count = 0;
		this.place = 0;
	}

	int capacity() {
		return this.text.capacity();
	}

	/**
	 * Set the whole query, which is {@linkplain #isCanonical canonical}. No parameter can
	 * be added to it.
	 */
	void set(String canonical) {
		this.canonical = canonical;
	}

	/**
	 * Add the parameters of a raw query.
	 * @param without names of parameters to leave out
	 */
	void addAll(@Nullable String query, Set<String> without) {
		int from = 0;
		while (query != null && from < query.length()) {
			int ampersand = query.indexOf('&', from);
			int to = (ampersand >= 0) ? ampersand : query.length();
			add(query, from, to, without);
			from = to + 1;
		}
	}

	private void add(String query, int from, int to, Set<String> without) {
		int nameStart = this.text.length();
		int nameEnd = encode(query, from, to, '=');
		if (nameEnd == from) {
			return;
		}
		if (!without.isEmpty() && this.text.array()[nameStart] == 'X'
				&& without.contains(this.text.ascii(nameStart, this.text.length()))) {
			this.text.truncate(nameStart);
			return;
		}
		this.text.append('=');
		int valueStart = this.text.length();
		if (nameEnd < to) {
			encode(query, nameEnd + 1, to, NONE);
		}
		insert(nameStart, valueStart);
	}

	/** Add a parameter: its name has no character to encode, its value is plain text. */
	void add(byte[] name, byte[] value, int from, int to) {
		int nameStart = this.text.length();
		this.text.append(name);
		this.text.append('=');
		int valueStart = this.text.length();
		for (int i = from; i < to; i++) {
			this.text.appendEncoded(value[i] & 0xff);
		}
		insert(nameStart, valueStart);
	}

	/** Add a parameter whose name and value have no character to encode. */
	void addEncoded(byte[] name, byte[] value) {
		int nameStart = this.text.length();
		this.text.append(name);
		this.text.append('=');
		int valueStart = this.text.length();
		this.text.append(value);
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
		return Arrays.equals(name, 0, name.length, this.text.array(), this.bounds[3 * number], nameEnd(number));
	}

	private int nameEnd(int number) {
		return this.bounds[3 * number + 1] - 1;
	}

	/** Write the parameters as they are signed. */
	void write(ByteBuilder out) {
		if (this.canonical != null) {
			out.appendAscii(this.canonical);
			return;
		}
		for (int i = 0; i < this.count; i++) {
			int start = this.bounds[3 * this.sorted[i]];
			int end = this.bounds[3 * this.sorted[i] + 2];
			out.append(this.text.array(), start, end + 1 - start);
		}
		dropAmpersand(out);
	}

	/** Write the parameters as they are sent: encoded alike, but in their own order. */
	void writeInOrder(ByteBuilder out) {
		out.append(this.text.array(), 0, this.text.length());
		dropAmpersand(out);
	}

	private void dropAmpersand(ByteBuilder out) {
		if (this.count > 0) {
			out.truncate(out.length() - 1);
		}
	}

	/**
	 * Encode a part of a query up to a character.
	 * @return the index of that, or the end
	 */
	private int encode(String query, int from, int to, char until) {
		int index = this.text.appendUnreserved(query, from, to);
		while (index < to && query.charAt(index) != until) {
			int decoded = (query.charAt(index) == '%') ? PercentEncoding.decode(query, index, to) : -1;
			if (decoded >= 0) {
				this.text.appendEncoded(decoded);
				index += 3;
			}
			else {
				index = this.text.appendEncodedUtf8(query, index) + 1;
			}
			index = this.text.appendUnreserved(query, index, to);
		}
		return index;
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
		this.text.append('&');
		int low = 0;
		int high = number;
		// Many come in order: it is looked first at the place behind the last one
		int middle = Math.min(this.place, number - 1);
		while (low < high) {
			if (compare(number, this.sorted[middle]) < 0) {
				high = middle;
				middle = (low + high) >>> 1;
			}
			else {
				low = middle + 1;
				middle = (middle == this.place) ? low : (low + high) >>> 1;
			}
		}
		this.place = low;
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
		int byName = this.text.compare(at[3 * number], nameEnd(number), at[3 * other], nameEnd(other));
		return (byName != 0) ? byName
				: this.text.compare(at[3 * number + 1], at[3 * number + 2], at[3 * other + 1], at[3 * other + 2]);
	}

}
