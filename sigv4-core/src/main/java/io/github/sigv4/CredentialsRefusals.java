package io.github.sigv4;

import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;

/**
 * Knows refusals for who signed: keys that are unknown, tokens that are old or another
 * key's, accounts that may not.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common errors:
 * InvalidClientTokenId, OptInRequired</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3:
 * ExpiredToken, InvalidAccessKeyId, InvalidToken, NotSignedUp</a>
 */
final class CredentialsRefusals {

	private static final Pattern ID = Pattern.compile("[A-Z0-9_]{3,32}");

	private CredentialsRefusals() {
	}

	static @Nullable Finding find(RefusedCall call) {
		if (call.answer().hasAwsCode("ExpiredToken", "TokenRefreshRequired")
				|| call.answer().says("security token included in the request is expired")) {
			return isTemporary(call) ? expired(call) : null;
		}
		if (call.answer().hasAwsCode("InvalidToken", "InvalidClientTokenId", "UnrecognizedClient", "InvalidAccessKeyId")
				|| call.answer().says("security token included in the request is invalid")) {
			return unknown(call);
		}
		if (call.answer().hasAwsCode("AuthFailure")
				&& call.answer().says("not able to validate the provided access credentials")) {
			String clock = TimeRefusals.hint(call);
			return (clock != null) ? new Finding(Cause.CLOCK_SKEW, clock + " Set the clock of this machine by NTP.")
					: new Finding(Cause.UNKNOWN_ACCESS_KEY, "EC2 does not take the credentials of access key id "
							+ id(call)
							+ ", and says no more: the key is unknown or inactive, or secret-access-key or session-token is"
							+ " not its own. Try them with sts, whose answers tell these apart.");
		}
		if (call.answer()
			.hasAwsCode("OptInRequired", "NotSignedUp", "SubscriptionRequired", "AccountProblem", "AllAccessDisabled",
					"InvalidSecurity")) {
			return account(call);
		}
		return null;
	}

	/** What has no token and no end cannot have expired. */
	static boolean isTemporary(RefusedCall call) {
		return call.credentials().sessionToken() != null || call.credentials().expiration() != null
				|| call.request().header("x-amz-s3session-token") != null;
	}

	private static Finding expired(RefusedCall call) {
		Instant expiration = call.credentials().expiration();
		String known = (expiration != null) ? " (they say: at " + expiration + ")" : "";
		return new Finding(Cause.EXPIRED_CREDENTIALS,
				"The temporary credentials of access key id " + id(call) + " have expired" + known
						+ ". Get new ones. With assume-role or a profile they renew themselves; a"
						+ " session-token that is written down does not.");
	}

	private static Finding unknown(RefusedCall call) {
		String id = id(call);
		if (call.credentials().sessionToken() == null && id.startsWith("ASIA")) {
			return new Finding(Cause.WRONG_TOKEN, "Access key id " + id
					+ " is a temporary one, but no session token was sent with it. Set session-token beside it.");
		}
		boolean token = call.credentials().sessionToken() != null;
		// S3 has another code for tokens
		if (!token || call.answer().hasAwsCode("InvalidAccessKeyId")) {
			return new Finding(Cause.UNKNOWN_ACCESS_KEY, "AWS does not know access key id " + id
					+ ". It was deleted or made inactive, is mistyped, or is one of another partition (China, GovCloud)."
					+ " Check access-key-id, or from where the credentials are taken."
					+ (token ? " A session-token was sent with it: is it one of that key?" : ""));
		}
		return new Finding(Cause.WRONG_TOKEN, "AWS does not take the session token for access key id " + id
				+ ". They do not belong together, were revoked, or are from another partition; in a region that is"
				+ " opted into, a token from the global STS endpoint is no good. Take access-key-id, secret-access-key"
				+ " and session-token from one answer, of STS in the region.");
	}

	private static Finding account(RefusedCall call) {
		return new Finding(Cause.ACCOUNT, "The signature is not the matter: the account of access key id " + id(call)
				+ " may not use '" + call.settings().signingName() + "' in region '" + call.settings().region()
				+ "'. Subscribe to the service, opt into the region, or clear up the account's standing with AWS.");
	}

	/**
	 * An access key id is no secret: it stands in every request. The secret is one, where
	 * the two were put in each other's place.
	 */
	static String id(RefusedCall call) {
		String id = call.credentials().accessKeyId();
		return isId(id) ? call.printable().value(id, 128)
				: "[" + id.length() + " characters; is it the secret access key?]";
	}

	/** Whether a text is written as an access key id is, which secrets are not. */
	static boolean isId(String text) {
		return ID.matcher(text).matches();
	}

}
