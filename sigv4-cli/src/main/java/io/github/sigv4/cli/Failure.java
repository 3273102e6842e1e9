package io.github.sigv4.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line why a request had no answer.
 */
final class Failure {

	private Failure() {
	}

	/**
	 * Return what to end the command with.
	 * @param ex what went wrong
	 * @param host the host that was called
	 * @param proxy the proxy that was asked to connect to it, if one was
	 */
	static CommandException of(IOException ex, HttpHost host, @Nullable HttpHost proxy) {
		if (ex instanceof AnswerWriter.IncompleteFileException incomplete
				&& ex.getCause() instanceof IOException cause) {
			return CommandException.failed(describe(cause, host, proxy) + incomplete.note());
		}
		return CommandException.failed(describe(ex, host, proxy));
	}

	private static String describe(IOException ex, HttpHost host, @Nullable HttpHost proxy) {
		if (ex instanceof SSLException tls) {
			// the proxy is spoken to in plain HTTP, so it is never the proxy's
			// certificate
			return "no secure connection to " + host.toHostString() + ": " + alert(tls)
					+ ". If its certificate is of your own authority, give that by java -Djavax.net.ssl.trustStore=FILE";
		}
		return describe(ex, ((proxy != null) ? proxy : host).toHostString());
	}

	private static String describe(IOException ex, String place) {
		if (ex instanceof UnknownHostException) {
			return "there is no host of that name: " + place + ". Check how it is spelled, and the network";
		}
		if (ex instanceof SocketTimeoutException) {
			return place + " cannot be reached: no connection within 30 s. Check the network, and security groups";
		}
		if (ex instanceof ConnectException) {
			return place + " refuses the connection. Check the port, and that something listens there";
		}
		if (ex instanceof NoRouteToHostException) {
			return place + " cannot be reached: there is no route to it. Check the network";
		}
		if (ex instanceof NoHttpResponseException) {
			return place + " closed the connection without an answer";
		}
		if (ex instanceof ConnectionClosedException) {
			return "the answer of " + place + " is not complete: " + reason(ex);
		}
		if (ex.getCause() instanceof HttpException) {
			return "what " + place + " answers is not HTTP/1.1: " + reason(ex.getCause());
		}
		return "the connection to " + place + " broke: " + reason(ex) + ". What the server did with the request is "
				+ "not known";
	}

	/** Newer JDKs put the name of TLS's alert before the reason. */
	private static String alert(SSLException ex) {
		return reason(ex).replaceFirst("^\\([a-z_]+\\) ", "");
	}

	private static String reason(Throwable ex) {
		String message = ex.getMessage();
		return (message != null) ? message.replaceAll("\\s+", " ").replaceFirst("\\.$", "")
				: ex.getClass().getSimpleName();
	}

}
