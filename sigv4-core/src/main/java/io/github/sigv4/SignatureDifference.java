package io.github.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * Where what was signed and what a service received part: the first step of a signature
 * that differs. Its texts are for people: shortened, on one line, and without secrets.
 *
 * @param step the step
 * @param name the header, the query parameter, or the part of the credential scope that
 * differs; {@code null} if it is the step as a whole
 * @param signed what was signed, or {@code (none)}
 * @param received what the service has, or {@code (none)}
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request</a>
 */
public record SignatureDifference(Step step, @Nullable String name, String signed, String received) {

	/** In place of what is not there. */
	static final String NONE = "(none)";

	/**
	 * Return what differs, as a part of a sentence.
	 */
	@Override
	public String toString() {
		return this.step + ((this.name != null) ? " " + this.name : "") + ": signed '" + this.signed + "' | received '"
				+ this.received + "'";
	}

	/**
	 * The parts of a canonical request, then those of a string to sign, then the
	 * signature.
	 */
	public enum Step {

		/** The method. */
		METHOD,

		/** The canonical URI: the path. */
		CANONICAL_URI,

		/** The canonical query string. */
		CANONICAL_QUERY_STRING,

		/** A line of the canonical headers. */
		CANONICAL_HEADER,

		/** The list of the names of the signed headers. */
		SIGNED_HEADERS,

		/** The payload hash. */
		PAYLOAD_HASH,

		/** The algorithm. */
		ALGORITHM,

		/** The request date. */
		REQUEST_DATE,

		/** The credential scope: date, region, service and terminator. */
		CREDENTIAL_SCOPE,

		/** The hash of the canonical request, where the service says no more of it. */
		CANONICAL_REQUEST_HASH,

		/** The signature: all that was signed is right, so its key is not. */
		SIGNATURE

	}

}
