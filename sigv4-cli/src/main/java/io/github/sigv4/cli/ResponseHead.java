package io.github.sigv4.cli;

import java.util.Iterator;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.StatusLine;

/**
 * The head of an answer as it was received.
 */
final class ResponseHead {

	private ResponseHead() {
	}

	/** Return the lines and the empty one behind them, a character for each byte. */
	static String text(HttpResponse response) {
		StringBuilder head = new StringBuilder();
		head.append(new StatusLine(response)).append("\r\n");
		for (Iterator<Header> headers = response.headerIterator(); headers.hasNext();) {
			// The line itself, not what was understood of it
			head.append(headers.next()).append("\r\n");
		}
		return head.append("\r\n").toString();
	}

}
