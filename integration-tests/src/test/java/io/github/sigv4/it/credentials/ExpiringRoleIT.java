package io.github.sigv4.it.credentials;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsStandIn;
import io.github.sigv4.it.aws.ReceivedClaim;
import io.github.sigv4.it.aws.Reply;
import io.github.sigv4.it.aws.TestTime;
import io.github.sigv4.it.aws.Wrong;
import io.github.sigv4.it.matrix.WireRequest;
import io.github.sigv4.it.recipes.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that runs for longer than the session of its role lasts. AWS STS is
 * another stand-in, and the API takes no credentials that have expired by AWS's clock.
 */
class ExpiringRoleIT {

	private static final Duration SESSION = Duration.ofMinutes(15);

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final TestTime time = new TestTime();

	private final List<SigV4Credentials> given = new CopyOnWriteArrayList<>();

	private AwsStandIn sts;

	private AwsStandIn api;

	@BeforeEach
	void start() throws IOException {
		// The SDK signs by the clock of the machine
		this.sts = new AwsStandIn("sts", "eu-west-1", Clock.systemUTC(), this::assumeRole)
			.knowing(TestSecrets.PERMANENT);
		this.api = new AwsStandIn("execute-api", "eu-west-1", this.time::awsTime, (request) -> Reply.json("[]"));
		this.settings.set("aws.endpointUrlSts", this.sts.url());
	}

	@AfterEach
	void stop() {
		this.sts.close();
		this.api.close();
	}

	@ParameterizedTest
	@EnumSource
	void callsGoOnAndNoneIsRefused(Client client) throws IOException {
		int minutes = 60;
		try (ConfigurableApplicationContext context = application()) {
			for (int i = 0; i < minutes; i++) {
				client.get(context.getBeanFactory(), "partner");
				this.time.pass(Duration.ofMinutes(1));
			}
		}
		assertThat(this.api.refused()).isEmpty();
		assertThat(this.api.requests()).hasSize(minutes);
		// The last may have been asked for, but not used yet
		assertThat(this.given).extracting(SigV4Credentials::accessKeyId).startsWith(keys().toArray(String[]::new));
		assertThat(keys()).hasSizeBetween(4, 6);
		assertThat(this.sts.refused()).isEmpty();
	}

	/** As of a laptop that was closed. */
	@ParameterizedTest
	@EnumSource
	void firstCallAfterALongTimeHasTheNextSession(Client client) throws IOException {
		try (ConfigurableApplicationContext context = application()) {
			client.get(context.getBeanFactory(), "partner");
			this.time.pass(Duration.ofHours(8));
			client.get(context.getBeanFactory(), "partner");
		}
		assertThat(this.api.refused()).isEmpty();
		assertThat(keys()).containsExactly("ASIAROLE1", "ASIAROLE2");
	}

	/** As where somebody revokes it. */
	@ParameterizedTest
	@EnumSource
	void sessionThatEndsBeforeItsTimeIsReplacedAndTheCallSentOnceMore(Client client) throws IOException {
		this.api.refusing(Wrong.EXPIRED, new Reply(403, List.of("x-amzn-ErrorType: ExpiredTokenException"),
				"{\"message\":\"The security token included in the request is expired\"}"));
		try (ConfigurableApplicationContext context = application()) {
			client.get(context.getBeanFactory(), "partner");
			this.api.knowing(until(this.given.get(0), Instant.EPOCH));
			client.get(context.getBeanFactory(), "partner");
		}
		assertThat(this.api.refused()).containsExactly(Wrong.EXPIRED);
		assertThat(this.api.requests()).hasSize(3);
		assertThat(keys()).containsExactly("ASIAROLE1", "ASIAROLE2");
	}

	private ConfigurableApplicationContext application() throws IOException {
		return Recipe.of("docs/scenarios.md", "## A role that expires")
			.at(this.api)
			.with("credentials.access-key-id", TestSecrets.PERMANENT.accessKeyId())
			.with("credentials.secret-access-key", TestSecrets.PERMANENT.secretAccessKey())
			.bean("testTime", this.time)
			.start();
	}

	private Reply assumeRole(WireRequest request) {
		String name = "role" + (this.given.size() + 1);
		SigV4Credentials credentials = SigV4Credentials.of("ASIA" + name.toUpperCase(Locale.ROOT),
				TestSecrets.of(name + "-secret"), TestSecrets.of(name + "-token"),
				this.time.awsTime().plus(SESSION).truncatedTo(ChronoUnit.SECONDS));
		this.given.add(credentials);
		this.api.knowing(credentials);
		return Reply.xml(FakeAws.sts("AssumeRole", credentials));
	}

	private static SigV4Credentials until(SigV4Credentials credentials, Instant expiration) {
		return SigV4Credentials.of(credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken(),
				expiration);
	}

	/** Return whose signatures came, in their order. */
	private List<String> keys() {
		List<String> keys = new ArrayList<>();
		for (WireRequest request : this.api.requests()) {
			String key = ReceivedClaim.of(request).accessKeyId();
			if (keys.isEmpty() || !keys.get(keys.size() - 1).equals(key)) {
				keys.add(key);
			}
		}
		return keys;
	}

}
