package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what a signature costs an application that uses an interceptor, in bytes of heap.
 */
class InterceptorHeapTests {

	private static final URI ORDER = URI
		.create("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/orders/12345?limit=50");

	private static final byte[] NO_BODY = new byte[0];

	private static final int CALLS = 500;

	private final SigV4ClientHttpRequestInterceptor interceptor = new SigV4ClientHttpRequestInterceptor(SigV4Service
		.builder("orders", SigningSettings.forService("execute-api", "eu-west-1"),
				SigV4CredentialsProvider.of(SigV4Credentials.of("AKIDEXAMPLE", "mysecret")))
		.baseUrl(ORDER.resolve("/"))
		.build());

	private final MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.GET, ORDER);

	private final ClientHttpResponse response = new MockClientHttpResponse(NO_BODY, HttpStatus.OK);

	/** Half as much again as it is; before the code is compiled it is more. */
	@Test
	void shouldTakeLittleHeap() throws IOException {
		this.request.getHeaders().set("Accept", "application/json");
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 100; round++) {
			long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
			for (int i = 0; i < CALLS; i++) {
				this.interceptor.intercept(this.request, NO_BODY, (signed, body) -> this.response);
			}
			long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
			least = Math.min(least, (after - before) / CALLS);
		}
		assertThat(least).isLessThanOrEqualTo(2500);
	}

}
