package io.github.sigv4.benchmarks.scale;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Temporary credentials of which each service has several in turn, and which are replaced
 * by new ones once all had their turn.
 */
final class RotatingCredentials {

	/** As long as those of AWS STS. */
	private static final String TOKEN = "IQoJb3JpZ2luX2VjE".repeat(50);

	private final int each;

	private final AtomicReferenceArray<@Nullable Issued> issued;

	private volatile int turn;

	/**
	 * Create credentials.
	 * @param services how many services there are
	 * @param each how many credentials each has
	 */
	RotatingCredentials(int services, int each) {
		this.each = each;
		this.issued = new AtomicReferenceArray<>(services * each);
		for (int i = 0; i < services * each; i++) {
			this.issued.set(i, Issued.of(i, 0));
		}
	}

	/** Have all services take the next of their credentials. */
	void rotate(int turn) {
		this.turn = turn;
	}

	SigV4CredentialsProvider of(int service) {
		return () -> current(service);
	}

	/** Without a lock: two may issue the same, which is as good. */
	private SigV4Credentials current(int service) {
		int turn = this.turn;
		int place = service * this.each + turn % this.each;
		int generation = turn / this.each;
		Issued current = this.issued.get(place);
		if (current == null || current.generation() != generation) {
			current = Issued.of(place, generation);
			this.issued.set(place, current);
		}
		return current.credentials();
	}

	/**
	 * Return the credentials that were once issued to a service.
	 * @param service the service
	 * @param accessKeyId their id
	 * @throws IllegalStateException if they were issued to another service
	 */
	SigV4Credentials find(int service, String accessKeyId) {
		String[] parts = accessKeyId.split("X", -1);
		int place = Integer.parseInt(parts[1]);
		if (place / this.each != service) {
			throw new IllegalStateException("Service " + service + " was signed for by " + accessKeyId);
		}
		return Issued.of(place, Integer.parseInt(parts[2])).credentials();
	}

	/**
	 * Credentials that have a follower.
	 *
	 * @param generation how many there were before
	 * @param credentials the credentials
	 */
	private record Issued(int generation, SigV4Credentials credentials) {

		static Issued of(int place, int generation) {
			String suffix = "X" + place + "X" + generation;
			return new Issued(generation,
					SigV4Credentials.of("ASIA" + suffix, "secret" + suffix, TOKEN + "/" + place + "/" + generation));
		}

	}

}
