package io.github.sigv4.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The requests that every signer is given. Each signs host, date, content hash and the
 * headers here, so that all sign the same text and have to agree on the signature.
 */
public enum RequestShape {

	/** A small GET. */
	GET("GET", "Accept", 0, null, false),

	/** The same with the session token of temporary credentials. */
	GET_TOKEN("GET", "Accept", 0, "IQoJb3JpZ2luX2VjE".repeat(53).substring(0, 900), false),

	/** A POST of 1 KiB. */
	POST_1K("POST", "Content-Type", 1024, null, false),

	/** A POST of 1 MiB. */
	POST_1M("POST", "Content-Type", 1024 * 1024, null, false),

	/** A GET as a presigned URL. */
	PRESIGN("GET", null, 0, null, true);

	static final String SIGNING_NAME = "execute-api";

	static final String REGION = "eu-west-1";

	static final String ACCESS_KEY_ID = "AKIDEXAMPLE";

	static final String SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

	static final String HOST = "abc123.execute-api.eu-west-1.amazonaws.com";

	static final String PATH = "/prod/orders/12345";

	static final String QUERY = "limit=50&status=open";

	static final String URL = "https://" + HOST + PATH + "?" + QUERY;

	static final Duration EXPIRES = Duration.ofMinutes(15);

	static final Instant SIGNED_AT = Instant.parse("2026-08-30T12:36:00Z");

	static final Clock CLOCK = Clock.fixed(SIGNED_AT, ZoneOffset.UTC);

	private final String method;

	private final @Nullable String headerName;

	private final int bodyLength;

	private final @Nullable String sessionToken;

	private final boolean presigned;

	RequestShape(String method, @Nullable String headerName, int bodyLength, @Nullable String sessionToken,
			boolean presigned) {
		this.method = method;
		this.headerName = headerName;
		this.bodyLength = bodyLength;
		this.sessionToken = sessionToken;
		this.presigned = presigned;
	}

	String method() {
		return this.method;
	}

	Map<String, String> headers() {
		return (this.headerName != null) ? Map.of(this.headerName, "application/json") : Map.of();
	}

	boolean hasBody() {
		return this.bodyLength > 0;
	}

	byte[] body() {
		byte[] body = new byte[this.bodyLength];
		Arrays.fill(body, (byte) 'x');
		return body;
	}

	@Nullable String sessionToken() {
		return this.sessionToken;
	}

	boolean isPresigned() {
		return this.presigned;
	}

}
