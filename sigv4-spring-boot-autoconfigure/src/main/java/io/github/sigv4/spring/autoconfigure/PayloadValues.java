package io.github.sigv4.spring.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Payload;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * What the properties of a service say of bodies, as far as they can contradict each
 * other or the service.
 *
 * @param name the service's name
 * @param service its properties
 */
record PayloadValues(String name, Service service) {

	private static final Log logger = LogFactory.getLog(PayloadValues.class);

	/**
	 * Check that the service takes bodies in the form that is wanted.
	 * @param preset what suits the signing name
	 * @param settings the same as the properties change it
	 */
	void check(SigningSettings preset, SigningSettings settings) {
		String signingName = preset.signingName();
		if (this.service.payload() == Payload.CHUNKED && !ChunkedPayload.isTakenBy(signingName)) {
			throw invalid("payload", "chunked",
					"Only Amazon S3 takes uploads in chunks, but the service is signed for " + signingName + ".",
					"Use signed or unsigned, or take the property out.");
		}
		if (this.service.payload() == Payload.SIGNED && !preset.signedPayload()) {
			logger.warn(ServiceNames.property(this.name, "payload") + " is signed, but " + signingName
					+ " takes bodies that are not signed only. It is used as it is.");
		}
		if (!settings.contentSha256Header()
				&& (!settings.signedPayload() || this.service.payload() == Payload.CHUNKED)) {
			throw invalid("content-sha256-header", "false",
					"It is the header that tells the service that the body is not signed, or signed in chunks.",
					"Take the property out, or set " + ServiceNames.property(this.name, "payload") + " to signed.");
		}
	}

	private InvalidSigV4PropertyException invalid(String key, String value, String reason, String fix) {
		return new InvalidSigV4PropertyException(ServiceNames.property(this.name, key), value, reason, fix);
	}

}
