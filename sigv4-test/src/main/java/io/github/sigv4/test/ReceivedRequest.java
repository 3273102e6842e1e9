package io.github.sigv4.test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.Verification;

/**
 * A request as a {@link VerifyingServer} or a {@link SignatureJudge} received it, with
 * what it found.
 * <p>
 * Immutable.
 */
public final class ReceivedRequest {

	private final MessageHead head;

	private final MessageBody body;

	private final Verification verification;

	private final Verdict verdict;

	ReceivedRequest(MessageHead head, MessageBody body, Verification verification, Verdict verdict) {
		this.head = head;
		this.body = body;
		this.verification = verification;
		this.verdict = verdict;
	}

	/**
	 * Return the method.
	 * @return the method
	 */
	public String method() {
		return this.head.method();
	}

	/**
	 * Return the request target as it was on the wire. That of a presigned URL has a
	 * signature and maybe a session token.
	 * @return path and query
	 */
	public String target() {
		return this.head.target();
	}

	/**
	 * Return the raw path.
	 * @return what is before the {@code ?} of the target
	 */
	public String path() {
		return this.head.path();
	}

	/**
	 * Return the raw query.
	 * @return what is behind the {@code ?} of the target, or {@code null} if there is
	 * none
	 */
	public @Nullable String query() {
		return this.head.query();
	}

	/**
	 * Return the header fields in the order in which they came, names as written.
	 * @return the header fields
	 */
	public List<Header> headers() {
		return this.head.headers();
	}

	/**
	 * Return the value of a header.
	 * @param name the name in any case
	 * @return the first value, or {@code null} if there is none
	 */
	public @Nullable String header(String name) {
		return this.head.header(name);
	}

	/**
	 * Return all values of a header in the order in which they came.
	 * @param name the name in any case
	 * @return the values, empty if there is no such header
	 */
	public List<String> headerValues(String name) {
		return this.head.values(name);
	}

	/**
	 * Return the body: what was sent, without the framing of a chunked message, as far as
	 * it was kept. A body that was sent as {@code aws-chunked} is here decoded, up to
	 * where something was wrong with it; it is as it was sent if the headers were refused
	 * already.
	 * @return a copy of the bytes, no more than the server's limit
	 */
	public byte[] body() {
		return this.body.kept().clone();
	}

	/**
	 * Return the {@link #body() body} read as UTF-8.
	 * @return the body as text, as far as it was kept
	 */
	public String bodyText() {
		return new String(this.body.kept(), StandardCharsets.UTF_8);
	}

	/**
	 * Return how many bytes the {@link #body() body} had, which may be more than were
	 * kept.
	 * @return the length of the body, for {@code aws-chunked} that of the decoded bytes
	 */
	public long bodyLength() {
		return this.body.length();
	}

	/**
	 * Return the hash of the {@link #body() body}: of all of it, also where no more than
	 * a part was kept.
	 * @return the SHA-256 of the body, for {@code aws-chunked} that of the decoded bytes
	 */
	public PayloadHash bodyHash() {
		return this.body.hash();
	}

	/**
	 * Return what was found.
	 * @return what the verifier says
	 */
	public Verification verification() {
		return this.verification;
	}

	/**
	 * Return whether the request is accepted, and if not, why.
	 * @return the verdict
	 */
	public Verdict verdict() {
		return this.verdict;
	}

	/**
	 * Return the access key id of the signature.
	 * @return the access key id, or {@code null} if there is no signature to read
	 */
	public @Nullable String accessKeyId() {
		return this.verification.accessKeyId();
	}

	/**
	 * Return the service that the signature is for, be it right or not.
	 * @return the signing name in the credential scope, empty if there is no signature
	 */
	public String signingName() {
		return claim().signingName();
	}

	/**
	 * Return the region that the signature is for, be it right or not.
	 * @return the region in the credential scope, the region set by SigV4A, empty if
	 * there is no signature
	 */
	public String region() {
		return claim().region();
	}

	/**
	 * Return the time of signing, be the signature right or not.
	 * @return the request date, or {@code null} if there is none that can be read
	 */
	public @Nullable Instant signedAt() {
		return claim().signedAt();
	}

	/**
	 * Return the names of the headers that the signature covers, be it right or not.
	 * @return the names in lower case, in their order; empty if there is no signature
	 */
	public List<String> signedHeaders() {
		return claim().signedHeaders();
	}

	/**
	 * Return whether the signature is in the URL.
	 * @return whether it is
	 */
	public boolean isPresigned() {
		ClaimedSignature claim = claim();
		return claim.presigned() && !claim.part("Signature").isEmpty();
	}

	/**
	 * Return whether there is a session token, in a header or in the URL.
	 * @return whether there is
	 */
	public boolean hasSessionToken() {
		return claim().hasSessionToken();
	}

	/**
	 * Return the payload hash as it was verified.
	 * @return the SHA-256 of the body or a literal such as {@code UNSIGNED-PAYLOAD};
	 * {@code null} if it did not come to that
	 */
	public @Nullable String payloadHash() {
		String canonicalRequest = this.verification.canonicalRequest();
		return (canonicalRequest != null) ? canonicalRequest.substring(canonicalRequest.lastIndexOf('\n') + 1) : null;
	}

	private ClaimedSignature claim() {
		return ClaimedSignature.of(this.head);
	}

	MessageHead head() {
		return this.head;
	}

	int keptBytes() {
		return this.body.kept().length;
	}

	/**
	 * The query stays out: it may be a presigned one.
	 */
	@Override
	public String toString() {
		return "ReceivedRequest[" + method() + " " + path() + ", " + this.verdict + "]";
	}

	/**
	 * A header field.
	 *
	 * @param name the name as it was written
	 * @param value the value without the white space around it
	 */
	public record Header(String name, String value) {

		/**
		 * The value stays out: it may be a signature or a session token.
		 */
		@Override
		public String toString() {
			return "Header[" + this.name + "]";
		}

	}

}
