package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * What signing gives: headers to set on the request, or the URL to use instead.
 * <p>
 * For whoever wonders why a server disagrees, {@link #canonicalRequest()} and
 * {@link #stringToSign()} are made again by the code that signed. Immutable.
 */
public final class SignedRequest {

	private final Signing signing;

	/** The {@code Authorization} header, or the presigned URL. */
	private final String text;

	private final int signatureFrom;

	private final int signatureTo;

	SignedRequest(Signing signing, String text, int signatureFrom, int signatureTo) {
		this.signing = signing;
		this.text = text;
		this.signatureFrom = signatureFrom;
		this.signatureTo = signatureTo;
	}

	/**
	 * Call a consumer with each header to set, in place of any of that name. There is
	 * none for a presigned URL.
	 * @param consumer what to call with name and value
	 */
	public void forEachHeader(BiConsumer<String, String> consumer) {
		if (this.signing instanceof HeaderSigning headerSigning) {
			consumer.accept("X-Amz-Date", requestDate());
			if (headerSigning.settings.algorithm() == SigningAlgorithm.SIGV4A) {
				consumer.accept("X-Amz-Region-Set", headerSigning.settings.regionSet());
			}
			String sessionToken = headerSigning.sessionToken();
			if (sessionToken != null) {
				consumer.accept("X-Amz-Security-Token", sessionToken);
			}
			String contentSha256 = headerSigning.contentSha256();
			if (contentSha256 != null) {
				consumer.accept("X-Amz-Content-Sha256", contentSha256);
			}
			consumer.accept("Authorization", this.text);
		}
	}

	/**
	 * Return whether the value of a header or parameter may be a secret, which is not to
	 * be logged: by its name, as {@code x-amz-security-token}, {@code Authorization} or
	 * {@code client_assertion}.
	 * @param name the name, in any case
	 * @return whether it may be
	 */
	public static boolean isSecret(String name) {
		return SecretNames.has(name);
	}

	/**
	 * Return the headers to set, in place of any of the same name.
	 * @return values by name; empty for a presigned URL
	 */
	public Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		forEachHeader(headers::put);
		return headers;
	}

	/**
	 * Return the value of the {@code Authorization} header.
	 * @return the value, or {@code null} for a presigned URL
	 */
	public @Nullable String authorization() {
		return (this.signing instanceof HeaderSigning) ? this.text : null;
	}

	/**
	 * Return the presigned URL: a secret, since whoever has it can use it.
	 * @return the URL, or {@code null} if the signature is in the headers
	 */
	public @Nullable String presignedUrl() {
		return (this.signing instanceof QuerySigning) ? this.text : null;
	}

	/**
	 * Return how long the presigned URL is good, which is less than what was asked for if
	 * the credentials expire sooner.
	 * @return the time from the {@linkplain #requestDate() request date} on, in whole
	 * seconds; {@code null} if the signature is in the headers, or nothing was asked for
	 */
	public @Nullable Duration expires() {
		Expiry expiry = expiry();
		return (expiry != null) ? expiry.duration() : null;
	}

	/**
	 * Return until when the presigned URL is good. Services may refuse it sooner: when
	 * the credentials are revoked, or expire at a time that was not known.
	 * @return the expiration, in whole seconds; {@code null} if the signature is in the
	 * headers, or nothing was asked for
	 */
	public @Nullable Instant expiration() {
		Expiry expiry = expiry();
		return (expiry != null) ? expiry.expiration() : null;
	}

	private @Nullable Expiry expiry() {
		return (this.signing instanceof QuerySigning querySigning) ? querySigning.expiry() : null;
	}

	/**
	 * Return the signature.
	 * @return lower-case hexadecimal digits: 64, or up to 144 by SigV4A
	 */
	public String signature() {
		return this.text.substring(this.signatureFrom, this.signatureTo);
	}

	/**
	 * Return the time of signing as it was signed.
	 * @return the request date, as {@code 20150830T123600Z}
	 */
	public String requestDate() {
		return new String(this.signing.requestDate, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return what the signature is good for.
	 * @return day, region, service and terminator, as
	 * {@code 20150830/us-east-1/iam/aws4_request}
	 */
	public String credentialScope() {
		return this.signing.key.scope().toString();
	}

	/**
	 * Return the names of the headers that were signed.
	 * @return lower-case names, separated by semicolons
	 */
	public String signedHeaders() {
		SigningScratch scratch = canonicalize();
		ByteBuilder names = new ByteBuilder(128);
		scratch.canonicalRequest.writeSignedHeaders(names);
		return names.ascii(0, names.length());
	}

	/**
	 * Return the canonical request. It contains the session token if there is one.
	 * @return what was hashed into the {@linkplain #stringToSign() string to sign}
	 */
	public String canonicalRequest() {
		return canonicalize().canonicalRequest.text();
	}

	/**
	 * Return the string to sign.
	 * @return what was signed
	 */
	public String stringToSign() {
		SigningScratch scratch = canonicalize();
		scratch.writeStringToSign(this.signing.key, this.signing.requestDate);
		return scratch.stringToSign();
	}

	/** What was signed, and how. */
	Signing signing() {
		return this.signing;
	}

	/** Signs the chunks of this request's body: by the same key, at the same time. */
	ChunkSigner chunkSigner() {
		return new ChunkSigner(this.signing.key, this.signing.requestDate);
	}

	/** How many bytes the body has before it is encoded, as the request announces it. */
	long decodedLength() {
		String length = this.signing.request.header("x-amz-decoded-content-length");
		if (length == null || !length.strip().matches("[0-9]{1,18}")) {
			throw new SigV4Exception("The signed request does not say in X-Amz-Decoded-Content-Length how many bytes "
					+ "its body has. Sign it with the headers of ChunkedPayload.headers(...).");
		}
		return Long.parseLong(length.strip());
	}

	private SigningScratch canonicalize() {
		SigningScratch scratch = new SigningScratch();
		this.signing.canonicalize(scratch);
		return scratch;
	}

	/**
	 * Neither the signature, nor the token, nor the URL.
	 */
	@Override
	public String toString() {
		return "SignedRequest[" + this.signing.request + ", " + credentialScope() + "]";
	}

}
