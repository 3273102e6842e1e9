package io.github.sigv4;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A signed request with the answer that refused it.
 */
final class RefusedCall {

	/** What is shorter can be part of any word. */
	private static final int SHORTEST_SECRET = 16;

	private final SignedRequest signed;

	private final Signing signing;

	private final Instant received;

	private final Printable printable;

	private final RefusedAnswer answer;

	RefusedCall(SignedRequest signed, int status, Function<String, @Nullable String> headers, byte[] body,
			Instant received) {
		this.signed = signed;
		this.signing = signed.signing();
		this.received = received;
		this.printable = new Printable(secrets(signed));
		this.answer = new RefusedAnswer(status, headers, body, this.printable);
	}

	private static List<@Nullable String> secrets(SignedRequest signed) {
		SigV4Credentials credentials = signed.signing().key.credentials();
		List<@Nullable String> secrets = new ArrayList<>();
		signed.signing().request.headerValues("x-amz-s3session-token").forEach((token) -> secrets.add(token.strip()));
		secrets.addAll(List.of(credentials.secretAccessKey(), signed.signature()));
		secrets.add(credentials.sessionToken());
		String id = credentials.accessKeyId();
		if (id.length() >= SHORTEST_SECRET && !CredentialsRefusals.isId(id)) {
			secrets.add(id);
		}
		return secrets;
	}

	RefusedAnswer answer() {
		return this.answer;
	}

	Instant received() {
		return this.received;
	}

	Printable printable() {
		return this.printable;
	}

	SignedRequest signed() {
		return this.signed;
	}

	SigningSettings settings() {
		return this.signing.settings;
	}

	SigV4Request request() {
		return this.signing.request;
	}

	PayloadHash payload() {
		return this.signing.payload;
	}

	SigV4Credentials credentials() {
		return this.signing.key.credentials();
	}

	boolean isPresigned() {
		return this.signing instanceof QuerySigning;
	}

	/** What the signature was sent in. */
	String carrier() {
		return isPresigned() ? "the X-Amz-... query parameters" : "the Authorization header";
	}

	/** The host as it was signed, fit for a log. */
	String host() {
		return this.printable.value(Objects.requireNonNullElse(request().header("host"), ""), 120);
	}

	/** What the host tells of the endpoint. */
	Optional<AwsEndpoint> endpoint() {
		return AwsEndpoint.fromHost(Objects.requireNonNullElse(request().header("host"), ""));
	}

	/** Method and path, fit for a log. */
	String target() {
		return request().method() + " " + this.printable.value(request().path(), 120);
	}

}
