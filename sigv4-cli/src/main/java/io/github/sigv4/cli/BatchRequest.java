package io.github.sigv4.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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

	/** The form in which the date is signed. */
	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private final JsonFields line;

	private final JsonFields options;

	private final boolean query;

	private BatchRequest(JsonFields line) {
		this.line = line;
		this.query = isQuery(line.required("kind"));
		requireSupported(line.text("algorithm"));
		this.options = line.object("options");
	}

	/**
	 * Return the request of a line.
	 * @throws BatchException if its kind or algorithm is none that can be signed
	 */
	static BatchRequest of(JsonFields line) {
		return new BatchRequest(line);
	}

	private static boolean isQuery(String kind) {
		return switch (kind) {
			case "header" -> false;
			case "query" -> true;
			case "chunk" -> throw new BatchException(
					"Kind 'chunk' is not supported yet. Use kind 'header' or 'query' to sign whole requests.");
			default -> throw new BatchException("Field 'kind' is none that is known: use 'header' or 'query'.");
		};
	}

	private static void requireSupported(@Nullable String algorithm) {
		if (algorithm == null || algorithm.equals("AWS4-HMAC-SHA256")) {
			return;
		}
		if (algorithm.equals("AWS4-ECDSA-P256-SHA256")) {
			throw new BatchException("Algorithm AWS4-ECDSA-P256-SHA256 is not supported yet. Use AWS4-HMAC-SHA256.");
		}
		throw new BatchException("Field 'algorithm' is none that is known: use 'AWS4-HMAC-SHA256'.");
	}

	/**
	 * Sign the request.
	 * @throws BatchException if a field is missing or not what it has to be
	 */
	SignedRequest sign(SigV4Signer signer) {
		SigningSettings settings = settings();
		SigV4Request request = request(settings);
		SigV4Credentials credentials = credentials();
		Instant timestamp = timestamp();
		Long expires = this.options.wholeNumber("expires");
		if (!this.query) {
			return signer.sign(request, settings, credentials, timestamp);
		}
		return signer.presign(request, settings, credentials, timestamp,
				(expires != null) ? Duration.ofSeconds(expires) : null);
	}

	private SigningSettings settings() {
		SigningSettings settings = SigningSettings.forService(this.line.required("service"),
				this.line.required("region"));
		settings = with(settings, "normalize", SigningSettings::withNormalizePath);
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
		ByteBuffer body = body();
		String literal = this.options.text("payload_hash");
		if (literal != null) {
			return PayloadHash.literal(literal);
		}
		boolean signed = this.query ? settings.signedPresignedPayload() : settings.signedPayload();
		return (body != null && signed) ? PayloadHash.of(body) : null;
	}

	private @Nullable ByteBuffer body() {
		ByteBuffer text = textBody();
		ByteBuffer decoded = decodedBody();
		if (text != null && decoded != null && !text.equals(decoded)) {
			throw new BatchException("Fields 'body' and 'body_b64' are different bodies. Give one of them.");
		}
		return (text != null) ? text : decoded;
	}

	private @Nullable ByteBuffer textBody() {
		String body = this.line.text("body");
		try {
			return (body != null) ? StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(body)) : null;
		}
		catch (CharacterCodingException ex) {
			throw new BatchException("Field 'body' has half of a surrogate pair, which is not UTF-8. "
					+ "Give a body that is not text as 'body_b64'.");
		}
	}

	private @Nullable ByteBuffer decodedBody() {
		String body = this.line.text("body_b64");
		try {
			return (body != null) ? ByteBuffer.wrap(Base64.getDecoder().decode(body)) : null;
		}
		catch (IllegalArgumentException ex) {
			throw new BatchException(
					"Field 'body_b64' is not base64. Use the alphabet with '+' and '/', and no line ends.");
		}
	}

	private SigV4Credentials credentials() {
		JsonFields credentials = this.line.object("credentials");
		String accessKeyId = credentials.required("access_key");
		String secretAccessKey = credentials.has("secret_key") ? credentials.required("secret_key")
				: credentials.text("secret");
		if (secretAccessKey == null) {
			throw new BatchException("Field 'credentials.secret_key' is missing. Add it, as a JSON string.");
		}
		String sessionToken = credentials.text("token");
		boolean temporary = sessionToken != null && !sessionToken.isEmpty();
		return SigV4Credentials.of(accessKeyId, secretAccessKey, temporary ? sessionToken : null);
	}

	private Instant timestamp() {
		String timestamp = this.line.required("timestamp");
		try {
			return timestamp.contains("-") ? Instant.parse(timestamp) : REQUEST_DATE.parse(timestamp, Instant::from);
		}
		catch (DateTimeException ex) {
			throw new BatchException(
					"Field 'timestamp' is not a time. Give it as 2015-08-30T12:36:00Z or 20150830T123600Z.");
		}
	}

}
