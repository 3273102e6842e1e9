package io.github.sigv4.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressBarTests {

	private static final long SECOND = 1_000_000_000;

	private final AtomicLong time = new AtomicLong(SECOND);

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@Test
	void shouldGrowOnOneLine() {
		ProgressBar bar = start("sending", 2_000_000_000);
		advance(bar, 500_000_000, 5 * SECOND);
		advance(bar, 1_500_000_000, 15 * SECOND);
		bar.end();
		assertThat(drawn()).containsExactly("sending  [                    ]   0 % of 2.0 GB",
				"sending  [#####               ]  25 % of 2.0 GB, 100.0 MB/s, 15 s left",
				"sending  [####################] 100 % of 2.0 GB, 100.0 MB/s, 20 s",
				"sending  [####################] 100 % of 2.0 GB, 100.0 MB/s, 20 s");
		assertThat(this.out.toString(StandardCharsets.UTF_8)).endsWith(System.lineSeparator());
	}

	@Test
	void shouldNotBeDrawnForEachPiece() {
		ProgressBar bar = start("hashing", 1000);
		for (int i = 0; i < 10; i++) {
			advance(bar, 100, SECOND / 100);
		}
		assertThat(drawn()).containsExactly("hashing  [                    ]   0 % of 1.0 kB",
				"hashing  [####################] 100 % of 1.0 kB");
	}

	@Test
	void shouldFitInALineAndCoverTheOneBefore() {
		ProgressBar bar = start("sending", Long.MAX_VALUE);
		advance(bar, 1, 2 * SECOND);
		advance(bar, Long.MAX_VALUE - 1, 2 * SECOND);
		bar.end();
		assertThat(this.out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), ""))
			.matches("(\r[^\r]{79}){4}");
	}

	@Test
	void shouldHearOfWhatIsRead() throws IOException {
		AtomicLong heard = new AtomicLong();
		Progress progress = heard::addAndGet;
		try (InputStream in = progress.watch(new ByteArrayInputStream(new byte[10]))) {
			assertThat(in.read()).isZero();
			assertThat(in.readAllBytes()).hasSize(9);
			assertThat(in.read()).isEqualTo(-1);
		}
		assertThat(heard).hasValue(10);
	}

	private ProgressBar start(String label, long total) {
		return new ProgressBar(new PrintStream(this.out, true, StandardCharsets.UTF_8), label, total, this.time::get);
	}

	private void advance(ProgressBar bar, long bytes, long nanos) {
		this.time.addAndGet(nanos);
		bar.advance(bytes);
	}

	private List<String> drawn() {
		return List.of(this.out.toString(StandardCharsets.UTF_8).strip().split(" *\r", -1))
			.stream()
			.map(String::stripTrailing)
			.toList();
	}

}
