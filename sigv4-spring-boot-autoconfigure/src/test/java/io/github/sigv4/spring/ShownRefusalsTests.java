package io.github.sigv4.spring;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.actuate.ServiceDescriptor.RefusalDescriptor;
import io.github.sigv4.spring.actuate.SigV4Endpoint;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the endpoint shows of refusals.
 */
class ShownRefusalsTests {

	private final MovedClock clock = new MovedClock();

	private final SigV4Service service = SigV4Service
		.builder("orders", TestServices.EXECUTE_API, SigV4CredentialsProvider.of(TestServices.PERMANENT))
		.clock(this.clock)
		.build();

	@Test
	void refusalsAreCountedAndTheLastIsShown() {
		SigV4Endpoint endpoint = new SigV4Endpoint(new SigV4Services(List.of(this.service)));
		assertThat(endpoint.service("orders").refusals().last()).isNull();
		Refusal refusal = Refusal.explain(
				this.service.sign(SigV4Request.builder("GET", "https://api.example.com/").build(),
						TestServices.PERMANENT),
				403, Map.of("x-amzn-errortype", "AccessDeniedException")::get, new byte[0], this.clock.instant());
		this.service.refused(refusal);
		this.service.refused(refusal);
		String cause = refusal.cause().name().toLowerCase(Locale.ROOT);
		assertThat(endpoint.service("orders").refusals()).satisfies((refusals) -> {
			assertThat(refusals.count()).isEqualTo(2);
			assertThat(refusals.causes()).containsExactly(Map.entry(cause, 2L));
			assertThat(refusals.last()).isEqualTo(
					new RefusalDescriptor(this.clock.instant(), cause, "AccessDeniedException", refusal.explanation()));
		});
	}

}
