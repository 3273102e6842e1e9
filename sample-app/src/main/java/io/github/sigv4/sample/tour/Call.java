package io.github.sigv4.sample.tour;

/**
 * A call of the tour as it is reported.
 *
 * @param asExpected whether it did what it should
 * @param client the kind of client that sent it
 * @param service the signing name of the service
 * @param method the method
 * @param target path and query as sent, without secrets
 * @param status the status of the answer, or {@code -} if there was none
 * @param note how long signing took, why it was refused, or what is wrong
 */
public record Call(boolean asExpected, String client, String service, String method, String target, String status,
		String note) {

	/**
	 * One line for the console.
	 * @return the line
	 */
	public String line() {
		String request = "%-4s %s".formatted(this.method, this.target);
		return "%-5s %-13s %-13s %-35s %-6s %s".formatted(this.asExpected ? "ok" : "fail", this.client, this.service,
				request, this.status, this.note);
	}

}
