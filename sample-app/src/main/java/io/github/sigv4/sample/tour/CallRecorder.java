package io.github.sigv4.sample.tour;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Remembers the last request of any client, for the report. The tour makes one call at a
 * time, though the threads of its clients differ.
 */
@Component
class CallRecorder {

	private volatile @Nullable SentRequest sent;

	private volatile @Nullable Integer status;

	void clear() {
		this.sent = null;
		this.status = null;
	}

	void sent(SentRequest sent) {
		this.sent = sent;
	}

	void answered(int status) {
		this.status = status;
	}

	@Nullable SentRequest sent() {
		return this.sent;
	}

	String status() {
		Integer status = this.status;
		return (status != null) ? status.toString() : "-";
	}

}
