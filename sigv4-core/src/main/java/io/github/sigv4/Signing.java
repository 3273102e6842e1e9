package io.github.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * One signature in the making: what goes into it, and where it will go. Signing and
 * explaining both walk through {@link #canonicalize(SigningScratch)}.
 */
abstract sealed class Signing permits HeaderSigning, QuerySigning {

	final SigV4Request request;

	final SigningSettings settings;

	final SigningKey key;

	/** The time of signing as {@code yyyyMMdd'T'HHmmss'Z'}. */
	final byte[] requestDate;

	final PayloadHash payload;

	/** Whether the request has it in a header. */
	final boolean contentSha256Given;

	/**
	 * Begin a signature.
	 * @param otherwise the payload hash of a request that has none
	 */
	Signing(SigV4Request request, SigningSettings settings, SigningKey key, byte[] requestDate, PayloadHash otherwise) {
		this.request = request;
		this.settings = settings;
		this.key = key;
		this.requestDate = requestDate;
		PayloadHash given = contentSha256(request);
		this.contentSha256Given = given != null;
		PayloadHash payload = (given != null) ? given : request.payload();
		this.payload = (payload != null) ? payload : otherwise;
	}

	/**
	 * What the caller sends as {@code x-amz-content-sha256} goes before everything: it is
	 * what the service compares the body with.
	 */
	private static @Nullable PayloadHash contentSha256(SigV4Request request) {
		PayloadHash given = null;
		for (int i = 0; i < request.headerCount(); i++) {
			if (request.headerName(i).is(HeaderName.AMZ_CONTENT_SHA256)) {
				if (given != null) {
					throw new SigV4Exception("The request has more than one X-Amz-Content-Sha256 header");
				}
				given = PayloadHash.literal(request.headerValue(i).strip());
			}
		}
		return given;
	}

	/**
	 * Whether the caller gives the token of an S3 Express session, which then stands in
	 * for that of the credentials.
	 */
	final boolean hasS3SessionHeader() {
		return isS3Express() && this.request.has(HeaderName.AMZ_S3SESSION_TOKEN);
	}

	final boolean isS3Express() {
		return this.settings.signingName().equals("s3express");
	}

	static SigV4Exception otherS3Session() {
		return new SigV4Exception("The request has an X-Amz-S3session-Token that is not the session token of the "
				+ "credentials to sign with. Sign with the credentials that CreateSession returned together with the "
				+ "token, or drop X-Amz-S3session-Token from the request.");
	}

	/** Write the canonical request into the scratch, which is empty. */
	abstract void canonicalize(SigningScratch scratch);

	/**
	 * Append to the result, which is empty, everything from its start to the signature
	 * and return where that begins.
	 */
	abstract int complete(SigningScratch scratch);

	/** Add the headers of the request that are signed. */
	void addRequestHeaders(CanonicalHeaders headers) {
		for (int i = 0; i < this.request.headerCount(); i++) {
			HeaderName name = this.request.headerName(i);
			if (isReplaced(name)) {
				continue;
			}
			if (name.is(HeaderName.AUTHORIZATION) && !this.settings.replaceAuthorization()) {
				throw new SigV4Exception("The request already has an Authorization header. Remove it, "
						+ "or let the signature replace it: withReplaceAuthorization(true), as a property "
						+ "on-existing-authorization=replace.");
			}
			if (name.is(HeaderName.HOST) && this.request.headerValue(i).isBlank()) {
				throw new SigV4Exception("The Host header is empty");
			}
			if (this.settings.signs(name)) {
				headers.add(name, this.request.headerValue(i), this.request.hasCanonicalValue(i));
			}
		}
	}

	/** Whether a header of the request gives way to our own, or to a parameter. */
	boolean isReplaced(HeaderName name) {
		return name.is(HeaderName.AMZ_DATE) || name.is(HeaderName.AMZ_SECURITY_TOKEN)
				|| (name.is(HeaderName.AMZ_REGION_SET) && this.settings.algorithm() == SigningAlgorithm.SIGV4A);
	}

}
