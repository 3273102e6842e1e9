package io.github.sigv4.test.assertj;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.Verdict;

/**
 * Assertions on the signature of a request. All that speak of what is signed want the
 * signature to be right: what a wrong signature claims is worth nothing.
 */
public final class SignedRequestAssert extends AbstractAssert<SignedRequestAssert, ReceivedRequest> {

	SignedRequestAssert(ReceivedRequest actual) {
		super(actual, SignedRequestAssert.class);
	}

	/**
	 * Verify that the request is accepted: signed right, by a known key, in time.
	 * @return this assertion
	 */
	public SignedRequestAssert isSigned() {
		isNotNull();
		Verdict verdict = this.actual.verdict();
		if (!verdict.isAccepted()) {
			failWithMessage("%nExpecting%n  %s %s%nto be signed right, but it was %s%s", this.actual.method(),
					this.actual.path(), verdict, difference(verdict));
		}
		return this;
	}

	private static String difference(Verdict verdict) {
		return (verdict.difference() != null) ? "%n  first difference: %s".formatted(verdict.difference()) : "";
	}

	/**
	 * Verify that the request is accepted, and for what it is signed.
	 * @param signingName the service in the credential scope, as {@code execute-api}
	 * @param region the region in the credential scope; by SigV4A the region set
	 * @return this assertion
	 */
	public SignedRequestAssert isSignedFor(String signingName, String region) {
		isSigned();
		equal("the service of the signature", this.actual.signingName(), signingName);
		return equal("the region of the signature", this.actual.region(), region);
	}

	/**
	 * Verify that the request is accepted, and by whose key it is signed.
	 * @param accessKeyId the access key id
	 * @return this assertion
	 */
	public SignedRequestAssert isSignedWith(String accessKeyId) {
		isSigned();
		return equal("the access key id of the signature", this.actual.accessKeyId(), accessKeyId);
	}

	/**
	 * Verify that the request is accepted, and when it was signed.
	 * @param instant the time of signing, of which parts of a second do not count
	 * @return this assertion
	 */
	public SignedRequestAssert isSignedAt(Instant instant) {
		isSigned();
		return equal("the request date of the signature", this.actual.signedAt(),
				instant.truncatedTo(ChronoUnit.SECONDS));
	}

	/**
	 * Verify that the request is accepted, and that the signature is in its URL.
	 * @return this assertion
	 */
	public SignedRequestAssert isPresigned() {
		isSigned();
		return holds(this.actual.isPresigned(), "to be signed in its URL, but it is in its headers");
	}

	/**
	 * Verify that the request is accepted, and that the signature covers a header.
	 * @param name the name, in any case
	 * @return this assertion
	 */
	public SignedRequestAssert hasSignedHeader(String name) {
		isSigned();
		return holds(signs(name),
				"to have the header '" + name + "' signed, but signed are " + this.actual.signedHeaders());
	}

	/**
	 * Verify that the request is accepted, and that the signature covers a header with
	 * these values.
	 * @param name the name, in any case
	 * @param values all values, in their order
	 * @return this assertion
	 */
	public SignedRequestAssert hasSignedHeader(String name, String... values) {
		hasSignedHeader(name);
		return equal("the values of the header '" + name + "'", this.actual.headerValues(name), List.of(values));
	}

	/**
	 * Verify that the request is accepted, and that the signature does not cover a
	 * header, so that it may be changed on the way.
	 * @param name the name, in any case
	 * @return this assertion
	 */
	public SignedRequestAssert doesNotSignHeader(String name) {
		isSigned();
		return holds(!signs(name),
				"not to have the header '" + name + "' signed, but signed are " + this.actual.signedHeaders());
	}

	private boolean signs(String name) {
		return this.actual.signedHeaders().contains(name.toLowerCase(Locale.ROOT));
	}

	/**
	 * Verify that the request is accepted, and that it has a session token, as those of
	 * temporary credentials have.
	 * @return this assertion
	 */
	public SignedRequestAssert hasSessionToken() {
		isSigned();
		return holds(this.actual.hasSessionToken(), "to have a session token, but it has none");
	}

	/**
	 * Verify that the request is accepted, and that it has no session token.
	 * @return this assertion
	 */
	public SignedRequestAssert hasNoSessionToken() {
		isSigned();
		return holds(!this.actual.hasSessionToken(), "to have no session token, but it has one");
	}

	/**
	 * Verify that the request is accepted, and that the signature covers its body, as a
	 * whole or in chunks.
	 * @return this assertion
	 */
	public SignedRequestAssert hasSignedPayload() {
		isSigned();
		return holds(!isUnsignedPayload(),
				"to have its body signed, but the payload hash is " + this.actual.payloadHash());
	}

	/**
	 * Verify that the request is accepted, and that the signature does not cover its
	 * body.
	 * @return this assertion
	 */
	public SignedRequestAssert hasUnsignedPayload() {
		isSigned();
		return holds(isUnsignedPayload(),
				"to have its body unsigned, but the payload hash is " + this.actual.payloadHash());
	}

	private boolean isUnsignedPayload() {
		String hash = String.valueOf(this.actual.payloadHash());
		return hash.equals("UNSIGNED-PAYLOAD") || hash.startsWith("STREAMING-UNSIGNED-");
	}

	/**
	 * Verify the body, signed or not.
	 * @param body the body in UTF-8, as far as the server kept it
	 * @return this assertion
	 */
	public SignedRequestAssert hasBody(String body) {
		isNotNull();
		return equal("the body", this.actual.bodyText(), body);
	}

	/**
	 * Verify that the request is refused.
	 * @param outcome the kind of answer
	 * @return this assertion
	 */
	public SignedRequestAssert isRefused(Outcome outcome) {
		isNotNull();
		return holds(this.actual.verdict().outcome() == outcome && outcome != Outcome.VERIFIED,
				"to be refused for " + outcome + ", but it was " + this.actual.verdict());
	}

	/**
	 * Verify that the request is refused at a step of the signature.
	 * @param step the first step that is not right
	 * @return this assertion
	 */
	public SignedRequestAssert isRefusedAt(Step step) {
		isNotNull();
		return holds(this.actual.verdict().step() == step,
				"to be refused at " + step + ", but it was " + this.actual.verdict());
	}

	private SignedRequestAssert equal(String what, @Nullable Object actual, Object expected) {
		if (!Objects.equals(actual, expected)) {
			throw failureWithActualExpected(actual, expected,
					"%nExpecting %s of%n  %s %s%nto be%n  %s%nbut it is%n  %s", what, this.actual.method(),
					this.actual.path(), expected, actual);
		}
		return this;
	}

	private SignedRequestAssert holds(boolean condition, String expectation) {
		if (!condition) {
			failWithMessage("%nExpecting%n  %s %s%n%s", this.actual.method(), this.actual.path(), expectation);
		}
		return this;
	}

}
