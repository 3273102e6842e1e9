package io.github.sigv4.test.junit;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.SigningLedger;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestCredentials;
import io.github.sigv4.test.VerifyingServer;

/**
 * What an annotation says of a server. Public for Spring's test support, which is in a
 * package of its own.
 */
public final class DeclaredServer {

	private final SigV4TestServer annotation;

	private DeclaredServer(SigV4TestServer annotation) {
		this.annotation = annotation;
	}

	/**
	 * Read an annotation.
	 * @param annotation the annotation
	 * @return what it says
	 */
	public static DeclaredServer of(SigV4TestServer annotation) {
		return new DeclaredServer(annotation);
	}

	/**
	 * Return the one clock of several servers.
	 * @param annotations what the servers are declared by, at least one
	 * @return a clock that stands at their time
	 * @throws IllegalStateException if they do not have the same
	 */
	public static TestClock clock(Collection<SigV4TestServer> annotations) {
		Set<Instant> times = annotations.stream()
			.map((annotation) -> DeclaredServer.of(annotation).time())
			.collect(Collectors.toSet());
		if (times.size() > 1) {
			throw new IllegalStateException(
					"The @SigV4TestServer of one test have different times, but there is one clock: " + times);
		}
		return TestClock.at(times.iterator().next());
	}

	/**
	 * Return the service's name.
	 * @return the name, which may be empty
	 */
	public String name() {
		return this.annotation.value();
	}

	/**
	 * Return the service that the server stands for.
	 * @return the signing name, or {@code null} if the annotation does not say it
	 */
	public @Nullable String signingName() {
		return text(this.annotation.signingName());
	}

	/**
	 * Return the region that the server stands in.
	 * @return the region, or {@code null} if the annotation does not say it
	 */
	public @Nullable String region() {
		return text(this.annotation.region());
	}

	private static @Nullable String text(String value) {
		return value.isBlank() ? null : value;
	}

	/**
	 * Return whose signatures are accepted.
	 * @return the credentials
	 */
	public SigV4Credentials credentials() {
		return this.annotation.temporaryCredentials() ? TestCredentials.temporary() : TestCredentials.permanent();
	}

	private Instant time() {
		try {
			return Instant.parse(this.annotation.time());
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException(
					"@SigV4TestServer(time = \"" + this.annotation.time() + "\") is no instant as 2015-08-30T12:36:00Z",
					ex);
		}
	}

	/**
	 * Start the server.
	 * @param signingName the service that it stands for
	 * @param region the region that it stands in
	 * @param clock what it tells the time by
	 * @param ledger what remembers what the code under test signs
	 * @return the server, which listens
	 */
	public VerifyingServer start(String signingName, String region, TestClock clock, SigningLedger ledger) {
		VerifyingServer.Builder builder = VerifyingServer.builder()
			.name(name())
			.credentials(credentials())
			.service(signingName, region)
			.clock(clock)
			.ledger(ledger)
			.lenient(this.annotation.lenient());
		if (!this.annotation.maxSkew().isBlank()) {
			builder.maxSkew(maxSkew());
		}
		return builder.start();
	}

	private Duration maxSkew() {
		try {
			return Duration.parse(this.annotation.maxSkew());
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException(
					"@SigV4TestServer(maxSkew = \"" + this.annotation.maxSkew() + "\") is no duration as PT15M", ex);
		}
	}

	@Override
	public String toString() {
		return "DeclaredServer[" + this.annotation + "]";
	}

}
