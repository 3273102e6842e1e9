package io.github.sigv4.test;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Credentials for tests, which are good for nothing else: AWS prints the keys in its
 * documentation.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">IAM
 * identifiers</a>
 */
public final class TestCredentials {

	private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

	private TestCredentials() {
	}

	/**
	 * Return credentials of an IAM user, without a session token.
	 * @return the credentials
	 */
	public static SigV4Credentials permanent() {
		return SigV4Credentials.of("AKIAIOSFODNN7EXAMPLE", SECRET);
	}

	/**
	 * Return credentials of a role, with a session token, as an application has them in
	 * production.
	 * @return the credentials, which do not expire
	 */
	public static SigV4Credentials temporary() {
		return SigV4Credentials.of("ASIAIOSFODNN7EXAMPLE", SECRET, "EXAMPLE//session+token/of/tests==");
	}

}
