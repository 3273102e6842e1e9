package io.github.sigv4.spring;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.sigv4.spring.wire.MovedClock;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ServiceClockTests {

	private final MovedClock clock = new MovedClock();

	private final Instant now = this.clock.instant();

	private final ServiceClock serviceClock = new ServiceClock("orders", this.clock);

	@Test
	void whenNothingIsLearnedThenItIsOurTime() {
		assertThat(this.serviceClock.instant()).isEqualTo(this.now);
	}

	@Test
	void whenLearnedThenItIsTheMiddleOfTheExchange(CapturedOutput output) {
		assertThat(learn(this.now, this.now.plusSeconds(8), this.now.plusSeconds(600))).isTrue();
		// Somewhere between 592 and 601 seconds
		assertThat(this.serviceClock.offset()).isEqualTo(Duration.ofMillis(596_500));
		assertThat(this.serviceClock.ownTime()).isEqualTo(this.now);
		assertThat(output).containsOnlyOnce("SigV4 service 'orders' refused a signature for its time. This machine's "
				+ "clock is 596 seconds behind that of the service");
	}

	@Test
	void whenWeAreAheadThenTheLogSaysSo(CapturedOutput output) {
		assertThat(learn(this.now, this.now, this.now.minusSeconds(600))).isTrue();
		assertThat(output).contains("599 seconds ahead of");
	}

	@Test
	void whenTheDateAgreesWithWhatIsKnownThenThereIsNothingToGain() {
		assertThat(learn(this.now, this.now.plusSeconds(2), this.now.plusSeconds(1))).isFalse();
		learn(this.now, this.now, this.now.plusSeconds(600));
		assertThat(learn(this.now, this.now, this.now.plusSeconds(600))).isFalse();
	}

	@Test
	void whenAnotherRequestHasLearnedItMeanwhileThenASignatureOfNowIsBetter() {
		learn(this.now, this.now, this.now.plusSeconds(600));
		assertThat(this.serviceClock.learn(this.now, this.now, this.now.plusSeconds(600), Duration.ZERO)).isTrue();
		assertThat(this.serviceClock.offset()).isEqualTo(Duration.ofMillis(600_500));
	}

	@Test
	void whenTheRequestWaitedForLongThenOurTimeIsRightAndASignatureOfNowIsBetter() {
		assertThat(learn(this.now, this.now.plusSeconds(400), this.now.plusSeconds(399))).isTrue();
		assertThat(this.serviceClock.offset()).isZero();
	}

	@Test
	void whenOurTimeIsRightAgainThenItIsTaken(CapturedOutput output) {
		learn(this.now, this.now, this.now.plusSeconds(600));
		assertThat(learn(this.now, this.now.plusSeconds(1), this.now)).isTrue();
		assertThat(this.serviceClock.offset()).isZero();
		assertThat(output).contains("This machine's clock is right again");
	}

	@Test
	void whenItIsMoreThanAnHourThenItIsNotBelieved(CapturedOutput output) {
		assertThat(learn(this.now, this.now, this.now.plusSeconds(3600))).isFalse();
		assertThat(learn(this.now, this.now, this.now.minusSeconds(3601))).isFalse();
		assertThat(this.serviceClock.offset()).isZero();
		assertThat(output).contains("more than an hour, which is not believed: set the clock");
		assertThat(learn(this.now, this.now, this.now.plusSeconds(3599))).isTrue();
		assertThat(learn(this.now, this.now, this.now.minusSeconds(3600))).isTrue();
	}

	private boolean learn(Instant sent, Instant received, Instant date) {
		return this.serviceClock.learn(sent, received, date, this.serviceClock.offset());
	}

}
