package io.github.sigv4;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Hands out scratches without a lock and without thread-locals, which would be one for
 * each of a million virtual threads. A thread looks at a place of its own choice; when it
 * finds none it makes a new one, and when the place is taken on return it drops it.
 */
final class ScratchPool {

	/** A power of two, several times the processors, so that threads rarely meet. */
	private static final int PLACES = Integer.highestOneBit(8 * Runtime.getRuntime().availableProcessors());

	/** Places are a cache line apart: two processors do not write to one line. */
	private static final int STRIDE = 16;

	private final AtomicReferenceArray<@Nullable SigningScratch> scratches = new AtomicReferenceArray<>(
			PLACES * STRIDE);

	SigningScratch take() {
		SigningScratch scratch = this.scratches.getAndSet(place(), null);
		return (scratch != null) ? scratch : new SigningScratch();
	}

	void giveBack(SigningScratch scratch) {
		scratch.clear();
		if (scratch.isWorthKeeping()) {
			this.scratches.lazySet(place(), scratch);
		}
	}

	private static int place() {
		// Thread ids count up: neighbours get places apart
		int hash = (int) Thread.currentThread().getId() * 0x9E3779B9;
		return ((hash >>> 16) & (PLACES - 1)) * STRIDE;
	}

}
