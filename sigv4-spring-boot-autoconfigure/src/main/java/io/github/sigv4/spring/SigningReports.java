package io.github.sigv4.spring;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignedRequest;

/**
 * Tells the log and the listener what was signed. Where neither wants to know, the clock
 * is not even read.
 */
final class SigningReports {

	/** A name that stays, whatever becomes of our classes. */
	private static final Log signing = LogFactory.getLog("io.github.sigv4.signing");

	private static final Log logger = LogFactory.getLog(SigningReports.class);

	private final String service;

	private final SigV4Listener listener;

	private final boolean listenedTo;

	@SuppressWarnings("ReferenceEquality")
	SigningReports(String service, SigV4Listener listener) {
		this.service = service;
		this.listener = listener;
		this.listenedTo = listener != SigV4Listener.NONE;
	}

	/**
	 * Begin to sign.
	 * @return when that was, or zero if nobody wants to know
	 */
	long start() {
		return (this.listenedTo || signing.isDebugEnabled()) ? System.nanoTime() : 0;
	}

	/** Tell of a request that was signed, and return it. */
	SignedRequest signed(long start, SigV4Request request, SignedRequest signed) {
		if (start != 0) {
			report(request, signed, System.nanoTime() - start);
		}
		return signed;
	}

	private void report(SigV4Request request, SignedRequest signed, long nanos) {
		if (signing.isDebugEnabled()) {
			SignedRequestText text = new SignedRequestText(request, signed);
			signing.debug("SigV4 service '" + this.service + "' " + text.line() + ", in " + nanos / 1000 + " us");
			if (signing.isTraceEnabled()) {
				signing.trace("SigV4 service '" + this.service + "' " + text.block());
			}
		}
		try {
			this.listener.signed(this.service, Duration.ofNanos(nanos));
		}
		catch (RuntimeException ex) {
			listenerFailed(ex);
		}
	}

	/** Tell of a request that could not be signed, and return why. */
	<T extends Throwable> T failed(long start, T failure) {
		try {
			Duration duration = (start != 0) ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
			this.listener.failed(this.service, duration, failure);
		}
		catch (RuntimeException ex) {
			listenerFailed(ex);
		}
		return failure;
	}

	/** That is no reason to fail the request. */
	private void listenerFailed(RuntimeException ex) {
		logger.warn(
				"SigV4 service '" + this.service + "': the listener " + this.listener.getClass().getName() + " failed",
				ex);
	}

}
