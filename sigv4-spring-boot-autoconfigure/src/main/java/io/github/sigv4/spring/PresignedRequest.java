package io.github.sigv4.spring;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A presigned URL with all that whoever uses it has to know.
 * <p>
 * It is a bearer secret: whoever has the URL can send the request. Only
 * {@link #toString()} does not reveal it. Immutable.
 *
 * @param method the method to use the URL with
 * @param uri the presigned URL, a secret
 * @param expiration until when it is good, in whole seconds; {@code null} if the service
 * is not {@linkplain SigV4Service#isEnabled() enabled} and the URL has no signature
 * @param headers the headers that have to be sent with these very values, by names in any
 * case, which may hold secrets too. {@code host} is among them only if it is not that of
 * the URL
 */
public record PresignedRequest(String method, URI uri, @Nullable Instant expiration, Map<String, String> headers) {

	/**
	 * Create a presigned request.
	 * @param method the method to use the URL with
	 * @param uri the presigned URL
	 * @param expiration until when it is good, or {@code null} if it has no signature
	 * @param headers the headers that have to be sent
	 */
	public PresignedRequest {
		Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		byName.putAll(headers);
		headers = Collections.unmodifiableMap(byName);
	}

	/**
	 * Neither the query, which has the signature, nor the values of headers.
	 */
	@Override
	public String toString() {
		return "PresignedRequest[" + this.method + " " + this.uri.getScheme() + "://" + this.uri.getRawAuthority()
				+ this.uri.getRawPath() + ", expiration=" + this.expiration + ", headers=" + this.headers.keySet()
				+ "]";
	}

}
