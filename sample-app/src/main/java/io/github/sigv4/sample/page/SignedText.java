package io.github.sigv4.sample.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was signed, taken apart to be shown: each line gets a name.
 */
final class SignedText {

	private static final List<String> HEAD = List.of("method", "path", "query");

	private static final List<String> TO_SIGN = List.of("algorithm", "request date", "credential scope",
			"hash of the canonical request");

	private SignedText() {
	}

	/** The lines of a canonical request: the empty one tells where the headers end. */
	static Map<String, String> canonicalRequest(String text) {
		Map<String, String> lines = new LinkedHashMap<>();
		String[] all = text.split("\n", -1);
		for (int i = 0; i < all.length; i++) {
			int last = all.length - 1 - i;
			if (i < HEAD.size()) {
				lines.put(HEAD.get(i), all[i]);
			}
			else if (last <= 1) {
				lines.put((last == 0) ? "payload hash" : "signed headers", all[i]);
			}
			else if (!all[i].isEmpty()) {
				int colon = all[i].indexOf(':') + 1;
				lines.put("header " + all[i].substring(0, Math.max(colon - 1, 0)), all[i].substring(colon));
			}
		}
		return lines;
	}

	static Map<String, String> stringToSign(String text) {
		Map<String, String> lines = new LinkedHashMap<>();
		String[] all = text.split("\n", -1);
		for (int i = 0; i < all.length; i++) {
			lines.put((i < TO_SIGN.size()) ? TO_SIGN.get(i) : "line " + (i + 1), all[i]);
		}
		return lines;
	}

}
