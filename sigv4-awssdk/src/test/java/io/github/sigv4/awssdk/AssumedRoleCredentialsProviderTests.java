package io.github.sigv4.awssdk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.sigv4.awssdk.FakeEndpoint.Request;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What STS is asked, and with whose credentials.
 */
class AssumedRoleCredentialsProviderTests {

	private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

	private static final AssumedRole ROLE = new AssumedRole("arn:aws:iam::123456789012:role/orders", "orders-service",
			"stranger", Duration.ofMinutes(15));

	private static final Answer ORDERS = Answer.role("AssumeRole", "ASIAORDERS", LATER);

	private static final Answer EXPIRED = Answer.refusal(403, "ExpiredToken", "The token is expired");

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final FakeEndpoint sts = new FakeEndpoint();

	private final Source source = new Source();

	private final SigV4CredentialsProvider provider = new AssumedRoleCredentialsProvider(ROLE, this.source,
			() -> "us-west-2");

	@BeforeEach
	void answer() {
		this.settings.set("aws.endpointUrlSts", this.sts.url());
		this.sts.answer("/", ORDERS);
	}

	@AfterEach
	void close() {
		this.sts.close();
	}

	@Test
	void shouldAskWithAllParameters() {
		assertThat(this.provider.resolveCredentials()).isEqualTo(
				SigV4Credentials.of("ASIAORDERS", Answer.secret("ASIAORDERS"), Answer.token("ASIAORDERS"), LATER));
		Request request = this.sts.requests().get(0);
		assertThat(request.parameter("Action")).isEqualTo("AssumeRole");
		assertThat(request.parameter("RoleArn")).isEqualTo("arn:aws:iam::123456789012:role/orders");
		assertThat(request.parameter("RoleSessionName")).isEqualTo("orders-service");
		assertThat(request.parameter("ExternalId")).isEqualTo("stranger");
		assertThat(request.parameter("DurationSeconds")).isEqualTo("900");
		assertThat(request.header("Authorization")).startsWith("AWS4-HMAC-SHA256 Credential=ASIASOURCE1/")
			.contains("/us-west-2/sts/aws4_request");
		assertThat(request.header("X-Amz-Security-Token")).isEqualTo("token1");
	}

	@Test
	void whenOptionalParametersAreMissingThenTheyAreNotSent() {
		AssumedRole role = new AssumedRole("arn:aws:iam::123456789012:role/orders", "orders-service", null, null);
		new AssumedRoleCredentialsProvider(role, this.source, () -> "us-west-2").resolveCredentials();
		assertThat(this.sts.requests().get(0).body()).doesNotContain("ExternalId").doesNotContain("DurationSeconds");
	}

	@Test
	void whenRoleIsAssumedByRoleThenTheSecondIsAskedWithCredentialsOfTheFirst() {
		this.sts.answer("/", Answer.role("AssumeRole", "ASIAHUB", LATER), ORDERS);
		AssumedRole hub = new AssumedRole("arn:aws:iam::123456789012:role/hub", "hub", null, null);
		SigV4CredentialsProvider first = new AssumedRoleCredentialsProvider(hub, this.source, () -> "us-west-2");
		SigV4CredentialsProvider second = new AssumedRoleCredentialsProvider(ROLE, first, () -> "us-west-2");
		assertThat(second.resolveCredentials().accessKeyId()).isEqualTo("ASIAORDERS");
		assertThat(this.sts.requests()).extracting((request) -> request.parameter("RoleArn"))
			.containsExactly("arn:aws:iam::123456789012:role/hub", "arn:aws:iam::123456789012:role/orders");
		Request request = this.sts.requests().get(1);
		assertThat(request.header("Authorization")).contains("Credential=ASIAHUB/");
		assertThat(request.header("X-Amz-Security-Token")).isEqualTo(Answer.token("ASIAHUB"));
	}

	@Test
	void whenSecondRoleOfChainIsRefusedThenTheFirstIsAssumedAgain() {
		this.sts.answer("/", Answer.role("AssumeRole", "ASIAHUB", LATER), EXPIRED,
				Answer.role("AssumeRole", "ASIANEWHUB", LATER), ORDERS);
		AssumedRole hub = new AssumedRole("arn:aws:iam::123456789012:role/hub", "hub", null, null);
		SigV4CredentialsProvider first = SigV4CredentialsProvider
			.caching(new AssumedRoleCredentialsProvider(hub, this.source, () -> "us-west-2"), Clock.systemUTC());
		SigV4CredentialsProvider second = new AssumedRoleCredentialsProvider(ROLE, first, () -> "us-west-2");
		assertThat(second.resolveCredentials().accessKeyId()).isEqualTo("ASIAORDERS");
		assertThat(keys()).containsExactly("ASIASOURCE1", "ASIAHUB", "ASIASOURCE1", "ASIANEWHUB");
	}

	@Test
	void whenSourceIsRefusedThenItIsRefreshedAndStsIsAskedOnceMore() {
		this.sts.answer("/", EXPIRED, ORDERS);
		assertThat(this.provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAORDERS");
		assertThat(keys()).containsExactly("ASIASOURCE1", "ASIASOURCE2");
	}

	@Test
	void whenSourceIsRefusedTwiceThenThatIsIt() {
		this.sts.answer("/", EXPIRED);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageStartingWith("No credentials from the role arn:aws:iam::123456789012:role/orders with "
					+ "credentials from the source: The token is expired");
		assertThat(keys()).containsExactly("ASIASOURCE1", "ASIASOURCE2");
	}

	@Test
	void whenSourceHasNoOthersThenStsIsNotAskedAgain() {
		this.source.last = 1;
		this.sts.answer("/", EXPIRED);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageContaining("The token is expired");
		assertThat(keys()).containsExactly("ASIASOURCE1");
		assertThat(this.source.refused).hasSize(1);
	}

	@Test
	void whenSourceIsNotAllowedThenItIsNotRefreshed() {
		this.sts.answer("/", Answer.refusal(403, "AccessDenied", "No way"));
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageContaining("No way");
		assertThat(keys()).containsExactly("ASIASOURCE1");
		assertThat(this.source.refused).isEmpty();
	}

	@Test
	void whenThereIsNoRegionThenMessageSaysWhereToSetIt() {
		SigV4CredentialsProvider nowhere = new AssumedRoleCredentialsProvider(ROLE, this.source, () -> null);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(nowhere::resolveCredentials)
			.withMessageContaining("Set aws.sigv4.region, or AWS_REGION.");
		assertThat(this.sts.requests()).isEmpty();
	}

	@Test
	void whenRolesCredentialsAreRefusedThenStsIsAskedAgain() {
		this.sts.answer("/", ORDERS, Answer.role("AssumeRole", "ASIANEXT", LATER));
		SigV4Credentials refused = this.provider.resolveCredentials();
		assertThat(this.provider.refreshCredentials(refused).accessKeyId()).isEqualTo("ASIANEXT");
	}

	/** The access key ids with which STS was asked. */
	private List<String> keys() {
		return this.sts.requests()
			.stream()
			.map((request) -> request.header("Authorization").replaceAll(".*Credential=(\\w+)/.*", "$1"))
			.toList();
	}

	/** Gives others in place of those that were refused. */
	private static final class Source implements SigV4CredentialsProvider {

		private final List<SigV4Credentials> refused = new ArrayList<>();

		private int last = Integer.MAX_VALUE;

		@Override
		public SigV4Credentials resolveCredentials() {
			int count = Math.min(this.refused.size() + 1, this.last);
			return SigV4Credentials.of("ASIASOURCE" + count, "secret" + count, "token" + count);
		}

		@Override
		public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
			this.refused.add(refused);
			return resolveCredentials();
		}

		@Override
		public String toString() {
			return "the source";
		}

	}

}
