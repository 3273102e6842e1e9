package io.github.sigv4.spring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.zip.GZIPInputStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.github.sigv4.AwsError;
import io.github.sigv4.Refusal;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * One sending of a signed request, and what may be done if the service refuses it.
 */
public final class SigningAttempt {

	/** What may be read of the body of a refusal. */
	public static final int MAX_BODY = AwsError.MAX_BODY;

	/**
	 * For how long an answer may be held back to read the start of its body, which nearly
	 * always comes along with its headers.
	 */
	public static final Duration MAX_WAIT = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(SigningAttempt.class);

	private static final Set<String> STALE_CREDENTIALS = Set.of("ExpiredToken", "ExpiredTokenException",
			"TokenRefreshRequired", "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId");

	private static final Set<String> WRONG_TIME = Set.of("RequestTimeTooSkewed", "RequestExpired",
			"RequestInTheFuture");

	/** For the time, or for something else. */
	private static final Set<String> PERHAPS_WRONG_TIME = Set.of("InvalidSignatureException", "SignatureDoesNotMatch",
			"AuthFailure");

	/** What a service does not tolerate. */
	private static final Duration FAR = Duration.ofMinutes(4);

	private final SigV4Service service;

	private final URI uri;

	private final Instant sent;

	/**
	 * What was known then. Others may have learned since, by requests at the same time.
	 */
	private final Duration offset;

	private volatile @Nullable SignedRequest signed;

	/**
	 * Begin an attempt: the request is signed and sent now.
	 * @param service the service that signs
	 * @param uri where the request goes
	 */
	public SigningAttempt(SigV4Service service, URI uri) {
		this.service = service;
		this.uri = uri;
		this.offset = service.clock().offset();
		this.sent = service.clock().ownTime();
	}

	/** Tell what is sent: the last before an answer. */
	void setSigned(SignedRequest signed) {
		this.signed = signed;
	}

	/**
	 * Return whether an answer may be a refusal of a signature.
	 * @param status the status of the answer
	 * @return whether it may be
	 */
	public static boolean mayBeRefusal(HttpStatusCode status) {
		int value = status.value();
		return value == 403 || value == 400 || value == 401;
	}

	/**
	 * Return how much of the body of what may be a refusal has to be read. Nothing of one
	 * that may have no end, as a stream of events: for such an answer the headers have to
	 * do.
	 * @param headers the headers of the answer
	 * @return a number of bytes
	 */
	public static int maxBody(HttpHeaders headers) {
		return ErrorBody.isExpected(headers) ? MAX_BODY : 0;
	}

	/**
	 * Return what would cure a refusal. From one for the time of the signature the
	 * service's clock is learned.
	 * @param headers the headers of the answer
	 * @param body its body, or the first {@value #MAX_BODY} bytes of it
	 * @return the cure
	 */
	public Cure cure(HttpHeaders headers, byte[] body) {
		AwsError error = AwsError.read(headers::getFirst, decoded(body));
		String code = Objects.requireNonNullElse(error.code(), "");
		if (STALE_CREDENTIALS.contains(code) && error.isOfAws()) {
			return this.service.isRetryOnExpiredCredentials() ? Cure.REFRESH_CREDENTIALS : Cure.NONE;
		}
		Instant date = date(headers);
		if (date == null || !this.service.isRetryOnClockSkew() || !this.service.isTrusted(this.uri)) {
			return Cure.NONE;
		}
		return (isForTime(code, error.message(), date)
				&& this.service.clock().learn(this.sent, this.service.clock().ownTime(), date, this.offset))
						? Cure.SIGN_AGAIN : Cure.NONE;
	}

	/**
	 * Return the credentials with which to sign once more a request that was refused, if
	 * that would cure it. May block.
	 * @param headers the headers of the answer
	 * @param body its body, or the first {@value #MAX_BODY} bytes of it
	 * @param refused the credentials that it was signed with
	 * @return the credentials, which may be the same; empty if there is no cure
	 */
	public Optional<SigV4Credentials> cured(HttpHeaders headers, byte[] body, SigV4Credentials refused) {
		return switch (cure(headers, body)) {
			case NONE -> Optional.empty();
			case SIGN_AGAIN -> Optional.of(refused);
			case REFRESH_CREDENTIALS -> refreshed(refused);
		};
	}

	private Optional<SigV4Credentials> refreshed(SigV4Credentials refused) {
		try {
			return others(this.service.refreshCredentials(refused), refused);
		}
		catch (RuntimeException ex) {
			return notReplaced(ex);
		}
	}

	/**
	 * Return the credentials with which to sign once more a request that was refused, if
	 * that would cure it, without waiting for them.
	 * @param headers the headers of the answer
	 * @param body its body, or the first {@value #MAX_BODY} bytes of it
	 * @param refused the credentials that it was signed with
	 * @param blocking runs what may block
	 * @return what completes with the credentials, which may be the same; with nothing if
	 * there is no cure. Never with an exception
	 */
	public CompletionStage<Optional<SigV4Credentials>> curedAsync(HttpHeaders headers, byte[] body,
			SigV4Credentials refused, Executor blocking) {
		try {
			return switch (cure(headers, body)) {
				case NONE -> CompletableFuture.completedFuture(Optional.empty());
				case SIGN_AGAIN -> CompletableFuture.completedFuture(Optional.of(refused));
				case REFRESH_CREDENTIALS -> this.service.refreshCredentialsAsync(refused, blocking)
					.thenApply((credentials) -> others(credentials, refused))
					.exceptionally(this::notReplaced);
			};
		}
		catch (RuntimeException ex) {
			return CompletableFuture.completedFuture(notReplaced(ex));
		}
	}

	private static Optional<SigV4Credentials> others(SigV4Credentials credentials, SigV4Credentials refused) {
		return credentials.equals(refused) ? Optional.empty() : Optional.of(credentials);
	}

	/** The refusal is the answer, whatever goes wrong with a cure. */
	private Optional<SigV4Credentials> notReplaced(Throwable failure) {
		Throwable reason = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (reason instanceof CredentialsException) {
			logger.warn(reason.getMessage());
		}
		else {
			logger.warn("SigV4 service '" + this.service.name() + "': credentials that were refused could not be "
					+ "replaced", reason);
		}
		return Optional.empty();
	}

	/**
	 * Explain a refusal for which there was no cure, and tell the service of it.
	 * @param status the status of the answer
	 * @param headers its headers
	 * @param body its body, or the first {@value #MAX_BODY} bytes of it
	 * @return the refusal; {@code null} if the answer is none, but one of the application
	 * behind, or not to a signed request
	 */
	public @Nullable Refusal refused(HttpStatusCode status, HttpHeaders headers, byte[] body) {
		SignedRequest signed = this.signed;
		if (signed == null) {
			return null;
		}
		try {
			Refusal refusal = Refusal.explain(signed, status.value(), headers::getFirst, decoded(body),
					this.service.clock().ownTime().plus(this.offset));
			if (refusal.cause() == Refusal.Cause.UNRELATED) {
				return null;
			}
			this.service.refused(refusal);
			return refusal;
		}
		catch (RuntimeException ex) {
			// The answer is the application's, whatever goes wrong with its explanation
			logger.warn("SigV4 service '" + this.service.name() + "': a refusal could not be explained", ex);
			return null;
		}
	}

	/** Some clients see a body before it is decompressed. */
	private static byte[] decoded(byte[] body) {
		if (body.length < 2 || body[0] != (byte) 0x1f || body[1] != (byte) 0x8b) {
			return body;
		}
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
			for (int next = gzip.read(); next >= 0 && text.size() < MAX_BODY; next = gzip.read()) {
				text.write(next);
			}
		}
		catch (IOException ex) {
			// There is no more of it than its start
		}
		return text.toByteArray();
	}

	private boolean isForTime(String code, @Nullable String message, Instant date) {
		if (WRONG_TIME.contains(code)) {
			return true;
		}
		if (message != null
				&& (message.contains("Signature expired") || message.contains("Signature not yet current"))) {
			return true;
		}
		Instant signed = this.sent.plus(this.offset);
		return PERHAPS_WRONG_TIME.contains(code) && Duration.between(signed, date).abs().compareTo(FAR) > 0;
	}

	/**
	 * An answer with an age was kept somewhere on the way, and its date is an old one.
	 */
	private static @Nullable Instant date(HttpHeaders headers) {
		String date = headers.getFirst(HttpHeaders.DATE);
		if (date == null || headers.getFirst(HttpHeaders.AGE) != null) {
			return null;
		}
		try {
			return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	/**
	 * What would cure a refusal.
	 */
	public enum Cure {

		/** Nothing that is known. */
		NONE,

		/** To sign the request once more, now. */
		SIGN_AGAIN,

		/** To sign the request once more, with other credentials. */
		REFRESH_CREDENTIALS

	}

}
