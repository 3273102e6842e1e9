package io.github.sigv4.cli;

import java.util.Map;

/**
 * Headers that only the command itself can set.
 */
final class ReservedHeaders {

	private static final Map<String, String> REASONS = Map.of("Authorization", "the signature goes there: leave it out",
			"X-Amz-Date", "it is set by the signature: use --date", "X-Amz-Security-Token",
			"it comes with the credentials: leave it out, or use --profile", "X-Amz-Region-Set",
			"it is set by the signature: use --region-set", "Content-Length", "it is counted: leave it out",
			"Transfer-Encoding", "a body is sent by its length: leave it out");

	private ReservedHeaders() {
	}

	static void check(HeaderFields fields) {
		REASONS.forEach((name, reason) -> {
			if (fields.has(name)) {
				throw CommandException.usage("-H '" + name + "' cannot be given, since " + reason);
			}
		});
	}

}
