package io.github.sigv4.credentials;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What {@link CachingCredentialsProvider} logs until it is closed.
 */
final class CapturedLog extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger(CachingCredentialsProvider.class.getName());

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	private volatile boolean broken;

	CapturedLog() {
		this.logger.addHandler(this);
		this.logger.setUseParentHandlers(false);
	}

	/** As an appender that cannot write. */
	void breakDown() {
		this.broken = true;
	}

	List<LogRecord> records() {
		return this.records;
	}

	@Override
	public void publish(LogRecord logged) {
		this.records.add(logged);
		if (this.broken) {
			throw new IllegalStateException("broken log");
		}
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
		this.logger.setUseParentHandlers(true);
	}

}
