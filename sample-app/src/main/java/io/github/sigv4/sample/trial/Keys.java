package io.github.sigv4.sample.trial;

import java.util.List;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Services;

/**
 * Credentials to sign with, most of them wrong.
 */
public enum Keys {

	/** Those of the service. */
	RIGHT("the right ones"),

	/** The access key with another secret. */
	WRONG_SECRET("a wrong secret access key"),

	/** An access key of nobody. */
	UNKNOWN_KEY("an access key that nobody knows"),

	/** Temporary ones whose time is over. */
	EXPIRED("temporary ones that have expired"),

	/** Temporary ones with a token of others. */
	FOREIGN_TOKEN("the session token of other ones");

	private final String title;

	Keys(String title) {
		this.title = title;
	}

	/**
	 * Return all of them.
	 * @return all that there are
	 */
	public static List<Keys> all() {
		return List.of(values());
	}

	/** Those for which a server has to know no temporary ones. */
	static List<Keys> permanent() {
		return List.of(RIGHT, WRONG_SECRET, UNKNOWN_KEY);
	}

	/**
	 * Return what they are called.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	SigV4Credentials of(Target target, SigV4Services services) {
		SigV4Credentials right = target.service().resolveCredentials();
		return switch (this) {
			case RIGHT -> right;
			case WRONG_SECRET -> SigV4Credentials.of(right.accessKeyId(), "not/the/right/secret", right.sessionToken());
			case UNKNOWN_KEY -> SigV4Credentials.of("AKIAI44QH8DHBEXAMPLE", right.secretAccessKey());
			case EXPIRED -> services.get("orders-expired").resolveCredentials();
			case FOREIGN_TOKEN -> {
				SigV4Credentials temporary = services.get("ssm").resolveCredentials();
				yield SigV4Credentials.of(temporary.accessKeyId(), temporary.secretAccessKey(), "AQoDYXdzEPTformer");
			}
		};
	}

}
