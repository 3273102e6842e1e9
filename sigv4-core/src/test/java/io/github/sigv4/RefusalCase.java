package io.github.sigv4;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One answer of the table {@code refusals.txt}, with what is to be said to it.
 *
 * @param name what the matter is
 * @param headers the request's name, the status and so on, and the headers of the answer
 * @param body the body of the answer
 * @param cause the cause
 * @param explanation the explanation, without the status and code in front
 * @param difference the difference, or {@code null} as text
 */
record RefusalCase(String name, Map<String, String> headers, String body, String cause, String explanation,
		String difference) {

	static List<RefusalCase> all() {
		try (InputStream in = RefusalCase.class.getResourceAsStream("/refusals.txt")) {
			List<RefusalCase> all = new ArrayList<>();
			String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			String[] cases = table.split("\n== ", -1);
			for (int i = 1; i < cases.length; i++) {
				all.add(of(cases[i]));
			}
			return all;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static RefusalCase of(String text) {
		int blank = text.indexOf("\n\n");
		int expected = text.indexOf("\n-- ", blank);
		String[] lines = text.substring(0, blank).split("\n", -1);
		Map<String, String> headers = new HashMap<>();
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(": ");
			headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 2));
		}
		String[] said = text.substring(expected + 4).strip().split("\n", -1);
		return new RefusalCase(lines[0], headers, text.substring(blank + 2, Math.max(blank + 2, expected)), said[0],
				said[1], said[2]);
	}

	SignedRequest request() {
		return RefusedRequests.named(this.headers.get("request"));
	}

	Refusal explain() {
		String received = this.headers.get("received");
		return RefusedRequests.explain(request(), status(), this.headers, this.body,
				(received != null) ? Instant.parse(received) : RefusedRequests.NOW.plusSeconds(1));
	}

	int status() {
		return Integer.parseInt(this.headers.get("status"));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
