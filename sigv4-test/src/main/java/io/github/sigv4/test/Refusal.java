package io.github.sigv4.test;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.sigv4.Verification;
import io.github.sigv4.Verification.Outcome;

/**
 * A request that is refused, with all that an answer may tell of it.
 *
 * @param request the request
 * @param verification what was found
 * @param outcome why it is refused, which may be for no fault of its own
 * @param claim what it says of its signature
 * @param service who refuses it
 * @param now when it came
 * @param bodyHash the hash of the body that came, empty if it was decoded
 */
record Refusal(MessageHead request, Verification verification, Outcome outcome, ClaimedSignature claim,
		TestService service, Instant now, String bodyHash) {

	private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]{1,64})(?:&|$)");

	Refusal(MessageHead request, Verification verification, TestService service, Instant now, String bodyHash) {
		this(request, verification, verification.outcome(), ClaimedSignature.of(request), service, now, bodyHash);
	}

	/** The same request, refused for something else at another time. */
	Refusal as(Outcome outcome, Instant now) {
		return new Refusal(this.request, this.verification, outcome, this.claim, this.service, now, this.bodyHash);
	}

	/**
	 * Whether the request names its operation in a header, as AWS's JSON protocol does.
	 */
	boolean isOfOperation() {
		return this.request.header("x-amz-target") != null;
	}

	/** The operation as policies name it, as far as the request tells. */
	String operation() {
		String target = this.request.header("x-amz-target");
		if (target != null) {
			return target.substring(target.lastIndexOf('.') + 1);
		}
		Matcher action = ACTION.matcher(String.valueOf(this.request.query()));
		return action.find() ? action.group(1) : "Invoke";
	}

	/** Whether it is not the access key id that is unknown. */
	boolean isOfKnownKey() {
		String id = this.verification.accessKeyId();
		return id != null && this.service.credentials().containsKey(id);
	}

	/** The canonical request without the session token, or empty. */
	String canonicalRequest() {
		String text = this.verification.canonicalRequest();
		return (text != null) ? SessionTokens.redact(text) : "";
	}

	String stringToSign() {
		String text = this.verification.stringToSign();
		return (text != null) ? text : "";
	}

	/** What AWS says of a request date, in its own words. */
	String skewed() {
		Duration skew = this.service.maxSkew();
		Instant signedAt = this.claim.signedAt();
		String date = this.claim.part("Date");
		String present = ClaimedSignature.format(this.now);
		boolean future = signedAt != null && signedAt.isAfter(this.now);
		return future ? "Signature not yet current: " + date + " is still later than "
				+ ClaimedSignature.format(this.now.plus(skew)) + " (" + present + " + " + skew.toMinutes() + " min.)"
				: "Signature expired: " + date + " is now earlier than " + ClaimedSignature.format(this.now.minus(skew))
						+ " (" + present + " - " + skew.toMinutes() + " min.)";
	}

	/** When a presigned URL has expired. */
	Instant expiredAt() {
		Instant signedAt = this.claim.signedAt();
		String seconds = this.claim.part("Expires");
		return (signedAt != null && seconds.matches("[0-9]{1,6}")) ? signedAt.plusSeconds(Long.parseLong(seconds))
				: this.now;
	}

}
