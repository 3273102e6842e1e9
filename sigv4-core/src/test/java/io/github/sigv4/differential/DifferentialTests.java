package io.github.sigv4.differential;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signs random nasty requests with the engine, with AWS's own signers for Java and in C,
 * and with a reference written straight from the specification, and compares.
 * <p>
 * Every run has its own seed, which it prints; a failure prints how to repeat it.
 * {@code -Dsigv4.differential.count=1000000} makes it a long run,
 * {@code -Dsigv4.differential.seed=} repeats one, and {@code -Dsigv4.differential.index=}
 * a single request of it.
 */
class DifferentialTests {

	static final long COUNT = Long.getLong("sigv4.differential.count", 26_000);

	static final @Nullable Long INDEX = Long.getLong("sigv4.differential.index");

	static final long SEED = Long.getLong("sigv4.differential.seed", new SecureRandom().nextInt());

	/** A run of the usual length that meets a case less often than this fails. */
	private static final int OFTEN_ENOUGH = 200;

	private static final int COUNT_TO_MEET_ALL = 20_000;

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void shouldSignEveryNastyRequestAsAwsAndTheSpecificationDo() {
		Score<OracleDifference> score = new Score<>("AWS's signer", OracleDifference.class);
		indexes(COUNT).forEach((index) -> compare(NastyRequests.make(SEED, index), score));
		score.print("Differential: seed " + SEED);
		score.assertAgreed();
		if (INDEX == null && COUNT >= COUNT_TO_MEET_ALL) {
			score.assertMet(OFTEN_ENOUGH, OFTEN_ENOUGH);
			assertThat(score.asked()).as("Asked of AWS's signer").isGreaterThan(COUNT / 4 * 3);
		}
	}

	/** Fewer than AWS's signer for Java is asked: the question is the same. */
	@Test
	void shouldSignEveryNastyRequestAsTheCommonRuntimeDoes() {
		long count = COUNT / 9;
		Score<CrtDifference> score = new Score<>("AWS's Common Runtime", CrtDifference.class);
		indexes(count).forEach((index) -> compareWithCrt(NastyRequests.make(SEED, index), score));
		score.print("Differential with the Common Runtime: seed " + SEED);
		score.assertAgreed();
		if (INDEX == null && COUNT >= COUNT_TO_MEET_ALL) {
			score.assertMet(OFTEN_ENOUGH / 20, 0);
			assertThat(score.asked()).as("Asked of the Common Runtime").isGreaterThan(count / 10 * 7);
		}
	}

	/** The requests of a run, or the one that is to be repeated. */
	static LongStream indexes(long count) {
		return (INDEX != null) ? LongStream.of(INDEX) : LongStream.range(0, count).parallel();
	}

	private void compare(NastyRequest request, Score<OracleDifference> score) {
		Oracle oracle = new Oracle(request);
		String failure;
		try {
			failure = firstDifference(request, oracle);
		}
		catch (RuntimeException ex) {
			failure = thrown(ex);
		}
		score.add(request, oracle.differences(), oracle.canAnswer(), failure);
	}

	private void compareWithCrt(NastyRequest request, Score<CrtDifference> score) {
		CrtOracle oracle = new CrtOracle(request);
		String failure = null;
		try {
			if (oracle.canAnswer()) {
				SignedRequest ours = request.signWith(this.signer);
				ReferenceSigner.Steps answer = oracle.sign();
				if (!ours.signature().equals(answer.signature())
						|| !ours.signedHeaders().equals(answer.signedHeaders())) {
					failure = "signed headers\n" + answer.signedHeaders() + "\nsignature " + answer.signature()
							+ "\n--- ours, of\n" + ours.canonicalRequest();
				}
			}
		}
		catch (RuntimeException ex) {
			failure = thrown(ex);
		}
		score.add(request, oracle.differences(), oracle.canAnswer(), failure);
	}

	static String thrown(RuntimeException ex) {
		return "thrown: " + ex + " at " + List.of(ex.getStackTrace()).subList(0, 3);
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

	static String firstDifferingStep(String other, SignedRequest ours, ReferenceSigner.Steps theirs) {
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

}
