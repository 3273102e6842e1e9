package io.github.sigv4.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The harness with few requests: that it measures what it says, and nothing that went
 * wrong.
 */
class EndToEndTests {

	private static final List<String> FEW = List.of("--rounds=2", "--warm-up=1", "--requests=50", "--in-flight=4");

	private static final Options OPTIONS = Options.parse(FEW);

	private LoopbackServer server;

	@BeforeEach
	void start() {
		this.server = new LoopbackServer(OPTIONS.account());
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whenProcessesHaveRunThenTableHasEachContender() throws Exception {
		WebClientComparison comparison = WebClientComparison.run(OPTIONS);
		assertThat(comparison.throughputRatio()).isPositive();
		assertThat(comparison.table().lines().skip(1)).hasSameSizeAs(Contender.values())
			.zipSatisfy(List.of(Contender.values()), (line, contender) -> assertThat(line).startsWith(contender.title())
				.matches(".*( +[0-9.]+){5} +[+-][0-9.]+"));
	}

	@Test
	void whenProcessOfClientFailsThenNothingIsReturned() {
		List<String> arguments = List.of("--requests=50", "--in-flight=0");
		LoopbackRun run = new LoopbackRun(Contest.class, List.of());
		assertThatIllegalStateException().isThrownBy(() -> run.results(Options.WEB_CLIENT, arguments, Round::parse))
			.withMessageContaining("failed with status 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { Options.WEB_CLIENT, Options.REST_CLIENT })
	void whenAllIsWellThenEachRoundStartsWithAnotherContender(String client) {
		assertThat(run(client, (load) -> load)).extracting(Round::contender)
			.containsExactly(Contender.UNSIGNED, Contender.BUFFERED, Contender.AWS_SIGNER, Contender.STARTER,
					Contender.BUFFERED, Contender.AWS_SIGNER, Contender.STARTER, Contender.UNSIGNED);
	}

	@Test
	void whenRequestsAreSentThenTheirTimesAreWithinThatOfTheRound() {
		assertThat(run(Options.REST_CLIENT, (load) -> load)).allSatisfy((round) -> {
			assertThat(round.p50()).isPositive().isLessThanOrEqualTo(round.p99());
			assertThat(round.p99()).isLessThanOrEqualTo(round.nanos());
			assertThat(Round.parse(round.toLine())).isEqualTo(round);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { Options.WEB_CLIENT, Options.REST_CLIENT })
	void whenSignatureIsWrongThenNothingIsMeasured(String client) {
		Options others = Options.parse(Stream.concat(FEW.stream(), Stream.of("--signing-name=execute-apo")).toList());
		List<Round> rounds = new ArrayList<>();
		for (Contender contender : List.of(Contender.AWS_SIGNER, Contender.STARTER)) {
			LoadGenerator wrong = Contest.load(client, contender, this.server.url(), others);
			try (Contest contest = new Contest(Map.of(contender, wrong), OPTIONS)) {
				assertThatIllegalStateException().isThrownBy(() -> contest.run(rounds::add))
					.withMessageContaining("'" + contender.title() + "' are not as they have to be")
					.withMessageContaining("403");
			}
		}
		assertThat(rounds).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { Options.WEB_CLIENT, Options.REST_CLIENT })
	void whenAnswerIsNot200ThenTheRunFails(String client) {
		assertThatIllegalStateException().isThrownBy(() -> run(client, ElsewhereWhenMeasured::new))
			.withMessageContaining("404");
	}

	@ParameterizedTest
	@ValueSource(strings = { Options.WEB_CLIENT, Options.REST_CLIENT })
	void whenSignatureIsMissingThenTheRunFails(String client) {
		try (LoadGenerator unsigned = Contest.load(client, Contender.BUFFERED, this.server.url(), OPTIONS)) {
			assertThatIllegalStateException()
				.isThrownBy(() -> Round.measure(Contender.STARTER, unsigned, OPTIONS.requests()))
				.withMessageContaining("403");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { Options.WEB_CLIENT, Options.REST_CLIENT })
	void whenFileIsUploadedThenEachWayIsMeasured(String client) throws Exception {
		Account s3 = Account.of("s3", true);
		List<UploadRound> rounds = new ArrayList<>();
		try (LoopbackServer server = new LoopbackServer(s3)) {
			new UploadContest(client, server.url(), s3).run(2, rounds::add);
		}
		assertThat(rounds).hasSize(UploadContest.ROUNDS * Upload.values().length).allSatisfy((round) -> {
			assertThat(round.bytes()).isEqualTo(2 * 1024 * 1024);
			assertThat(UploadRound.parse(round.toLine())).isEqualTo(round);
		});
		assertThat(new UploadComparison(rounds).table(client).lines().skip(1)).zipSatisfy(List.of(Upload.values()),
				(line, upload) -> assertThat(line).startsWith(upload.title()));
	}

	@Test
	void medianOfComparisonsIsTakenWithinTheQuietestThirdOfRounds() {
		Comparison quiet = new Comparison(List.of(round(Contender.BUFFERED, 100, 10), round(Contender.STARTER, 200, 20),
				round(Contender.BUFFERED, 1000, 30), round(Contender.STARTER, 1250, 90),
				round(Contender.BUFFERED, 300, 5), round(Contender.STARTER, 300, 5)));
		Comparison disturbed = new Comparison(IntStream.range(0, 6)
			.boxed()
			.flatMap((i) -> Stream.of(round(Contender.BUFFERED, 100, 31 + i), round(Contender.STARTER, 900, 32)))
			.toList());
		Comparison comparison = disturbed.and(quiet);
		assertThat(comparison.throughputRatio(Contender.STARTER)).isEqualTo(0.8);
		assertThat(comparison.addedCpuMicros(Contender.STARTER)).isEqualTo(10);
	}

	private static Round round(Contender contender, long nanos, long cpuMicros) {
		return new Round(contender, 1, nanos, cpuMicros * 1000, 0, 0);
	}

	private List<Round> run(String client, UnaryOperator<LoadGenerator> change) {
		Map<Contender, LoadGenerator> loads = new EnumMap<>(Contender.class);
		for (Contender contender : Contender.values()) {
			loads.put(contender, change.apply(Contest.load(client, contender, this.server.url(), OPTIONS)));
		}
		List<Round> rounds = new ArrayList<>();
		try (Contest contest = new Contest(loads, OPTIONS)) {
			contest.run(rounds::add);
		}
		return rounds;
	}

	/** Sends what is not judged to where nothing is. */
	private record ElsewhereWhenMeasured(LoadGenerator load) implements LoadGenerator {

		@Override
		public long[] send(String path, int count) {
			boolean measured = path.equals(LoopbackServer.SIGNED);
			return this.load.send(measured ? "/elsewhere/" : path, count);
		}

		@Override
		public void close() {
			this.load.close();
		}

	}

}
