package io.github.sigv4.spring.observe;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;

class SigV4MetersTests {

	private final MovedClock clock = new MovedClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final SigV4Credentials temporary = SigV4Credentials.of("ASIA", "secret", "token",
			this.clock.instant().plusSeconds(3600));

	private final SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(() -> this.temporary,
			this.clock);

	private final SigV4Meters meters = new SigV4Meters(
			() -> new SigV4Services(List.of(service("orders", true), service("off", false))), this.clock);

	@Test
	void signaturesAreTimed() {
		this.meters.bindTo(this.registry);
		this.meters.signed("orders", Duration.ofNanos(30));
		this.meters.signed("orders", Duration.ofNanos(50));
		var timer = this.registry.get("aws.sigv4.sign").tags("sigv4.service", "orders", "outcome", "success").timer();
		assertThat(timer.count()).isEqualTo(2);
		assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(80);
	}

	@Test
	void failuresAreCountedByReason() {
		this.meters.bindTo(this.registry);
		this.meters.failed("orders", Duration.ZERO, new CredentialsException("with whatever"));
		this.meters.failed("orders", Duration.ofNanos(5), new SigV4Exception("text"));
		this.meters.failed("orders", Duration.ofNanos(5), new SigV4Exception("or other"));
		this.meters.failed("orders", Duration.ZERO, new IllegalStateException());
		assertThat(count("aws.sigv4.failures", "reason", "credentials")).isEqualTo(1);
		assertThat(count("aws.sigv4.failures", "reason", "request")).isEqualTo(2);
		assertThat(count("aws.sigv4.failures", "reason", "other")).isEqualTo(1);
		assertThat(this.registry.get("aws.sigv4.sign")
			.tags("sigv4.service", "orders", "outcome", "failure")
			.timer()
			.count()).isEqualTo(4);
	}

	@Test
	void refusalsAreCountedByCause() {
		this.meters.bindTo(this.registry);
		SigV4Request request = SigV4Request.builder("GET", "https://api.example.com/").build();
		Refusal refusal = Refusal.explain(
				SigV4Signer.create()
					.sign(request, TestServices.EXECUTE_API, TestServices.PERMANENT, this.clock.instant()),
				403, (name) -> null, new byte[0], this.clock.instant());
		this.meters.refused("orders", refusal);
		this.meters.refused("orders", refusal);
		assertThat(count("aws.sigv4.refusals", "cause", "forbidden")).isEqualTo(2);
	}

	private double count(String name, String key, String value) {
		return this.registry.get(name).tags("sigv4.service", "orders", key, value).counter().count();
	}

	@Test
	void expiryIsThatOfTheCredentialsThatAreKeptAndNobodyIsAskedForIt() {
		this.meters.bindTo(this.registry);
		assertThat(gauge("aws.sigv4.credentials.expiry")).isNaN();
		this.provider.resolveCredentials();
		assertThat(gauge("aws.sigv4.credentials.expiry")).isEqualTo(3600);
		this.clock.move(Duration.ofMinutes(61));
		assertThat(gauge("aws.sigv4.credentials.expiry")).isEqualTo(-60);
		assertThat(gauge("aws.sigv4.clock.offset")).isZero();
	}

	private double gauge(String name) {
		return this.registry.get(name).tag("sigv4.service", "orders").gauge().value();
	}

	@Test
	void onlyServicesThatSignHaveGauges() {
		this.meters.bindTo(this.registry);
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getTag("sigv4.service"))
			.containsOnly("orders");
	}

	@Test
	void filtersAndTagsOfTheApplicationApply() {
		this.registry.config()
			.commonTags("stage", "test", "service", "shop")
			.meterFilter(MeterFilter.denyNameStartsWith("aws.sigv4.failures"));
		this.meters.bindTo(this.registry);
		this.meters.signed("orders", Duration.ofNanos(1));
		this.meters.failed("orders", Duration.ZERO, new SigV4Exception("no"));
		assertThat(this.registry.getMeters()).extracting(Meter::getId)
			.allMatch((id) -> "test".equals(id.getTag("stage")))
			.allMatch((id) -> "shop".equals(id.getTag("service")) && "orders".equals(id.getTag("sigv4.service")))
			.extracting(Meter.Id::getName)
			.doesNotContain("aws.sigv4.failures");
	}

	@Test
	void tagsAreFew() {
		this.meters.bindTo(this.registry);
		this.meters.signed("orders", Duration.ofNanos(1));
		this.meters.failed("orders", Duration.ZERO, new SigV4Exception("no"));
		assertThat(this.registry.getMeters()).flatMap((meter) -> meter.getId().getTags())
			.extracting((tag) -> tag.getKey())
			.isSubsetOf(Set.of("sigv4.service", "outcome", "reason"));
	}

	@Test
	void everyRegistryIsTold() {
		MeterRegistry other = new SimpleMeterRegistry();
		this.meters.signed("orders", Duration.ofNanos(1));
		this.meters.bindTo(this.registry);
		this.meters.bindTo(other);
		this.meters.signed("orders", Duration.ofNanos(1));
		for (MeterRegistry each : List.of(this.registry, other)) {
			assertThat(each.get("aws.sigv4.sign").tags(Tags.of("sigv4.service", "orders")).timer().count())
				.isEqualTo(1);
		}
	}

	private SigV4Service service(String name, boolean enabled) {
		return SigV4Service.builder(name, TestServices.EXECUTE_API, this.provider)
			.clock(this.clock)
			.enabled(enabled)
			.build();
	}

}
