package io.github.sigv4.benchmarks;

import java.util.Objects;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * This project's engine.
 */
final class EngineSigner implements RequestSigner {

	private final SigV4Signer signer = SigV4Signer.create();

	private final SigningSettings settings;

	private final SigV4Credentials credentials;

	private final SigV4Request request;

	private final boolean presigned;

	/** Empty if there is none. */
	private final byte[] body;

	EngineSigner(RequestShape shape) {
		this.presigned = shape.isPresigned();
		this.body = shape.body();
		this.settings = SigningSettings.forService(RequestShape.SIGNING_NAME, RequestShape.REGION)
			// As AWS's signers do
			.withContentSha256Header(true)
			.withSignedHeaders(shape.headers().keySet());
		this.credentials = SigV4Credentials.of(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY,
				shape.sessionToken());
		SigV4Request.Builder builder = SigV4Request.builder(shape.method(), RequestShape.URL);
		shape.headers().forEach(builder::header);
		this.request = builder.build();
	}

	@Override
	public Object sign() {
		if (this.presigned) {
			return Objects.requireNonNull(signed().presignedUrl());
		}
		SignedRequest signed = signed();
		// The texts of all headers are asked for, since some are made only then
		signed.forEachHeader(EngineSigner::use);
		return signed;
	}

	SignedRequest signed() {
		if (this.presigned) {
			return this.signer.presign(this.request, this.settings, this.credentials, RequestShape.SIGNED_AT,
					RequestShape.EXPIRES);
		}
		if (this.body.length > 0) {
			return this.signer.sign(this.request, this.body, this.settings, this.credentials, RequestShape.SIGNED_AT);
		}
		return this.signer.sign(this.request, this.settings, this.credentials, RequestShape.SIGNED_AT);
	}

	private static void use(String name, String value) {
		Objects.checkIndex(name.length(), name.length() + value.length());
	}

	@Override
	public String signature(Object signed) {
		return (signed instanceof SignedRequest inHeaders) ? inHeaders.signature()
				: RequestSigner.signatureIn((String) signed);
	}

}
