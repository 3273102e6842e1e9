package io.github.sigv4.benchmarks.scale;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.client.ClientHttpRequestInterceptor;

import io.github.sigv4.spring.SigV4Service;

/**
 * Signs without a pause, by all services in a random order, and has AWS's signer check
 * some of it.
 */
final class SoakWorker implements Runnable {

	private static final byte[] NO_BODY = new byte[0];

	/** One in so many is checked. */
	private static final int CHECKED = 1000;

	private final SoakServices services;

	private final AwsCheck aws = new AwsCheck();

	private final Latencies latencies = new Latencies();

	private final AtomicLong checked = new AtomicLong();

	SoakWorker(SoakServices services) {
		this.services = services;
	}

	Latencies latencies() {
		return this.latencies;
	}

	long checked() {
		return this.checked.get();
	}

	@Override
	public void run() {
		try {
			for (long call = 0; !Thread.currentThread().isInterrupted(); call++) {
				call(ThreadLocalRandom.current().nextInt(SoakServices.COUNT), call % CHECKED == 0);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void call(int number, boolean check) throws IOException {
		SigV4Service service = this.services.service(number);
		ClientHttpRequestInterceptor interceptor = this.services.interceptor(number);
		CannedCall call = new CannedCall(URI.create(service.baseUrl() + "/items/" + number + "?page=2&size=50"));
		Instant before = this.services.clock().instant();
		long start = System.nanoTime();
		interceptor.intercept(call, NO_BODY, call).close();
		this.latencies.add(System.nanoTime() - start);
		if (check) {
			this.aws.check(call.sent(), service.settings(),
					this.services.credentials().find(number, AwsCheck.accessKeyId(call.sent())), before,
					this.services.clock().instant());
			this.checked.incrementAndGet();
		}
	}

}
