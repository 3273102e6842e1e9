package io.github.sigv4.it.matrix;

/**
 * What a server answers: 200 and {@code ok}, 403 and the reason, or 500 if the judges do
 * not agree.
 *
 * @param status the status
 * @param text the body
 */
record Verdict(int status, String text) {

	static Verdict of(WireRequest request) {
		try {
			String refusal = StrictJudge.judge(request);
			return refusal.isEmpty() ? new Verdict(200, "ok") : new Verdict(403, refusal);
		}
		catch (AssertionError | RuntimeException ex) {
			return new Verdict(500, ex.toString());
		}
	}

}
