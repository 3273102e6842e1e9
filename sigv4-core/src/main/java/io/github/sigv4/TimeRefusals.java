package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Knows refusals for the time: of a clock, of a request that waited, and of a presigned
 * URL.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 * Signature Version 4: credential scope errors, date</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3:
 * RequestTimeTooSkewed</a>
 */
final class TimeRefusals {

	/** What every service tolerates. */
	static final Duration TOLERATED = Duration.ofMinutes(5);

	/** How far the clock here may be from the service's to be called right. */
	private static final Duration RIGHT = Duration.ofMinutes(1);

	private TimeRefusals() {
	}

	static @Nullable Finding find(RefusedCall call) {
		// Other requests expire too, as those for a new password
		boolean expired = call.answer().hasAwsCode("RequestExpired", "ExpiredRequest")
				|| call.answer().says("signature expired:")
				|| (call.answer().hasAwsCode("AccessDenied") && call.answer().says("request has expired"));
		if (expired && call.isPresigned()) {
			return expiredUrl(call);
		}
		if (expired || call.answer().hasAwsCode("RequestTimeTooSkewed", "RequestInTheFuture")
				|| call.answer().says("signature not yet current:")
				|| (call.answer().hasAwsCode("AccessDenied") && call.answer().says("request is not yet valid"))) {
			return skewed(call);
		}
		return null;
	}

	private static Finding expiredUrl(RefusedCall call) {
		Duration expires = call.signed().expires();
		Instant expiration = call.signed().expiration();
		Instant there = AnswerTime.of(call);
		String good = (expires != null) ? "was good for " + AnswerTime.words(expires) + ", until " + expiration
				: "has no X-Amz-Expires, so that the service set the time";
		String asked = (there != null) ? ", and for AWS it is " + seconds(there) : "";
		boolean early = there != null && expiration != null && there.isBefore(expiration);
		if (early && !CredentialsRefusals.isTemporary(call)) {
			return new Finding(Cause.EXPIRED_URL, "The presigned URL has expired. It " + good + asked
					+ ". The service has a shorter limit of its own. Presign another one right before it is used.");
		}
		String cure = early ? " It ended with the temporary credentials that signed it." : "";
		return new Finding(Cause.EXPIRED_URL, "The presigned URL has expired. It " + good + asked + "." + cure
				+ " Presign another one when it is needed, or for longer (7 days at most; temporary credentials may"
				+ " end sooner).");
	}

	private static Finding skewed(RefusedCall call) {
		String requestDate = call.signed().requestDate();
		Instant signed = RequestDate.parse(requestDate);
		Instant there = AnswerTime.of(call);
		if (there == null) {
			return new Finding(Cause.CLOCK_SKEW, "The request date " + requestDate
					+ " is too far from AWS's clock. Set the clock of this machine by NTP.");
		}
		Duration ahead = Duration.between(there, signed);
		SignatureDifference difference = new SignatureDifference(Step.REQUEST_DATE, null, requestDate,
				seconds(there).toString());
		if (ahead.isNegative() && isClockRight(call, there)) {
			return new Finding(Cause.SENT_TOO_LATE, "The request was signed at " + requestDate
					+ " and looked at by AWS at " + seconds(there) + ", " + AnswerTime.words(ahead)
					+ " later, while the clock here is right. It waited after it was signed: in a queue, for a"
					+ " connection, for a retry, or behind a slow upload. Sign right before sending, and each try anew.",
					difference);
		}
		return new Finding(Cause.CLOCK_SKEW, skew(requestDate, there, ahead)
				+ " Set the clock of this machine by NTP; retry-on-clock-skew=true makes requests follow AWS's clock.",
				difference);
	}

	/**
	 * Return a sentence on the clock if it is further from the answer's {@code Date} than
	 * services tolerate, for answers that say nothing of it themselves. An answer that
	 * comes late is of another time than its request, but of that of the clock here.
	 */
	static @Nullable String hint(RefusedCall call) {
		Instant there = AnswerTime.date(call);
		if (there == null || isClockRight(call, there)) {
			return null;
		}
		String requestDate = call.signed().requestDate();
		Duration ahead = Duration.between(there, RequestDate.parse(requestDate));
		boolean far = ahead.abs().compareTo(TOLERATED) > 0 && (!call.isPresigned() || !ahead.isNegative());
		return far ? skew(requestDate, there, ahead) : null;
	}

	private static boolean isClockRight(RefusedCall call, Instant there) {
		return Duration.between(there, call.received()).abs().compareTo(RIGHT) < 0;
	}

	private static String skew(String requestDate, Instant there, Duration ahead) {
		return "The request date " + requestDate + " is " + AnswerTime.words(ahead)
				+ (ahead.isNegative() ? " behind" : " ahead of") + " AWS's clock (" + seconds(there) + ").";
	}

	private static Instant seconds(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS);
	}

}
