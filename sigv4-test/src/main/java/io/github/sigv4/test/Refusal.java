package io.github.sigv4.test;

import java.time.Duration;
import java.time.Instant;

import io.github.sigv4.Verification;

/**
 * A request that is refused, with all that an answer may tell of it.
 *
 * @param request the request
 * @param claim what it says of its signature
 * @param service who refuses it
 * @param now when it came
 * @param bodyHash the hash of the body that came, empty if it was decoded
 */
record Refusal(ReceivedRequest request, ClaimedSignature claim, TestService service, Instant now, String bodyHash) {

	Refusal(ReceivedRequest request, TestService service, Instant now, String bodyHash) {
		this(request, ClaimedSignature.of(request), service, now, bodyHash);
	}

	Verification verification() {
		return this.request.verification();
	}

	/** The canonical request without the session token, or empty. */
	String canonicalRequest() {
		String text = verification().canonicalRequest();
		return (text != null) ? SessionTokens.redact(text) : "";
	}

	String stringToSign() {
		String text = verification().stringToSign();
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
