package io.github.sigv4.cli;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * What a line asks to be signed, in the terms of the engine. An option that is given goes
 * before what the service's preset says.
 */
final class BatchRequest {

	private final JsonFields line;

	private final JsonFields options;

	private final boolean query;

	/**
	 * Create it from the fields of a line.
	 * @param query whether the signature goes into the URL
	 */
	BatchRequest(JsonFields line, boolean query) {
		this.line = line;
		this.options = line.object("options");
		this.query = query;
	}

	/**
	 * Sign the request.
	 * @throws BatchException if a field is missing or not what it has to be
	 */
	SignedRequest sign(SigV4Signer signer) {
		SigningFields signing = new SigningFields(this.line);
		SigningSettings settings = withOptions(signing.settings());
		SigV4Request request = request(settings);
		SigV4Credentials credentials = signing.credentials();
		Instant timestamp = signing.timestamp();
		Long expires = this.options.wholeNumber("expires");
		if (!this.query) {
			return signer.sign(request, settings, credentials, timestamp);
		}
		return signer.presign(request, settings, credentials, timestamp,
				(expires != null) ? Duration.ofSeconds(expires) : null);
	}

	private SigningSettings withOptions(SigningSettings preset) {
		SigningSettings settings = with(preset, "normalize", SigningSettings::withNormalizePath);
		settings = with(settings, "double_encode", SigningSettings::withDoubleEncodePath);
		settings = with(settings, "sign_body", SigningSettings::withContentSha256Header);
		settings = with(settings, "omit_session_token", (changed, omit) -> changed.withSignedSessionToken(!omit));
		List<String> unsignedHeaders = this.options.texts("unsigned_headers");
		if (Boolean.TRUE.equals(this.options.flag("sign_all_headers"))) {
			return settings.withAllHeadersExcept(unsignedHeaders);
		}
		return unsignedHeaders.isEmpty() ? settings : settings.withUnsignedHeaders(unsignedHeaders);
	}

	private SigningSettings with(SigningSettings settings, String option,
			BiFunction<SigningSettings, Boolean, SigningSettings> change) {
		Boolean value = this.options.flag(option);
		return (value != null) ? change.apply(settings, value) : settings;
	}

	private SigV4Request request(SigningSettings settings) {
		String method = this.line.required("method");
		String url = this.line.text("url");
		String uri = this.line.text("uri");
		if (url == null && uri == null) {
			throw new BatchException("Both 'url' and 'uri' are missing. Add 'url' as https://host/path, "
					+ "or 'uri' as /path with a Host among 'headers'.");
		}
		SigV4Request.Builder builder = (url != null) ? SigV4Request.builder(method, url)
				: SigV4Request.forTarget(method, "/");
		if (uri != null) {
			builder.target(uri);
		}
		this.line.forEachPair("headers", builder::header);
		PayloadHash payload = payload(settings);
		if (payload != null) {
			builder.payload(payload);
		}
		return builder.build();
	}

	/** The payload's hash, or {@code null} where the settings have the last word. */
	private @Nullable PayloadHash payload(SigningSettings settings) {
		ByteBuffer body = new PayloadFields(this.line).bytes("body");
		String literal = this.options.text("payload_hash");
		if (literal != null) {
			return PayloadHash.literal(literal);
		}
		boolean signed = this.query ? settings.signedPresignedPayload() : settings.signedPayload();
		return (body != null && signed) ? PayloadHash.of(body) : null;
	}

}
