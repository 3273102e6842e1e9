package io.github.sigv4.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * How, by whom and when a line asks to be signed, whatever its kind.
 */
final class SigningFields {

	private final JsonFields line;

	SigningFields(JsonFields line) {
		this.line = line;
	}

	/** Return the settings of the service, without options. */
	SigningSettings settings() {
		String algorithm = this.line.text("algorithm");
		if (algorithm == null || algorithm.equals("AWS4-HMAC-SHA256")) {
			return SigningSettings.forService(this.line.required("service"), this.line.required("region"));
		}
		if (algorithm.equals("AWS4-ECDSA-P256-SHA256")) {
			// Nothing that is signed has the region itself
			return SigningSettings.forService(this.line.required("service"), "*").withRegionSet(regionSet());
		}
		throw this.line.wrong("algorithm",
				"is none that is known: use 'AWS4-HMAC-SHA256' or 'AWS4-ECDSA-P256-SHA256'.");
	}

	/** A region set is signed without spaces, so those that are given only separate. */
	private List<String> regionSet() {
		String field = this.line.has("region_set") ? "region_set" : "region";
		List<String> regions = Arrays.stream(this.line.required(field).split(",", -1)).map(String::strip).toList();
		if (regions.contains("")) {
			throw this.line.wrong(field, "has an empty region. Give regions as 'us-east-1,eu-*', or '*' for all.");
		}
		return regions;
	}

	SigV4Credentials credentials() {
		JsonFields credentials = this.line.object("credentials");
		String accessKeyId = credentials.required("access_key");
		String secretAccessKey = credentials.has("secret_key") ? credentials.required("secret_key")
				: credentials.text("secret");
		if (secretAccessKey == null) {
			throw credentials.wrong("secret_key", "is missing. Add it, as a JSON string.");
		}
		String sessionToken = credentials.text("token");
		boolean temporary = sessionToken != null && !sessionToken.isEmpty();
		return SigV4Credentials.of(accessKeyId, secretAccessKey, temporary ? sessionToken : null);
	}

	Instant timestamp() {
		String timestamp = this.line.required("timestamp");
		try {
			return RequestTime.parse(timestamp);
		}
		catch (DateTimeException ex) {
			throw this.line.wrong("timestamp", "is not a time. Give it as 2015-08-30T12:36:00Z or 20150830T123600Z.");
		}
	}

}
