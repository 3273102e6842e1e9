package io.github.sigv4.test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.Verification;

/**
 * A request as a {@link VerifyingServer} received it, with what it found.
 * <p>
 * Immutable.
 */
public final class ReceivedRequest {

	private final String method;

	private final String target;

	private final List<Header> headers;

	private final MessageBody body;

	private final Verification verification;

	ReceivedRequest(MessageHead head, MessageBody body, Verification verification) {
		this.method = head.method();
		this.target = head.target();
		this.headers = head.headers();
		this.body = body;
		this.verification = verification;
	}

	/**
	 * Return the method.
	 * @return the method
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Return the request target as it was on the wire. That of a presigned URL has a
	 * signature and maybe a session token.
	 * @return path and query
	 */
	public String target() {
		return this.target;
	}

	/**
	 * Return the raw path.
	 * @return what is before the {@code ?} of the target
	 */
	public String path() {
		int mark = this.target.indexOf('?');
		return (mark >= 0) ? this.target.substring(0, mark) : this.target;
	}

	/**
	 * Return the raw query.
	 * @return what is behind the {@code ?} of the target, or {@code null} if there is
	 * none
	 */
	public @Nullable String query() {
		int mark = this.target.indexOf('?');
		return (mark >= 0) ? this.target.substring(mark + 1) : null;
	}

	/**
	 * Return the header fields in the order in which they came, names as written.
	 * @return the header fields
	 */
	public List<Header> headers() {
		return this.headers;
	}

	/**
	 * Return the value of a header.
	 * @param name the name in any case
	 * @return the first value, or {@code null} if there is none
	 */
	public @Nullable String header(String name) {
		List<String> values = headerValues(name);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Return all values of a header in the order in which they came.
	 * @param name the name in any case
	 * @return the values, empty if there is no such header
	 */
	public List<String> headerValues(String name) {
		return MessageHead.values(this.headers, name);
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
	 * Return the access key id of the signature.
	 * @return the access key id, or {@code null} if there is no signature to read
	 */
	public @Nullable String accessKeyId() {
		return this.verification.accessKeyId();
	}

	int keptBytes() {
		return this.body.kept().length;
	}

	/**
	 * The query stays out: it may be a presigned one.
	 */
	@Override
	public String toString() {
		return "ReceivedRequest[" + this.method + " " + path() + ", " + this.verification + "]";
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
