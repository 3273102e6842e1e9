package io.github.sigv4.spring;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Signs one request in Spring's {@link HttpHeaders}, for all of Spring's clients. Public
 * because the packages of those clients use it; applications have no need of it.
 * <p>
 * The headers that signing sets are remembered under a request attribute, so that to sign
 * again replaces them, and only them. For one thread at a time.
 */
public final class HttpHeadersSigning {

	private static final String CONTENT_SHA256 = "x-amz-content-sha256";

	private static final Pattern CHECKSUM = Pattern
		.compile("x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256|sha512|md5|xxhash\\d+)", Pattern.CASE_INSENSITIVE);

	private final SigV4Service service;

	private final HttpMethod method;

	private final URI uri;

	private final @Nullable WireUri checked;

	private final HttpHeaders headers;

	private final Map<String, Object> attributes;

	private @Nullable SigningAttempt attempt;

	private @Nullable BiConsumer<String, String> wire;

	/** Whether the value of a header is null. */
	private boolean valueless;

	/**
	 * Create what signs a request.
	 * @param service the service that signs
	 * @param method the method
	 * @param uri where the request goes; checked here, unless it is the very object that
	 * was checked before
	 * @param checked what {@link SigV4Service#wireUri} has returned for the request, or
	 * {@code null} if it was not asked
	 * @param headers the headers as they will be sent
	 * @param attributes the attributes of the request, kept from one attempt to the next
	 */
	public HttpHeadersSigning(SigV4Service service, HttpMethod method, URI uri, @Nullable WireUri checked,
			HttpHeaders headers, Map<String, Object> attributes) {
		this.service = service;
		this.method = method;
		this.uri = uri;
		this.checked = checked;
		this.headers = headers;
		this.attributes = attributes;
	}

	/**
	 * Let an attempt know what is signed, to explain a refusal. The attributes are the
	 * application's, so that it is not to be had from there.
	 * @param attempt the attempt for which the request is signed
	 * @return this object
	 */
	public HttpHeadersSigning forAttempt(SigningAttempt attempt) {
		this.attempt = attempt;
		return this;
	}

	/**
	 * Hand what signing sets to the connection, in place of setting it in the headers, of
	 * which all others are handed to it later.
	 * @param wire is given name and value of each header, which it sets; {@code null} to
	 * set them in the headers
	 * @return this object
	 */
	public HttpHeadersSigning toWire(@Nullable BiConsumer<String, String> wire) {
		this.wire = wire;
		return this;
	}

	/**
	 * Return what has to be done with a body, if the request has one. If the caller gives
	 * {@code x-amz-content-sha256}, it is up to the caller.
	 * @return what has to be done
	 * @throws SigV4Exception if the body was encoded for a signature already
	 */
	public Body body() {
		String given = this.headers.getFirst(CONTENT_SHA256);
		if (given != null && !isOwn(CONTENT_SHA256, given)) {
			return Body.AS_IS;
		}
		if (given != null && given.startsWith("STREAMING-")) {
			throw this.service.failure("The body of the request is signed and encoded in chunks already; to encode it "
					+ "again would store the encoding. Have the client sign once: by an interceptor or by its request "
					+ "factory, and the clients that are injected sign of themselves.", null);
		}
		if (this.service.chunkedPayload() != null && ObjectUpload.is(this.method, this.uri)) {
			return Body.CHUNKED;
		}
		return this.service.settings().signedPayload() ? Body.HASHED : Body.AS_IS;
	}

	/**
	 * Sign the request: set what signing adds to its headers.
	 * @param payload the hash of the body; {@code null} if there is no body, or if it
	 * goes {@linkplain Body#AS_IS as it is}
	 * @param credentials the credentials to sign with
	 * @throws SigV4Exception if the request cannot be signed, or must not be sent there;
	 * the message names the service
	 */
	public void sign(@Nullable PayloadHash payload, SigV4Credentials credentials) {
		WireUri wireUri = begin();
		sign(wireUri, Map.of(), payload, (request) -> this.service.sign(request, credentials));
	}

	/**
	 * Sign the request and its body, which is {@linkplain Body#HASHED hashed}.
	 * @param body the body as it is sent
	 * @param credentials the credentials to sign with
	 * @throws SigV4Exception if the request cannot be signed, or must not be sent there;
	 * the message names the service
	 */
	public void signHashed(byte[] body, SigV4Credentials credentials) {
		WireUri wireUri = begin();
		sign(wireUri, Map.of(), null, (request) -> this.service.sign(request, body, credentials));
	}

	/**
	 * Sign the request so that its body goes in {@linkplain Body#CHUNKED chunks}. Its
	 * {@code Content-Length} becomes that of the encoded body.
	 * @param length how many bytes the body has, negative if that is not known
	 * @param credentials the credentials to sign with
	 * @return makes an encoder for each time that the body is written
	 * @throws SigV4Exception if the length is not known, or the request cannot be signed,
	 * or must not be sent there; the message names the service
	 */
	public Supplier<ChunkedEncoder> signChunked(long length, SigV4Credentials credentials) {
		if (length < 0) {
			throw unknownLength();
		}
		WireUri wireUri = begin();
		ChunkedPayload payload = chunkedPayload();
		SignedRequest signed = sign(wireUri,
				payload.headers(length, contentEncoding(), this.service.settings().algorithm()), null,
				(request) -> this.service.sign(request, credentials));
		return () -> payload.encoder(signed);
	}

	private boolean isOwn(String name, String value) {
		OwnHeaders own = OwnHeaders.of(this.attributes);
		return own != null && own.isOwn(name, List.of(value));
	}

	/** S3 takes one checksum: that of the caller goes before ours. */
	private ChunkedPayload chunkedPayload() {
		ChunkedPayload payload = Objects.requireNonNull(this.service.chunkedPayload());
		if (this.headers.getFirst("X-Amz-Trailer") != null) {
			throw this.service.failure("The request has an X-Amz-Trailer of its own, but what follows the chunks is "
					+ "set by " + this.service.property("chunked.trailer-checksum") + ". Remove the header.", null);
		}
		String given = HeaderFields.names(this.headers)
			.stream()
			.filter((name) -> CHECKSUM.matcher(name).matches())
			.findFirst()
			.orElse(null);
		try {
			return (given != null) ? payload.withoutTrailer() : payload;
		}
		catch (SigV4Exception ex) {
			throw this.service.failure("The request has a checksum of its own, " + given + ", and S3 takes one "
					+ "only: " + ex.getMessage() + ". Remove the header, or set "
					+ this.service.property("chunked.chunk-signing") + " to signed.", ex);
		}
	}

	/** What the body is encoded in before it comes here. */
	private @Nullable String contentEncoding() {
		String codings = this.headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING)
			.stream()
			.flatMap((field) -> Stream.of(field.split(",", -1)))
			.map(String::strip)
			.filter((coding) -> !coding.isEmpty() && !coding.equalsIgnoreCase("aws-chunked"))
			.collect(Collectors.joining(","));
		return codings.isEmpty() ? null : codings;
	}

	private SigV4Exception unknownLength() {
		return this.service.failure("The length of the body is not known, but an upload in chunks (payload: chunked) "
				+ "has to announce it, so the request was not sent. Set the request's Content-Length to the number of "
				+ "bytes in the body; or give a body that knows its length, as a FileSystemResource; or set "
				+ this.service.property("payload") + " to signed, with which a body is held in memory up to "
				+ "max-buffer-size.", null);
	}

	/** A URI never changes, but a client may have been given another one. */
	@SuppressWarnings("ReferenceEquality")
	private WireUri wireUri() {
		return (this.checked != null && this.uri == this.checked.uri()) ? this.checked : this.service.wireUri(this.uri);
	}

	private WireUri begin() {
		WireUri wireUri = wireUri();
		OwnHeaders own = OwnHeaders.of(this.attributes);
		if (own != null) {
			own.removeFrom(this.headers);
		}
		return wireUri;
	}

	/** Nothing is set before all has gone well. */
	private SignedRequest sign(WireUri wireUri, Map<String, String> bodyHeaders, @Nullable PayloadHash payload,
			Function<SigV4Request, SignedRequest> signer) {
		Map<String, String> added = added(wireUri, bodyHeaders);
		SigV4Request request = request(wireUri, added, payload);
		SignedRequest signed = signer.apply(request);
		if (!request.hasAsciiHeaders()) {
			requireAscii(request, signed);
		}
		if (this.valueless) {
			requireValues(signed);
		}
		OwnHeaders.set(added, signed, this.headers, this.wire, this.attributes);
		if (this.attempt != null) {
			this.attempt.setSigned(signed);
		}
		return signed;
	}

	/** What is set before signing: nothing for most requests. */
	private Map<String, String> added(WireUri wireUri, Map<String, String> bodyHeaders) {
		String signingHost = SigningHost.of(this.service, wireUri.uri(), this.headers.getOrEmpty(HttpHeaders.HOST));
		if (signingHost == null && bodyHeaders.isEmpty()) {
			return Map.of();
		}
		Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		added.putAll(bodyHeaders);
		if (signingHost != null) {
			added.put(HttpHeaders.HOST, signingHost);
		}
		return added;
	}

	private SigV4Request request(WireUri wireUri, Map<String, String> added, @Nullable PayloadHash payload) {
		try {
			SigV4Request.Builder request = SigV4Request.builder(this.method.name(), wireUri);
			HeaderFields.forEach(this.headers, (name, values) -> {
				if (!added.containsKey(name)) {
					values.forEach((value) -> request.header(name, text(value)));
				}
			});
			added.forEach(request::header);
			if (payload != null) {
				request.payload(payload);
			}
			return request.build();
		}
		catch (SigV4Exception ex) {
			throw this.service.failure(ex);
		}
	}

	/**
	 * A value that is null is some clients' business: they leave the header out, or not.
	 */
	private String text(@Nullable String value) {
		this.valueless |= value == null;
		return (value != null) ? value : "";
	}

	private void requireValues(SignedRequest signed) {
		HeaderFields.forEach(this.headers, (name, values) -> {
			if (values.stream().anyMatch(Objects::isNull) && isSigned(signed, name)) {
				throw this.service.failure(
						"Header '" + spelling(name) + "' is signed but its value is null, which HTTP"
								+ " clients send differently or not at all. Leave the header out, or set it to a text.",
						null);
			}
		});
	}

	/**
	 * Refuses a signed header that reaches the service in other bytes than it was signed
	 * in: some clients send ISO-8859-1, some UTF-8, some a question mark.
	 */
	private void requireAscii(SigV4Request request, SignedRequest signed) {
		request.forEachHeader((name, value) -> {
			if (!isAscii(value) && isSigned(signed, name)) {
				throw this.service.failure("Header '" + spelling(name) + "' is signed but has a character outside of "
						+ "ASCII, for which HTTP clients send different bytes. Encode its value, as with "
						+ "percent-encoding or RFC 2047.", null);
			}
		});
	}

	private static boolean isAscii(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}

	private static boolean isSigned(SignedRequest signed, String name) {
		return Set.of(signed.signedHeaders().split(";")).stream().anyMatch(name::equalsIgnoreCase);
	}

	/** The name as the caller wrote it. */
	private String spelling(String name) {
		return HeaderFields.names(this.headers).stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
	}

	/**
	 * What has to be done with the body of a request.
	 */
	public enum Body {

		/** It is hashed before the request is signed. */
		HASHED,

		/** It is encoded in chunks while it is sent; its length has to be known. */
		CHUNKED,

		/** It is sent as it is, while it is read. */
		AS_IS

	}

}
