package io.github.sigv4.sample.tour;

import java.time.Duration;
import java.util.stream.LongStream;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Service;

/**
 * How long it takes to sign a request.
 */
final class SigningTime {

	private SigningTime() {
	}

	/**
	 * Sign a request that was sent a few times more, and take the time: from method, URI,
	 * media type and body to the headers to set or the presigned URL, credentials and the
	 * hash of the body or of all its chunks included, without the network. The least of
	 * five, for a busy machine; of a JVM that has just started, so it is no benchmark.
	 * @param service the service that signed it
	 * @param sent the request
	 * @return the time
	 */
	static Duration of(SigV4Service service, SentRequest sent) {
		return Duration.ofNanos(LongStream.range(0, 5).map((time) -> measure(service, sent)).min().orElseThrow());
	}

	private static long measure(SigV4Service service, SentRequest sent) {
		long start = System.nanoTime();
		SigV4Credentials credentials = service.resolveCredentials();
		SigV4Request.Builder request = SigV4Request.builder(sent.method(), service.wireUri(sent.uri()));
		if (sent.isPresigned()) {
			service.presign(request.build(), credentials, Duration.ofMinutes(1));
		}
		else {
			if (sent.contentType() != null) {
				request.header("Content-Type", sent.contentType());
			}
			sign(service, request, credentials, sent);
		}
		return System.nanoTime() - start;
	}

	private static void sign(SigV4Service service, SigV4Request.Builder request, SigV4Credentials credentials,
			SentRequest sent) {
		ChunkedPayload chunked = service.chunkedPayload();
		if (chunked == null || !sent.hasBody()) {
			request.payload(PayloadHash.of(sent.body()));
			service.sign(request.build(), credentials).headers();
			return;
		}
		byte[] body = sent.body().array();
		chunked.headers(body.length, null, service.settings().algorithm()).forEach(request::header);
		ChunkedEncoder encoder = chunked.encoder(service.sign(request.build(), credentials));
		encoder.update(body, 0, body.length, SigningTime::send);
		encoder.finish(SigningTime::send);
	}

	private static void send(byte[] bytes, int offset, int length) {
		// Without the network
	}

}
