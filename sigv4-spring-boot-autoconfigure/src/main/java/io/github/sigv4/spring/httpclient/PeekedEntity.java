package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.spring.PeekedStream;
import io.github.sigv4.spring.SigningAttempt;

/**
 * The entity of an answer that was looked at before it is handed on whole.
 */
final class PeekedEntity extends HttpEntityWrapper {

	private static final byte[] NOTHING = {};

	private final PeekedStream body;

	private PeekedEntity(HttpEntity entity, PeekedStream body) {
		super(entity);
		this.body = body;
	}

	/**
	 * Read the start of the entity of an answer, as much of it as is looked at.
	 * @param response the answer, which has the whole entity still
	 * @param headers its headers
	 * @return the bytes that were read
	 */
	static byte[] peek(ClassicHttpResponse response, HttpHeaders headers) {
		HttpEntity entity = response.getEntity();
		int limit = SigningAttempt.maxBody(headers);
		if (entity == null || limit == 0) {
			return NOTHING;
		}
		PeekedStream body = PeekedStream.of(entity::getContent, limit, SigningAttempt.MAX_WAIT);
		response.setEntity(new PeekedEntity(entity, body));
		return body.start();
	}

	@Override
	public boolean isRepeatable() {
		return false;
	}

	@Override
	public InputStream getContent() {
		return this.body.whole();
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		try (InputStream content = getContent()) {
			content.transferTo(out);
		}
	}

}
