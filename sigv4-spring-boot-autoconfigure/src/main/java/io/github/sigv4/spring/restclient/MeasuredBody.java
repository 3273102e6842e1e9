package io.github.sigv4.spring.restclient;

import java.io.IOException;

import org.springframework.http.StreamingHttpOutputMessage.Body;
import org.springframework.util.FastByteArrayOutputStream;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.spring.BodyMeasure;
import io.github.sigv4.spring.SigV4Service;

/**
 * A body that was written once, to know its hash and length before it is sent.
 *
 * @param hash the hash
 * @param length the number of bytes
 * @param body what to send: the bytes if they were kept, else the body once more
 */
record MeasuredBody(PayloadHash hash, long length, Body body) {

	/**
	 * Write a body to measure it.
	 * @throws SigV4Exception if it cannot be written twice and is larger than may be held
	 * in memory
	 */
	static MeasuredBody of(Body body, SigV4Service service) throws IOException {
		BodyMeasure measure = new BodyMeasure(service, body.repeatable());
		body.writeTo(measure);
		FastByteArrayOutputStream kept = measure.kept();
		return new MeasuredBody(measure.hash(), measure.length(), (kept != null) ? BodyBuffer.toBody(kept) : body);
	}

}
