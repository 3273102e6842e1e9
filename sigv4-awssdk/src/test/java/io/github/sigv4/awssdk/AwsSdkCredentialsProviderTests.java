package io.github.sigv4.awssdk;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A provider of the application, which it closes itself, and one that we have made.
 */
class AwsSdkCredentialsProviderTests {

	private static final Instant EARLIER = Instant.parse("2001-01-01T00:00:00Z");

	private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

	private final Theirs theirs = new Theirs();

	private final AwsSdkCredentialsProvider ours = AwsSdkCredentialsProvider.of("their provider", this.theirs);

	@Test
	void whenItHasCredentialsThenAllPartsAreTaken() {
		assertThat(this.ours.resolveCredentials())
			.isEqualTo(SigV4Credentials.of("ASIATHEIRS", "secret", "token", EARLIER));
	}

	@Test
	void whenItsCredentialsAreExpiredOrRefusedThenItIsAskedOnceAndNotClosed() {
		SigV4Credentials expired = this.ours.resolveCredentials();
		assertThat(this.theirs.asked).isOne();
		assertThat(this.ours.refreshCredentials(expired)).isEqualTo(expired);
		assertThat(this.theirs.asked).isEqualTo(2);
		assertThat(this.theirs.closed).isFalse();
	}

	@Test
	void whenItFailsThenMessageNamesItAndItIsNotClosed() {
		this.theirs.failure = new IllegalStateException("Vault is sealed");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.ours::resolveCredentials)
			.withMessage("No credentials from their provider: Vault is sealed.")
			.withCause(this.theirs.failure);
		assertThat(this.theirs.closed).isFalse();
		this.theirs.failure = null;
		assertThat(this.ours.resolveCredentials().accessKeyId()).isEqualTo("ASIATHEIRS");
	}

	@Test
	void whenOursIsClosedThenTheirsIsNot() {
		this.ours.resolveCredentials();
		this.ours.close();
		assertThat(this.theirs.closed).isFalse();
		assertThat(this.ours.resolveCredentials().accessKeyId()).isEqualTo("ASIATHEIRS");
	}

	@Test
	void whenItIsMadeByUsThenItIsClosedWithOurs() {
		this.theirs.expiration = LATER;
		AwsSdkCredentialsProvider made = made();
		made.close();
		assertThat(this.theirs.closed).isFalse();
		made.resolveCredentials();
		assertThat(this.theirs.closed).isFalse();
		made.close();
		assertThat(this.theirs.closed).isTrue();
	}

	@Test
	void whenChainIsClosedThenSoIsWhatItHasMade() {
		this.theirs.expiration = LATER;
		AwsCredentialsChain chain = new AwsCredentialsChain(List.of(new CredentialsSource(made(), () -> true, null)));
		chain.resolveCredentials();
		chain.close();
		assertThat(this.theirs.closed).isTrue();
	}

	@Test
	void whenTwoAreMadeAtTheSameTimeThenTheOneThatIsNotUsedIsClosed() {
		Theirs first = new Theirs();
		first.expiration = LATER;
		AtomicReference<AwsSdkCredentialsProvider> ours = new AtomicReference<>();
		Deque<Theirs> making = new ArrayDeque<>(List.of(this.theirs, first));
		ours.set(new AwsSdkCredentialsProvider("made by us", true, () -> {
			Theirs made = making.remove();
			if (made == this.theirs) {
				ours.get().resolveCredentials();
			}
			return made;
		}));
		ours.get().resolveCredentials();
		assertThat(first.asked).isEqualTo(2);
		assertThat(first.closed).isFalse();
		assertThat(this.theirs.closed).isTrue();
	}

	@Test
	void whenAClassIsMissingThenMessageSaysWhich() {
		AwsSdkCredentialsProvider missing = new AwsSdkCredentialsProvider("a module", true, () -> {
			throw new NoClassDefFoundError("software/amazon/awssdk/services/sso/SsoClient");
		});
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(missing::resolveCredentials)
			.withMessage("No credentials from a module: software/amazon/awssdk/services/sso/SsoClient.");
	}

	private AwsSdkCredentialsProvider made() {
		return new AwsSdkCredentialsProvider("made by us", true, () -> this.theirs);
	}

	private static final class Theirs implements AwsCredentialsProvider, SdkAutoCloseable {

		private int asked;

		private boolean closed;

		private Instant expiration = EARLIER;

		private RuntimeException failure;

		@Override
		public AwsCredentials resolveCredentials() {
			this.asked++;
			if (this.failure != null) {
				throw this.failure;
			}
			return AwsSessionCredentials.builder()
				.accessKeyId("ASIATHEIRS")
				.secretAccessKey("secret")
				.sessionToken("token")
				.expirationTime(this.expiration)
				.build();
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
