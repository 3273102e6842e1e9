package io.github.sigv4.differential;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signs random nasty requests with the engine, with AWS's own signer for Java and with a
 * reference written straight from the specification, and compares.
 * <p>
 * Every run has its own seed, which it prints; a failure prints how to repeat it.
 * {@code -Dsigv4.differential.count=1000000} makes it a long run,
 * {@code -Dsigv4.differential.seed=} repeats one, and {@code -Dsigv4.differential.index=}
 * a single request of it.
 */
class DifferentialTests {

	private static final long COUNT = Long.getLong("sigv4.differential.count", 26_000);

	private static final @Nullable Long INDEX = Long.getLong("sigv4.differential.index");

	private static final long SEED = Long.getLong("sigv4.differential.seed", new SecureRandom().nextInt());

	/** A run of the usual length that meets a case less often than this fails. */
	private static final int OFTEN_ENOUGH = 200;

	private static final int COUNT_TO_MEET_ALL = 20_000;

	private static final int SHOWN_FAILURES = 3;

	private final SigV4Signer signer = SigV4Signer.create();

	private final Map<Nastiness, Tally> byNastiness = tallies(Nastiness.class);

	private final Map<OracleDifference, Tally> byDifference = tallies(OracleDifference.class);

	private final Tally total = new Tally();

	private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

	@Test
	void shouldSignEveryNastyRequestAsAwsAndTheSpecificationDo() {
		long start = System.nanoTime();
		LongStream indexes = (INDEX != null) ? LongStream.of(INDEX) : LongStream.range(0, COUNT);
		indexes.parallel().forEach(this::compare);
		print((System.nanoTime() - start) / 1_000_000);
		assertThat(this.failures).as("Failures, of which %d are shown", SHOWN_FAILURES).isEmpty();
		if (INDEX == null && COUNT >= COUNT_TO_MEET_ALL) {
			assertThat(this.byNastiness).allSatisfy((nastiness, tally) -> assertMetOften(tally));
			assertThat(this.byDifference).allSatisfy((difference, tally) -> assertMetOften(tally));
			assertThat(this.total.asked.sum()).as("Asked of AWS's signer").isGreaterThan(COUNT / 4 * 3);
		}
	}

	private static void assertMetOften(Tally tally) {
		assertThat(tally.count.sum()).as("Met often enough").isGreaterThanOrEqualTo(OFTEN_ENOUGH);
	}

	private void compare(long index) {
		NastyRequest request = NastyRequests.make(SEED, index);
		Set<Nastiness> nastiness = Nastiness.of(request);
		Oracle oracle = new Oracle(request);
		String failure;
		try {
			failure = firstDifference(request, oracle);
		}
		catch (RuntimeException ex) {
			failure = "thrown: " + ex + " at " + List.of(ex.getStackTrace()).subList(0, 3);
		}
		boolean agreed = failure == null;
		boolean asked = oracle.canAnswer();
		this.total.add(asked, agreed);
		nastiness.forEach((one) -> tally(this.byNastiness, one).add(asked, agreed));
		oracle.differences().forEach((one) -> tally(this.byDifference, one).add(asked, agreed));
		if (!agreed) {
			this.failures.add(message(request, nastiness, oracle, failure));
		}
	}

	private @Nullable String firstDifference(NastyRequest request, Oracle oracle) {
		SignedRequest ours = request.signWith(this.signer);
		String result = (ours.presignedUrl() != null) ? ours.presignedUrl() : ours.authorization();
		ReferenceSigner.Steps reference = ReferenceSigner.sign(request);
		if (!ours.signature().equals(reference.signature()) || !reference.result().equals(result)) {
			return firstDifferingStep("the reference", ours, reference);
		}
		if (oracle.canAnswer()) {
			ReferenceSigner.Steps answer = oracle.sign();
			if (!ours.signature().equals(answer.signature()) || !ours.signedHeaders().equals(answer.signedHeaders())
					|| (!request.presign && !answer.result().equals(result))) {
				return firstDifferingStep("AWS's signer", ours, oracle.signAloud());
			}
		}
		return null;
	}

	private static String firstDifferingStep(String other, SignedRequest ours, ReferenceSigner.Steps theirs) {
		String result = (ours.presignedUrl() != null) ? ours.presignedUrl() : ours.authorization();
		List<List<String>> steps = List.of(
				List.of("canonical request", ours.canonicalRequest(), theirs.canonicalRequest()),
				List.of("string to sign", ours.stringToSign(), theirs.stringToSign()),
				List.of("signature", ours.signature(), theirs.signature()),
				List.of("signed headers", ours.signedHeaders(), theirs.signedHeaders()),
				List.of("result", String.valueOf(result), theirs.result()));
		for (List<String> step : steps) {
			if (!step.get(1).equals(step.get(2))) {
				return "first differing step: " + step.get(0) + "\n--- ours\n" + step.get(1) + "\n--- " + other + "\n"
						+ step.get(2);
			}
		}
		return "no step differs: a signer gave two answers to one question";
	}

	private static String message(NastyRequest request, Set<Nastiness> nastiness, Oracle oracle,
			@Nullable String failure) {
		return "\n\nrepeat with -Dsigv4.differential.seed=" + request.seed + " -Dsigv4.differential.index="
				+ request.index + "\n" + nastiness + "\nAWS's signer is " + oracle + "\n" + request + "\n" + failure
				+ "\n";
	}

	private void print(long millis) {
		StringBuilder text = new StringBuilder(8192);
		text.append(String.format(Locale.ROOT, "%nDifferential: seed %d, %d ms%n", SEED, millis));
		text.append(String.format(Locale.ROOT, "%-52s %9s %9s %9s%n", "", "count", "agreed", "AWS asked"));
		text.append(this.total.line("total"));
		this.byNastiness.forEach((nastiness, tally) -> text.append(tally.line(nastiness.toString())));
		text.append("where AWS's signer differs:\n");
		this.byDifference.forEach((difference, tally) -> text.append(tally.line(difference.toString())));
		this.failures.stream().limit(SHOWN_FAILURES).forEach(text::append);
		System.out.print(text);
	}

	private static <E extends Enum<E>> Map<E, Tally> tallies(Class<E> type) {
		Map<E, Tally> tallies = new EnumMap<>(type);
		for (E constant : type.getEnumConstants()) {
			tallies.put(constant, new Tally());
		}
		return tallies;
	}

	private static <E extends Enum<E>> Tally tally(Map<E, Tally> tallies, E constant) {
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
			return String.format(Locale.ROOT, "%-52s %9d %9d %9d%n", name.toLowerCase(Locale.ROOT).replace('_', ' '),
					this.count.sum(), this.agreed.sum(), this.asked.sum());
		}

		@Override
		public String toString() {
			return this.agreed + " of " + this.count;
		}

	}

}
