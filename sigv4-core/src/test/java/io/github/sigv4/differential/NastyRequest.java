package io.github.sigv4.differential;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A request that the generator made, with how it is to be signed: plain fields that three
 * signers read, ours, AWS's and the reference.
 */
final class NastyRequest {

	final long seed;

	final long index;

	boolean presign;

	@Nullable Duration expires;

	String method = "GET";

	/** As written, in any case. */
	String scheme = "https";

	String authority = "host.example.com";

	/** The path as written, perhaps empty. */
	String path = "/";

	@Nullable String query;

	@Nullable String fragment;

	/** Whether only request target and headers are known, as to a server. */
	boolean targetOnly;

	final List<Field> fields = new ArrayList<>();

	Payload payload = Payload.NOT_GIVEN;

	byte @Nullable [] body;

	String literal = "UNSIGNED-PAYLOAD";

	String service = "execute-api";

	String region = "eu-west-1";

	/** The regions of Signature Version 4A, separated by commas. */
	@Nullable String regionSet;

	/** Whether the rules of the service are taken as they are. */
	boolean preset;

	boolean normalizePath = true;

	boolean doubleEncodePath = true;

	boolean contentSha256Header = true;

	boolean signedPayload = true;

	boolean signedPresignedPayload = true;

	boolean signedToken = true;

	boolean allHeaders;

	/** In addition to the usual ones, or all but these: see {@link #allHeaders}. */
	final Set<String> chosenHeaders = new TreeSet<>();

	String accessKeyId = "AKIDEXAMPLE";

	String secretAccessKey = "secret";

	@Nullable String sessionToken;

	Instant instant = Instant.EPOCH;

	private @Nullable List<ReferenceSigner.Parameter> parameters;

	private @Nullable List<String> headerNames;

	private @Nullable String bodyHash;

	NastyRequest(long seed, long index) {
		this.seed = seed;
		this.index = index;
	}

	String lowerCaseScheme() {
		return this.scheme.toLowerCase(Locale.ROOT);
	}

	/** The path as it is sent. */
	String sentPath() {
		return this.path.isEmpty() ? "/" : this.path;
	}

	/** The first value of a header, trimmed, or {@code null}. */
	@Nullable String header(String lowerCaseName) {
		for (Field field : this.fields) {
			if (field.lowerCaseName().equals(lowerCaseName)) {
				return field.value().strip();
			}
		}
		return null;
	}

	/** The parameters of the finished query, encoded, in their order. */
	List<ReferenceSigner.Parameter> parameters() {
		if (this.parameters == null) {
			this.parameters = ReferenceSigner.parameters(this.query);
		}
		return this.parameters;
	}

	/** The hash of the finished body. */
	String bodyHash() {
		if (this.bodyHash == null) {
			this.bodyHash = ReferenceSigner.sha256((this.body != null) ? this.body : new byte[0]);
		}
		return this.bodyHash;
	}

	/** Leave the body to somebody else. */
	void dropBody() {
		this.payload = Payload.NOT_GIVEN;
		this.body = null;
		this.bodyHash = null;
	}

	/** The names of the finished fields, in lower case. */
	List<String> headerNames() {
		if (this.headerNames == null) {
			this.headerNames = this.fields.stream().map(Field::lowerCaseName).toList();
		}
		return this.headerNames;
	}

	String target() {
		return this.path + ((this.query != null) ? "?" + this.query : "")
				+ ((this.fragment != null) ? "#" + this.fragment : "");
	}

	String url() {
		return this.scheme + "://" + this.authority + target();
	}

	SignedRequest signWith(SigV4Signer signer) {
		SigV4Request.Builder builder = this.targetOnly ? SigV4Request.forTarget(this.method, target())
				: SigV4Request.builder(this.method, url());
		this.fields.forEach((field) -> builder.header(field.name(), field.value()));
		if (this.payload == Payload.BODY && this.body != null) {
			builder.payload(PayloadHash.of(this.body));
		}
		else if (this.payload == Payload.LITERAL) {
			builder.payload(PayloadHash.literal(this.literal));
		}
		return this.presign ? signer.presign(builder.build(), settings(), credentials(), this.instant, this.expires)
				: signer.sign(builder.build(), settings(), credentials(), this.instant);
	}

	SigV4Credentials credentials() {
		return SigV4Credentials.of(this.accessKeyId, this.secretAccessKey, this.sessionToken);
	}

	SigningSettings settings() {
		SigningSettings settings = SigningSettings.forService(this.service, this.region);
		if (!this.preset) {
			settings = settings.withNormalizePath(this.normalizePath)
				.withDoubleEncodePath(this.doubleEncodePath)
				.withSignedPayload(this.signedPayload)
				.withContentSha256Header(this.contentSha256Header)
				.withSignedSessionToken(this.signedToken);
		}
		if (this.regionSet != null) {
			settings = settings.withRegionSet(List.of(this.regionSet.split(",", -1)));
		}
		return this.allHeaders ? settings.withAllHeadersExcept(this.chosenHeaders)
				: settings.withSignedHeaders(this.chosenHeaders).withReplaceAuthorization(true);
	}

	/** The keys are made up, so they may be shown. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder().append(this.presign ? "presign, expires " + this.expires : "sign")
			.append(" for ")
			.append(this.service)
			.append(" in ")
			.append((this.regionSet != null) ? this.regionSet + " (by SigV4A)" : this.region)
			.append(" at ")
			.append(this.instant)
			.append(this.preset ? ", preset" : "")
			.append(this.normalizePath ? ", normalised" : ", not normalised")
			.append(this.doubleEncodePath ? ", encoded twice" : ", encoded once")
			.append(this.contentSha256Header ? ", x-amz-content-sha256 added" : "")
			.append(this.signedPayload ? "" : ", unsigned payload")
			.append(this.allHeaders ? ", all headers except " : ", the usual headers and ")
			.append(this.chosenHeaders)
			.append("\nkeys ")
			.append(this.accessKeyId)
			.append(' ')
			.append(this.secretAccessKey)
			.append(' ')
			.append(this.sessionToken)
			.append(this.signedToken ? "" : " (not signed)")
			.append('\n')
			.append(this.method)
			.append(' ')
			.append(this.targetOnly ? target() : url())
			.append('\n');
		this.fields.forEach((field) -> text.append(field.name()).append(": ").append(field.value()).append('\n'));
		text.append(this.payload);
		if (this.payload == Payload.LITERAL) {
			text.append(' ').append(this.literal);
		}
		if (this.body != null) {
			text.append(" of ").append(this.body.length).append(" bytes");
		}
		return text.toString();
	}

	/** A header field. */
	record Field(String name, String value) {

		String lowerCaseName() {
			return this.name.toLowerCase(Locale.ROOT);
		}

	}

	/** What is said about the body. */
	enum Payload {

		/** Nothing: the settings decide. */
		NOT_GIVEN,

		/** The bytes, which are hashed. */
		BODY,

		/** A text that stands for the body. */
		LITERAL

	}

}
