package io.github.sigv4.spring;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Signs Spring's {@link HttpHeaders} in place, for all of Spring's clients. Public
 * because the packages of those clients use it; applications have no need of it.
 * <p>
 * The headers that signing sets are remembered under a request attribute, so that to sign
 * again replaces them, and only them.
 */
public final class HttpHeadersSigning {

	private static final String CONTENT_SHA256 = "X-Amz-Content-Sha256";

	private HttpHeadersSigning() {
	}

	/**
	 * Return whether the hash of the body is needed to sign a request: not if the service
	 * leaves bodies unsigned, nor if the caller gives {@code x-amz-content-sha256}.
	 * @param service the service that signs
	 * @param headers the headers of the request
	 * @param attributes the attributes of the request
	 * @return whether the body is to be hashed
	 */
	public static boolean needsPayloadHash(SigV4Service service, HttpHeaders headers, Map<String, Object> attributes) {
		if (!service.settings().signedPayload()) {
			return false;
		}
		String given = headers.getFirst(CONTENT_SHA256);
		return given == null || OwnHeaders.of(attributes).isOwn(CONTENT_SHA256, List.of(given));
	}

	/**
	 * Sign a request: set what signing adds to its headers.
	 * @param service the service that signs
	 * @param method the method
	 * @param uri where the request goes; checked here too, whoever checked it before
	 * @param headers the headers as they will be sent
	 * @param attributes the attributes of the request, kept from one attempt to the next
	 * @param payload the hash of the body, or {@code null} if there is none or it is not
	 * {@linkplain #needsPayloadHash needed}
	 * @param credentials the credentials to sign with
	 * @throws SigV4Exception if the request cannot be signed, or must not be sent there;
	 * the message names the service
	 */
	public static void sign(SigV4Service service, HttpMethod method, URI uri, HttpHeaders headers,
			Map<String, Object> attributes, @Nullable PayloadHash payload, SigV4Credentials credentials) {
		URI wireUri = service.wireUri(uri);
		OwnHeaders.of(attributes).removeFrom(headers);
		Map<String, String> ownHeaders = new LinkedHashMap<>();
		String signingHost = SigningHost.of(service, wireUri, fields(headers, HttpHeaders.HOST));
		if (signingHost != null) {
			headers.set(HttpHeaders.HOST, signingHost);
			ownHeaders.put(HttpHeaders.HOST, signingHost);
		}
		SignedRequest signed = service.sign(request(service, method, wireUri, headers, payload), credentials);
		requireAscii(service, headers, signed);
		signed.forEachHeader(ownHeaders::put);
		new OwnHeaders(ownHeaders).set(headers, attributes);
	}

	private static SigV4Request request(SigV4Service service, HttpMethod method, URI wireUri, HttpHeaders headers,
			@Nullable PayloadHash payload) {
		try {
			SigV4Request.Builder request = SigV4Request.builder(method.name(), wireUri);
			headers.forEach((name, values) -> values.forEach((value) -> request.header(name, value)));
			if (payload != null) {
				request.payload(payload);
			}
			return request.build();
		}
		catch (SigV4Exception ex) {
			throw service.named(ex);
		}
	}

	/**
	 * Refuses a signed header that reaches the service in other bytes than it was signed
	 * in: some clients send ISO-8859-1, some UTF-8, some a question mark.
	 */
	private static void requireAscii(SigV4Service service, HttpHeaders headers, SignedRequest signed) {
		headers.forEach((name, values) -> {
			for (String value : values) {
				if (!isAscii(value) && isSigned(signed, name)) {
					throw service.failure("Header '" + name + "' is signed but has a character outside of ASCII, for "
							+ "which HTTP clients send different bytes. Encode its value, as with percent-encoding or "
							+ "RFC 2047.", null);
				}
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

	private static List<String> fields(HttpHeaders headers, String wanted) {
		List<String> fields = new ArrayList<>(1);
		headers.forEach((name, values) -> {
			if (name.equalsIgnoreCase(wanted)) {
				fields.addAll(values);
			}
		});
		return fields;
	}

}
