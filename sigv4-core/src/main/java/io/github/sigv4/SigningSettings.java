package io.github.sigv4;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one service wants its requests signed. <pre class="code">
 * SigningSettings settings = SigningSettings.forService("execute-api", "eu-west-1")
 *     .withSignedHeaders(Set.of("x-tenant-id"));
 * </pre>
 * <p>
 * Immutable: each {@code with} method returns a changed copy.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html">Elements
 * of an AWS API request signature</a>
 */
public final class SigningSettings {

	private final String signingName;

	private final String region;

	private final SigningAlgorithm algorithm;

	private final String regionSet;

	private final boolean normalizePath;

	private final boolean doubleEncodePath;

	private final boolean contentSha256Header;

	private final boolean signedPayload;

	private final boolean signedPresignedPayload;

	private final boolean signedSessionToken;

	private final boolean allHeaders;

	private final boolean replaceAuthorization;

	private final Set<String> signedHeaders;

	private final Set<String> unsignedHeaders;

	private SigningSettings(Draft draft) {
		this.signingName = requireScopeText("signing name", draft.signingName);
		this.region = requireScopeText("region", draft.region);
		this.algorithm = draft.algorithm;
		this.regionSet = draft.regionSet;
		this.normalizePath = draft.normalizePath;
		this.doubleEncodePath = draft.doubleEncodePath;
		this.contentSha256Header = draft.contentSha256Header;
		this.signedPayload = draft.signedPayload;
		this.signedPresignedPayload = draft.signedPresignedPayload;
		this.signedSessionToken = draft.signedSessionToken;
		this.allHeaders = draft.allHeaders;
		this.replaceAuthorization = draft.replaceAuthorization;
		this.signedHeaders = draft.signedHeaders;
		this.unsignedHeaders = draft.unsignedHeaders;
	}

	/**
	 * Return the settings of a service, by what AWS documents of it.
	 * @param signingName the name in the credential scope, as {@code execute-api}. One
	 * that is not known has the rules that most services follow
	 * @param region the region, as {@code eu-west-1}
	 * @return the settings
	 * @throws SigV4Exception if either cannot be part of a credential scope
	 */
	public static SigningSettings forService(String signingName, String region) {
		Draft draft = new Draft(signingName, region);
		ServicePreset preset = ServicePreset.of(signingName);
		draft.normalizePath = preset.normalizePath();
		draft.doubleEncodePath = preset.doubleEncodePath();
		draft.contentSha256Header = preset.contentSha256Header();
		draft.signedPayload = preset.signedPayload();
		draft.signedPresignedPayload = preset.signedPresignedPayload();
		draft.signedSessionToken = preset.signedSessionToken();
		return new SigningSettings(draft);
	}

	private static String requireScopeText(String part, String text) {
		if (text.isEmpty()) {
			throw new SigV4Exception("The " + part + " is empty");
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ' || c > '~' || c == '/' || c == ',') {
				throw new SigV4Exception(
						"The " + part + " has a character at index " + i + " that a credential scope cannot have");
			}
		}
		return text;
	}

	/**
	 * Return the service's name in the credential scope.
	 * @return the signing name
	 */
	public String signingName() {
		return this.signingName;
	}

	/**
	 * Return the region in the credential scope.
	 * @return the region
	 */
	public String region() {
		return this.region;
	}

	/**
	 * Return the algorithm.
	 * @return {@link SigningAlgorithm#SIGV4} unless a region set was given
	 */
	public SigningAlgorithm algorithm() {
		return this.algorithm;
	}

	/**
	 * Return the regions in which a signature by SigV4A is good.
	 * @return regions, separated by commas, where {@code *} stands for any characters;
	 * empty for {@link SigningAlgorithm#SIGV4}
	 */
	public String regionSet() {
		return this.regionSet;
	}

	/**
	 * Return whether dot segments and repeated slashes are resolved in the canonical URI.
	 * The path that is sent stays as it is.
	 * @return whether the path is normalised; not for the S3 family
	 */
	public boolean normalizePath() {
		return this.normalizePath;
	}

	/**
	 * Return whether the path, which is encoded on the wire, is encoded once more in the
	 * canonical URI.
	 * @return whether the path is double-encoded; not for the S3 family
	 */
	public boolean doubleEncodePath() {
		return this.doubleEncodePath;
	}

	/**
	 * Return whether the payload hash is also sent, and signed, as
	 * {@code x-amz-content-sha256}.
	 * @return whether the header is added
	 */
	public boolean contentSha256Header() {
		return this.contentSha256Header;
	}

	/**
	 * Return whether the body is hashed for a signed request. If not, it is
	 * {@link PayloadHash#UNSIGNED} that stands for it.
	 * @return whether the body is covered by the signature
	 */
	public boolean signedPayload() {
		return this.signedPayload;
	}

	/**
	 * Return whether the body is hashed for a presigned URL.
	 * @return whether the body is covered by the signature; not for the S3 family, where
	 * the body is not known when the URL is made
	 */
	public boolean signedPresignedPayload() {
		return this.signedPresignedPayload;
	}

	/**
	 * Return whether the session token is part of what is signed, as nearly everywhere,
	 * or added after signing, as for AWS IoT.
	 * @return whether the session token is signed
	 */
	public boolean signedSessionToken() {
		return this.signedSessionToken;
	}

	/**
	 * Return the headers that are signed in addition to {@code host},
	 * {@code content-type} and {@code x-amz-*}.
	 * @return lower-case names
	 */
	public Set<String> signedHeaders() {
		return this.signedHeaders;
	}

	/**
	 * Return a copy with another region.
	 * @param region the region in the credential scope
	 * @return the copy
	 * @throws SigV4Exception if the region cannot be part of a credential scope
	 */
	public SigningSettings withRegion(String region) {
		Draft draft = new Draft(this);
		draft.region = region;
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that signs by {@link SigningAlgorithm#SIGV4A} for a set of regions.
	 * @param regions regions, as {@code eu-west-1}, {@code us-*} or {@code *}
	 * @return the copy
	 * @throws SigV4Exception if there is no region, or one that cannot be sent
	 */
	public SigningSettings withRegionSet(Collection<String> regions) {
		if (regions.isEmpty()) {
			throw new SigV4Exception("The region set is empty. Name regions, or '*' for all.");
		}
		regions.forEach((region) -> requireScopeText("region set", region));
		Draft draft = new Draft(this);
		draft.algorithm = SigningAlgorithm.SIGV4A;
		draft.regionSet = String.join(",", regions);
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that does or does not normalise the path.
	 * @param normalizePath whether dot segments and repeated slashes are resolved
	 * @return the copy
	 */
	public SigningSettings withNormalizePath(boolean normalizePath) {
		Draft draft = new Draft(this);
		draft.normalizePath = normalizePath;
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that does or does not encode the path twice.
	 * @param doubleEncodePath whether the encoded path is encoded once more
	 * @return the copy
	 */
	public SigningSettings withDoubleEncodePath(boolean doubleEncodePath) {
		Draft draft = new Draft(this);
		draft.doubleEncodePath = doubleEncodePath;
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that does or does not send {@code x-amz-content-sha256}.
	 * @param contentSha256Header whether the header is added
	 * @return the copy
	 */
	public SigningSettings withContentSha256Header(boolean contentSha256Header) {
		Draft draft = new Draft(this);
		draft.contentSha256Header = contentSha256Header;
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy whose requests cover the body by the signature or do not. If not,
	 * {@code x-amz-content-sha256} is sent, by which the service learns of it.
	 * @param signedPayload whether the body is hashed
	 * @return the copy
	 */
	public SigningSettings withSignedPayload(boolean signedPayload) {
		Draft draft = new Draft(this);
		draft.signedPayload = signedPayload;
		draft.contentSha256Header |= !signedPayload;
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that signs the session token or adds it after signing.
	 * @param signedSessionToken whether the session token is signed
	 * @return the copy
	 */
	public SigningSettings withSignedSessionToken(boolean signedSessionToken) {
		Draft draft = new Draft(this);
		draft.signedSessionToken = signedSessionToken;
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that signs these headers, where a request has them, in addition to
	 * {@code host}, {@code content-type} and {@code x-amz-*}. Whoever stands between the
	 * signer and the service must leave them as they are.
	 * @param names names in any case
	 * @return the copy
	 * @throws SigV4Exception if one is not a header's name, or is never signed
	 */
	public SigningSettings withSignedHeaders(Collection<String> names) {
		Draft draft = new Draft(this);
		draft.signedHeaders = lowerCase(names);
		for (String name : draft.signedHeaders) {
			if (HeaderName.of(name).isNeverSigned()) {
				throw new SigV4Exception("Header '" + name + "' cannot be signed: clients, proxies or AWS itself "
						+ "change it after it was signed");
			}
		}
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that signs every header of a request but those that cannot be
	 * (hop-by-hop ones, {@code user-agent}, {@code expect}, {@code x-amzn-trace-id},
	 * {@code authorization}) and the given ones. For requests that are sent to the byte
	 * as they were signed; an {@code Authorization} of the request is replaced.
	 * @param unsignedHeaders names in any case; {@code host} cannot be among them
	 * @return the copy
	 * @throws SigV4Exception if one is not a header's name, or must be signed
	 */
	public SigningSettings withAllHeadersExcept(Collection<String> unsignedHeaders) {
		Draft draft = new Draft(withUnsignedHeaders(unsignedHeaders));
		draft.allHeaders = true;
		draft.replaceAuthorization = true;
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that leaves these headers of a request unsigned, though they would be
	 * signed otherwise. Services refuse most requests with an unsigned {@code x-amz-*}
	 * header.
	 * @param names names in any case; {@code host} cannot be among them
	 * @return the copy
	 * @throws SigV4Exception if one is not a header's name, or must be signed
	 */
	public SigningSettings withUnsignedHeaders(Collection<String> names) {
		Draft draft = new Draft(this);
		draft.unsignedHeaders = lowerCase(names);
		if (draft.unsignedHeaders.contains(HeaderName.HOST.text())) {
			throw new SigV4Exception("The host has to be signed");
		}
		return new SigningSettings(draft);
	}

	/**
	 * Return a copy that says what becomes of an {@code Authorization} that a request
	 * already has.
	 * @param replaceAuthorization whether it is replaced by the signature; if not, the
	 * request is refused
	 * @return the copy
	 */
	public SigningSettings withReplaceAuthorization(boolean replaceAuthorization) {
		Draft draft = new Draft(this);
		draft.replaceAuthorization = replaceAuthorization;
		return new SigningSettings(draft);
	}

	private static Set<String> lowerCase(Collection<String> names) {
		Set<String> lowerCase = new TreeSet<>();
		names.forEach((name) -> lowerCase.add(HeaderName.of(name).text()));
		return Collections.unmodifiableSet(lowerCase);
	}

	boolean allHeaders() {
		return this.allHeaders;
	}

	boolean replaceAuthorization() {
		return this.replaceAuthorization;
	}

	/** Whether a header of the request is signed. */
	boolean signs(HeaderName name) {
		if (name.isNeverSigned() || (!this.unsignedHeaders.isEmpty() && this.unsignedHeaders.contains(name.text()))) {
			return false;
		}
		return this.allHeaders || name.isAmz() || name.is(HeaderName.HOST) || name.is(HeaderName.CONTENT_TYPE)
				|| (!this.signedHeaders.isEmpty() && this.signedHeaders.contains(name.text()));
	}

	@Override
	public String toString() {
		return "SigningSettings[" + this.signingName + ", "
				+ ((this.algorithm == SigningAlgorithm.SIGV4A) ? this.regionSet : this.region) + "]";
	}

	/** What the {@code with} methods change, so that no copy forgets a part. */
	private static final class Draft {

		private final String signingName;

		private String region;

		private SigningAlgorithm algorithm = SigningAlgorithm.SIGV4;

		private String regionSet = "";

		private boolean normalizePath;

		private boolean doubleEncodePath;

		private boolean contentSha256Header;

		private boolean signedPayload;

		private boolean signedPresignedPayload;

		private boolean signedSessionToken;

		private boolean allHeaders;

		private boolean replaceAuthorization;

		private Set<String> signedHeaders = Set.of();

		private Set<String> unsignedHeaders = Set.of();

		Draft(String signingName, String region) {
			this.signingName = signingName;
			this.region = region;
		}

		Draft(SigningSettings settings) {
			this(settings.signingName, settings.region);
			this.algorithm = settings.algorithm;
			this.regionSet = settings.regionSet;
			this.normalizePath = settings.normalizePath;
			this.doubleEncodePath = settings.doubleEncodePath;
			this.contentSha256Header = settings.contentSha256Header;
			this.signedPayload = settings.signedPayload;
			this.signedPresignedPayload = settings.signedPresignedPayload;
			this.signedSessionToken = settings.signedSessionToken;
			this.allHeaders = settings.allHeaders;
			this.replaceAuthorization = settings.replaceAuthorization;
			this.signedHeaders = settings.signedHeaders;
			this.unsignedHeaders = settings.unsignedHeaders;
		}

	}

}
