package io.github.sigv4.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SignatureDifference;
import io.github.sigv4.SignatureDifference.Step;

/**
 * What a signer may have signed in place of what was received. A signature tells nothing
 * of what it was made from, but it can be tried with what is known to go wrong: the one
 * with which it is right is what was signed.
 */
final class Suspects {

	private final HttpCall call;

	private final PayloadHash hash;

	private final List<Suspect> suspects = new ArrayList<>();

	/**
	 * Collect what may have been signed.
	 * @param call the request as it was received
	 * @param hash the hash of its body
	 */
	Suspects(HttpCall call, PayloadHash hash) {
		this.call = call;
		this.hash = hash;
		addMethods();
		addTargets();
		addHosts();
		addContentTypes();
		addPayloads();
	}

	/**
	 * Find what was signed.
	 * @param isRight says whether the signature is right for a request and the hash of
	 * its body
	 * @return where that differs from what was received, or {@code null} if none of all
	 * is right
	 */
	@Nullable SignatureDifference find(Predicate<Suspect> isRight) {
		for (Suspect suspect : this.suspects) {
			try {
				if (isRight.test(suspect)) {
					return suspect.difference();
				}
			}
			catch (SigV4Exception ex) {
				// Nobody can have signed that
			}
		}
		return null;
	}

	private void addMethods() {
		for (String method : List.of("GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS")) {
			add(Step.METHOD, null, method, this.call.method(),
					new HttpCall(method, this.call.target(), this.call.fields()));
		}
	}

	private void addTargets() {
		String path = before(this.call.target(), '?');
		String query = this.call.target().substring(path.length());
		addTarget(Step.CANONICAL_URI, path, decoded(path), decoded(path) + query);
		String encoded = path.replace("%", "%25");
		addTarget(Step.CANONICAL_URI, path, encoded, encoded + query);
		String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
		addTarget(Step.CANONICAL_URI, path, other, other + query);
		addTarget(Step.CANONICAL_URI, path, "/", "/" + query);
		String blanks = query.replace("+", "%20");
		addTarget(Step.CANONICAL_QUERY_STRING, query, blanks, path + blanks);
		String pluses = query.replace("%20", "+");
		addTarget(Step.CANONICAL_QUERY_STRING, query, pluses, path + pluses);
		addTarget(Step.CANONICAL_QUERY_STRING, query, "", path);
	}

	private void addTarget(Step step, String received, String signed, String target) {
		add(step, null, signed, received, new HttpCall(this.call.method(), target, this.call.fields()));
	}

	private void addHosts() {
		String host = this.call.host();
		String name = host.replaceFirst(":[0-9]*$", "");
		for (String signed : List.of(name, name + ":443", name + ":80", host.toLowerCase(Locale.ROOT), "localhost")) {
			addHeader("Host", signed);
		}
	}

	private void addContentTypes() {
		String type = this.call.fields().first("Content-Type");
		if (type == null) {
			return;
		}
		String bare = before(type, ';').strip();
		for (String signed : List.of(bare, bare + ";charset=UTF-8", bare + "; charset=UTF-8", bare + "; charset=utf-8",
				bare + ";charset=utf-8", "application/json", "application/x-www-form-urlencoded")) {
			addHeader("Content-Type", signed);
		}
	}

	private void addHeader(String name, String signed) {
		String received = String.valueOf(this.call.fields().first(name));
		HeaderFields fields = new HeaderFields(this.call.fields());
		fields.set(name, signed);
		add(Step.CANONICAL_HEADER, name.toLowerCase(Locale.ROOT), signed, received,
				new HttpCall(this.call.method(), this.call.target(), fields));
	}

	/** Where the request says the hash, it is compared with the body. */
	private void addPayloads() {
		for (PayloadHash signed : List.of(PayloadHash.EMPTY, PayloadHash.UNSIGNED)) {
			if (!signed.equals(this.hash)) {
				SignatureDifference difference = new SignatureDifference(Step.PAYLOAD_HASH, null, signed.value(),
						this.hash.value());
				this.suspects.add(new Suspect(this.call, signed, difference));
			}
		}
	}

	private void add(Step step, @Nullable String name, String signed, String received, HttpCall suspect) {
		if (!signed.equals(received)) {
			Redaction redaction = new Redaction(List.of());
			this.suspects.add(new Suspect(suspect, this.hash,
					new SignatureDifference(step, name, redaction.text(signed), redaction.text(received))));
		}
	}

	private static String before(String text, char end) {
		int index = text.indexOf(end);
		return (index >= 0) ? text.substring(0, index) : text;
	}

	private static String decoded(String path) {
		try {
			return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return path;
		}
	}

	/**
	 * A request that may have been signed.
	 *
	 * @param call its head
	 * @param hash the hash of its body
	 * @param difference where it differs from what was received
	 */
	record Suspect(HttpCall call, PayloadHash hash, SignatureDifference difference) {

	}

}
