package io.github.sigv4.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Hears what AWS's signer says while it signs, which is its canonical request and its
 * string to sign, so that the first differing step can be named. Silent and deaf, and so
 * without cost, unless a thread asks.
 */
public final class OracleLog implements SLF4JServiceProvider {

	private static final ThreadLocal<@Nullable List<String>> RECORDING = new ThreadLocal<>();

	private final IMarkerFactory markerFactory = new BasicMarkerFactory();

	private final MDCAdapter mdcAdapter = new NOPMDCAdapter();

	/** Return what is logged by this thread while something runs. */
	static List<String> record(Runnable runnable) {
		List<String> messages = new ArrayList<>();
		RECORDING.set(messages);
		try {
			runnable.run();
		}
		finally {
			RECORDING.remove();
		}
		return messages;
	}

	@Override
	public ILoggerFactory getLoggerFactory() {
		return (name) -> new Recorder();
	}

	@Override
	public IMarkerFactory getMarkerFactory() {
		return this.markerFactory;
	}

	@Override
	public MDCAdapter getMDCAdapter() {
		return this.mdcAdapter;
	}

	@Override
	public String getRequestedApiVersion() {
		return "2.0.99";
	}

	@Override
	public void initialize() {
	}

	/** Adds to what is recorded, if anything is. */
	private static final class Recorder extends LegacyAbstractLogger implements Logger {

		private static final long serialVersionUID = 1L;

		@Override
		public boolean isTraceEnabled() {
			return RECORDING.get() != null;
		}

		@Override
		public boolean isDebugEnabled() {
			return RECORDING.get() != null;
		}

		@Override
		public boolean isInfoEnabled() {
			return RECORDING.get() != null;
		}

		@Override
		public boolean isWarnEnabled() {
			return RECORDING.get() != null;
		}

		@Override
		public boolean isErrorEnabled() {
			return RECORDING.get() != null;
		}

		@Override
		protected @Nullable String getFullyQualifiedCallerName() {
			return null;
		}

		@Override
		protected void handleNormalizedLoggingCall(Level level, Marker marker, String pattern, Object[] arguments,
				Throwable throwable) {
			Objects.requireNonNull(RECORDING.get()).add(MessageFormatter.basicArrayFormat(pattern, arguments));
		}

	}

}
