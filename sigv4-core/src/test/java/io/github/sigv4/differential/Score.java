package io.github.sigv4.differential;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a run has met, how much of it was agreed upon, and what was not.
 *
 * @param <D> where the other signer differs
 */
final class Score<D extends Enum<D>> {

	private static final int SHOWN_FAILURES = 3;

	private final String other;

	private final Map<? extends Enum<?>, Tally> byNastiness;

	private final Map<D, Tally> byDifference;

	private final Tally total = new Tally();

	private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

	private final long start = System.nanoTime();

	Score(String other, Class<D> differences) {
		this(other, Nastiness.class, differences);
	}

	<N extends Enum<N>> Score(String other, Class<N> nastiness, Class<D> differences) {
		this.other = other;
		this.byNastiness = tallies(nastiness);
		this.byDifference = tallies(differences);
	}

	/** Count a request, and whether the other signer was asked for it. */
	void add(NastyRequest request, Set<D> differences, boolean asked, @Nullable String failure) {
		add(request, Nastiness.of(request), request, differences, asked, failure);
	}

	/** Count an upload, and whether the other signer was asked for it. */
	void add(NastyUpload upload, Set<D> differences, boolean asked, @Nullable String failure) {
		add(upload.request, UploadNastiness.of(upload), upload, differences, asked, failure);
	}

	private void add(NastyRequest request, Set<? extends Enum<?>> nastiness, Object subject, Set<D> differences,
			boolean asked, @Nullable String failure) {
		boolean agreed = failure == null;
		this.total.add(asked, agreed);
		nastiness.forEach((one) -> tally(this.byNastiness, one).add(asked, agreed));
		differences.forEach((one) -> tally(this.byDifference, one).add(asked, agreed));
		if (!agreed) {
			this.failures.add("\n\nrepeat with -Dsigv4.differential.seed=" + request.seed
					+ " -Dsigv4.differential.index=" + request.index + "\n" + nastiness + "\n" + this.other + " is "
					+ described(differences, asked) + "\n" + subject + "\n" + failure + "\n");
		}
	}

	private static <D extends Enum<D>> String described(Set<D> differences, boolean asked) {
		if (differences.isEmpty()) {
			return "asked for the same request";
		}
		return (asked ? "asked for an equivalent request, since it " : "not asked, since it ")
				+ String.join(", ", differences.stream().map(Score::words).toList());
	}

	void assertAgreed() {
		assertThat(this.failures).as("Failures, of which %d are shown", SHOWN_FAILURES).isEmpty();
	}

	/** A run that meets a case or a difference less often fails. */
	void assertMet(int times, int timesOfDifferences) {
		assertThat(this.byNastiness).allSatisfy((nastiness, tally) -> assertMet(tally, times));
		assertThat(this.byDifference).allSatisfy((difference, tally) -> assertMet(tally, timesOfDifferences));
	}

	private static void assertMet(Tally tally, int times) {
		assertThat(tally.count.sum()).as("Met often enough").isGreaterThanOrEqualTo(times);
	}

	long asked() {
		return this.total.asked.sum();
	}

	void print(String title) {
		StringBuilder text = new StringBuilder(8192);
		text.append(String.format(Locale.ROOT, "%n%s, %d ms%n", title, (System.nanoTime() - this.start) / 1_000_000));
		text.append(String.format(Locale.ROOT, "%-52s %9s %9s %9s%n", "", "count", "agreed", "AWS asked"));
		text.append(this.total.line("total"));
		this.byNastiness.forEach((nastiness, tally) -> text.append(tally.line(words(nastiness))));
		text.append("where ").append(this.other).append(" differs:\n");
		this.byDifference.forEach((difference, tally) -> text.append(tally.line(words(difference))));
		this.failures.stream().limit(SHOWN_FAILURES).forEach(text::append);
		System.out.print(text);
	}

	private static String words(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	private static <E extends Enum<E>> Map<E, Tally> tallies(Class<E> type) {
		Map<E, Tally> tallies = new EnumMap<>(type);
		for (E constant : List.of(type.getEnumConstants())) {
			tallies.put(constant, new Tally());
		}
		return tallies;
	}

	private static Tally tally(Map<?, Tally> tallies, Enum<?> constant) {
		return tallies.getOrDefault(constant, new Tally());
	}

	/** How often a case was met, asked of AWS's signer, and agreed upon. */
	private static final class Tally {

		private final LongAdder count = new LongAdder();

		private final LongAdder asked = new LongAdder();

		private final LongAdder agreed = new LongAdder();

		void add(boolean asked, boolean agreed) {
			this.count.increment();
			if (asked) {
				this.asked.increment();
			}
			if (agreed) {
				this.agreed.increment();
			}
		}

		String line(String name) {
			return String.format(Locale.ROOT, "%-52s %9d %9d %9d%n", name, this.count.sum(), this.agreed.sum(),
					this.asked.sum());
		}

		@Override
		public String toString() {
			return this.agreed + " of " + this.count;
		}

	}

}
