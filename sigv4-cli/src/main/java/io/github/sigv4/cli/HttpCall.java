package io.github.sigv4.cli;

import java.util.Objects;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignedRequest;

/**
 * The head of a request.
 *
 * @param method the method
 * @param target path and query as they are on the wire
 * @param fields the headers, {@code Host} among them
 */
record HttpCall(String method, String target, HeaderFields fields) {

	/** The {@code Host}. */
	String host() {
		return Objects.requireNonNullElse(this.fields.first("Host"), "");
	}

	/** As it is received. */
	SigV4Request.Builder toSigV4() {
		return withFields(SigV4Request.forTarget(this.method, this.target));
	}

	/** As it is sent to a URL. */
	SigV4Request.Builder toSigV4(Target url) {
		try {
			return withFields(SigV4Request.builder(this.method, url.uri().toString()));
		}
		catch (SigV4Exception ex) {
			throw CommandException.usage(String.valueOf(ex.getMessage()));
		}
	}

	/** Return the request with the headers of its signature. */
	HttpCall with(SignedRequest signed) {
		HeaderFields complete = new HeaderFields(this.fields);
		signed.forEachHeader(complete::set);
		return new HttpCall(this.method, this.target, complete);
	}

	private SigV4Request.Builder withFields(SigV4Request.Builder builder) {
		this.fields.forEach(builder::header);
		return builder;
	}

}
