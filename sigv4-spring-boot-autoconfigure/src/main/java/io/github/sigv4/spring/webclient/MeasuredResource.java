package io.github.sigv4.spring.webclient;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.PayloadHash;

/**
 * A resource that was read once, to know its hash and length before it is sent.
 *
 * @param hash the hash
 * @param length the number of bytes
 */
record MeasuredResource(PayloadHash hash, long length) {

	private static final int BUFFER_SIZE = 64 * 1024;

	/**
	 * Read a resource on a thread that may be blocked. Once cancelled, it never ends:
	 * nobody is left to be told.
	 */
	static Mono<MeasuredResource> of(Resource resource, CancelTie cancelTie) {
		return Mono.defer(() -> {
			AtomicBoolean interrupted = new AtomicBoolean();
			return Mono.fromCallable(() -> read(resource, () -> interrupted.get() || cancelTie.isCancelled()))
				.subscribeOn(Schedulers.boundedElastic())
				// Before the thread is interrupted, which is before the tie is told
				.doOnCancel(() -> interrupted.set(true));
		}).switchIfEmpty(Mono.never());
	}

	private static @Nullable MeasuredResource read(Resource resource, BooleanSupplier cancelled) throws IOException {
		MessageDigest sha256 = sha256();
		long length = 0;
		try (InputStream in = resource.getInputStream()) {
			byte[] buffer = new byte[BUFFER_SIZE];
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				if (cancelled.getAsBoolean()) {
					return null;
				}
				sha256.update(buffer, 0, count);
				length += count;
			}
		}
		catch (IOException ex) {
			// A resource may fail as if it was interrupted, by a time that is up as well
			if (!cancelled.getAsBoolean()) {
				throw ex;
			}
			return null;
		}
		return new MeasuredResource(PayloadHash.of(sha256), length);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
