package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FastByteArrayOutputStream;

import io.github.sigv4.spring.BodyMeasure;
import io.github.sigv4.spring.SigV4Service;

/**
 * Has an entity made once, to know its hash and length before it is sent: as fast as it
 * comes, on threads that may be blocked, which are free while nothing comes.
 */
final class EntityMeasure implements DataStreamChannel {

	private final AsyncEntityProducer entity;

	private final Executor blocking;

	private final BooleanSupplier abandoned;

	private final BodyMeasure measure;

	private final CompletableFuture<MeasuredEntityProducer> measured = new CompletableFuture<>();

	private final AtomicInteger wanted = new AtomicInteger();

	private final AtomicBoolean handedOn = new AtomicBoolean();

	private volatile @Nullable Thread producing;

	private volatile @Nullable List<? extends Header> end;

	private EntityMeasure(AsyncEntityProducer entity, SigV4Service service, Executor blocking,
			BooleanSupplier abandoned) {
		this.entity = entity;
		this.blocking = blocking;
		this.abandoned = abandoned;
		this.measure = new BodyMeasure(service, entity.isRepeatable());
	}

	/**
	 * Measure an entity.
	 * @param entity makes the entity
	 * @param service the service that says how much may be held in memory
	 * @param blocking runs what may block
	 * @param abandoned whether nobody wants it any more
	 * @return what completes with the entity, or fails
	 */
	static CompletableFuture<MeasuredEntityProducer> of(AsyncEntityProducer entity, SigV4Service service,
			Executor blocking, BooleanSupplier abandoned) {
		EntityMeasure measure = new EntityMeasure(entity, service, blocking, abandoned);
		measure.requestOutput();
		return measure.measured;
	}

	@Override
	public void requestOutput() {
		if (this.wanted.getAndIncrement() == 0) {
			this.blocking.execute(this::read);
		}
	}

	private void read() {
		int seen = 1;
		do {
			try {
				do {
					produce();
				}
				while (!isDone() && this.entity.available() > 0);
			}
			catch (IOException | RuntimeException ex) {
				this.measured.completeExceptionally(ex);
			}
			if (isDone()) {
				return;
			}
			seen = this.wanted.addAndGet(-seen);
		}
		while (seen > 0);
	}

	private void produce() throws IOException {
		this.producing = Thread.currentThread();
		try {
			this.entity.produce(this);
		}
		finally {
			this.producing = null;
		}
		handOn();
	}

	private boolean isDone() {
		return this.measured.isDone() || this.abandoned.getAsBoolean();
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		int count = source.remaining();
		this.measure.write(source);
		return count;
	}

	@Override
	public void endStream() {
		endStream(List.of());
	}

	@Override
	public void endStream(@Nullable List<? extends Header> trailers) {
		this.end = (trailers != null) ? trailers : List.of();
		// An entity tells its end and then closes its file, which the connection would
		// read
		if (this.producing != Thread.currentThread()) {
			handOn();
		}
	}

	/** Once, when the entity has ended and is left alone. */
	private void handOn() {
		List<? extends Header> trailers = this.end;
		if (trailers == null || this.handedOn.getAndSet(true)) {
			return;
		}
		FastByteArrayOutputStream kept = this.measure.kept();
		if (this.entity.isRepeatable()) {
			// To begin anew
			this.entity.releaseResources();
		}
		this.measured.complete(new MeasuredEntityProducer(this.entity, this.measure.hash(), this.measure.length(),
				(kept != null) ? kept.toByteArrayUnsafe() : null, trailers));
	}

}
