package io.github.sigv4;

import java.time.Instant;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Why a service has refused a signed request, as far as its answer and what was signed
 * tell. <pre class="code">
 * Refusal refusal = Refusal.explain(signed, 403, headers::getFirst, body, clock.instant());
 * log.warn(refusal.explanation());
 * </pre>
 * <p>
 * What a service answers is not trusted: its texts come out shortened, on one line, in
 * printable ASCII, and without anything that is, or is called, a token, a signature or a
 * secret. Immutable.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 * Signature Version 4 signing for AWS API requests</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3: error
 * responses</a>
 */
public final class Refusal {

	/** How many characters an explanation has at most. */
	public static final int MAX_EXPLANATION = 1500;

	private final Cause cause;

	private final @Nullable String code;

	private final String explanation;

	private final @Nullable SignatureDifference difference;

	private Refusal(Finding finding, @Nullable String code, String explanation) {
		this.cause = finding.cause();
		this.code = code;
		this.explanation = explanation;
		this.difference = finding.difference();
	}

	/**
	 * Explain a refusal. Nothing is thrown, whatever the answer is.
	 * @param signed what was signed
	 * @param status the status of the answer: 400, 401 or 403
	 * @param headers looks up a header of the answer by its name, here in lower case;
	 * {@code null} if there is no such header
	 * @param body the body of the answer, of which {@value AwsError#MAX_BODY} bytes are
	 * looked at
	 * @param received when the answer came, by the clock that signed
	 * @return what is the matter
	 */
	public static Refusal explain(SignedRequest signed, int status, Function<String, @Nullable String> headers,
			byte[] body, Instant received) {
		RefusedCall call = new RefusedCall(signed, status, headers, body, received);
		Finding finding = Finding.of(call);
		String code = call.answer().code();
		String text = status + ((code != null) ? " " + code : "") + ": " + finding.text();
		return new Refusal(finding, code, Printable.shorten(text, MAX_EXPLANATION));
	}

	/**
	 * Return the kind of cause, as a metric may be tagged with it.
	 * @return the cause
	 */
	public Cause cause() {
		return this.cause;
	}

	/**
	 * Return AWS's error code.
	 * @return the code, or {@code null} if the answer has none
	 */
	public @Nullable String code() {
		return this.code;
	}

	/**
	 * Return what is the matter, what differs and what to do: one line for a log.
	 * @return the explanation, without secret, token or signature
	 */
	public String explanation() {
		return this.explanation;
	}

	/**
	 * Return the first step of the signature that differs.
	 * @return the difference, or {@code null} if there is none or the answer does not
	 * tell
	 */
	public @Nullable SignatureDifference difference() {
		return this.difference;
	}

	/**
	 * Return the cause and the explanation.
	 */
	@Override
	public String toString() {
		return "Refusal[" + this.cause + ", " + this.explanation + "]";
	}

	/**
	 * Kinds of causes.
	 */
	public enum Cause {

		/** The method is not the one that was signed. */
		METHOD_CHANGED,

		/** The path is not the one that was signed. */
		PATH_CHANGED,

		/** The path is encoded or normalised otherwise than it was signed. */
		PATH_ENCODING,

		/** The query is not the one that was signed. */
		QUERY_CHANGED,

		/** The query is encoded otherwise than it was signed. */
		QUERY_ENCODING,

		/** A signed header arrived with another value. */
		HEADER_CHANGED,

		/** A signed header did not arrive. */
		HEADER_LOST,

		/** A header that has to be signed is not. */
		HEADER_UNSIGNED,

		/** The body is not the one that was hashed. */
		PAYLOAD_CHANGED,

		/** The service wants {@code x-amz-content-sha256}. */
		PAYLOAD_HASH_MISSING,

		/** The service wants another kind of payload hash. */
		PAYLOAD_MODE,

		/** A chunk or trailer of an {@code aws-chunked} body is wrong. */
		CHUNK,

		/** All that was signed is right, so it is the secret that is not. */
		WRONG_SECRET,

		/** The signature is wrong, and the service does not say where. */
		SIGNATURE_MISMATCH,

		/** The signature is for another service. */
		WRONG_SERVICE,

		/** The signature is for another region. */
		WRONG_REGION,

		/** The service wants the other algorithm, SigV4 or SigV4A. */
		WRONG_ALGORITHM,

		/** Request date and credential scope do not belong together. */
		WRONG_DATE,

		/** The clock that signed is wrong. */
		CLOCK_SKEW,

		/** The request took too long from being signed to being received. */
		SENT_TOO_LATE,

		/** The presigned URL has expired. */
		EXPIRED_URL,

		/** The credentials have expired. */
		EXPIRED_CREDENTIALS,

		/** The session token is not one of this access key. */
		WRONG_TOKEN,

		/** AWS does not know the access key. */
		UNKNOWN_ACCESS_KEY,

		/** The account may not use the service, or the region. */
		ACCOUNT,

		/** No signature arrived, or there is nothing to sign for. */
		MISSING_AUTHENTICATION,

		/** A signature arrived that the service cannot read. */
		MALFORMED_AUTHENTICATION,

		/** No fault was found with the signature, but no policy allows the call. */
		NOT_ALLOWED,

		/** No fault was found with the signature, but a policy denies the call. */
		EXPLICIT_DENY,

		/** Refused by something in front of the service. */
		BLOCKED,

		/** Refused without a reason. */
		FORBIDDEN,

		/** Refused for something else than who signed, and how. */
		UNRELATED,

		/** Not known. */
		UNKNOWN

	}

}
