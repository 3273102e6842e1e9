package io.github.sigv4.differential;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS's own signer for Java, asked for the signature of one request, or of the equivalent
 * one that it understands.
 */
final class Oracle {

	private static final Set<String> METHODS = Stream.of(SdkHttpMethod.values())
		.map(Enum::name)
		.collect(Collectors.toUnmodifiableSet());

	/** Of those that we never sign, the ones that it leaves out as well. */
	private static final Set<String> NEVER_SIGNED = Set.of("connection", "expect", "transfer-encoding", "user-agent",
			"x-amzn-trace-id");

	static final String CANONICAL_REQUEST = "AWS4 Canonical Request: ";

	static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

	private final NastyRequest request;

	private final String payloadHash;

	private final Set<OracleDifference> differences = EnumSet.noneOf(OracleDifference.class);

	Oracle(NastyRequest request) {
		this.request = request;
		this.payloadHash = ReferenceSigner.payloadHash(request);
		findDifferences();
	}

	/** Where it differs for this request. */
	Set<OracleDifference> differences() {
		return this.differences;
	}

	/** Whether it can be asked at all. */
	boolean canAnswer() {
		return this.differences.stream().allMatch((difference) -> difference.expressible);
	}

	private void findDifferences() {
		note(OracleDifference.KNOWS_FEW_METHODS, !METHODS.contains(this.request.method));
		note(OracleDifference.KNOWS_HTTP_AND_HTTPS_ONLY,
				!this.request.targetOnly && this.request.lowerCaseScheme().startsWith("ws"));
		findPathDifferences();
		findQueryDifferences();
		findHeaderDifferences();
		findPayloadDifferences();
		note(OracleDifference.SIGNS_EVERY_TOKEN, this.request.sessionToken != null && !this.request.signedToken);
	}

	private void findPathDifferences() {
		String path = this.request.sentPath();
		note(OracleDifference.SIGNS_AN_UNCANONICAL_PATH,
				!this.request.doubleEncodePath && !ReferenceSigner.canonicalPath(path, false, false).equals(path));
		if (this.request.normalizePath) {
			note(OracleDifference.NORMALIZES_BY_JAVA_NET_URI, !isUri("https://host" + path)
					|| URI.create("https://host" + path).normalize().getRawPath().matches("/\\.\\.(/.*)?"));
		}
	}

	private void findQueryDifferences() {
		String query = Objects.requireNonNullElse(this.request.query, "");
		note(OracleDifference.READS_PLUS_AS_A_SPACE, query.contains("+"));
		note(OracleDifference.LOSES_EQUALS_IN_VALUES, Patterns.find("=[^&]*=", query));
		note(OracleDifference.FAILS_ON_THE_URL, !isUri("https://host/?" + query));
		List<ReferenceSigner.Parameter> parameters = this.request.parameters();
		note(OracleDifference.READS_QUERIES_AS_TEXT,
				parameters.stream().anyMatch((parameter) -> !isText(parameter.name()) || !isText(parameter.value())));
		note(OracleDifference.KEEPS_AN_OLD_SIGNATURE, this.request.presign
				&& parameters.stream().anyMatch((parameter) -> ReferenceSigner.PRESIGNED.contains(parameter.name())));
	}

	private void findHeaderDifferences() {
		for (NastyRequest.Field field : this.request.fields) {
			String name = field.lowerCaseName();
			boolean signed = ReferenceSigner.signs(this.request, name);
			switch (name) {
				case "authorization" -> this.differences.add(OracleDifference.SIGNS_A_FOREIGN_AUTHORIZATION);
				case "x-amz-date", "x-amz-security-token" ->
					note(OracleDifference.SIGNS_AN_OLD_DATE_AND_TOKEN, this.request.presign);
				case "x-forwarded-for" -> note(OracleDifference.NEVER_SIGNS_FORWARDED_FOR, signed);
				default -> note(OracleDifference.SIGNS_HEADERS_THAT_WE_DO_NOT, !signed && !NEVER_SIGNED.contains(name));
			}
		}
	}

	private void findPayloadDifferences() {
		boolean given = this.request.header("x-amz-content-sha256") != null;
		boolean unsigned = this.payloadHash.equals("UNSIGNED-PAYLOAD");
		note(OracleDifference.OVERWRITES_CONTENT_SHA256,
				!unsigned && !this.payloadHash.equals(this.request.bodyHash()));
		note(OracleDifference.HASHES_AN_UNSIGNED_PAYLOAD_ON_HTTP, unsigned && this.request.body != null && !isHttps());
		if (this.request.presign && this.request.expires != null) {
			note(OracleDifference.DROPS_CONTENT_SHA256_FROM_A_URL, given);
		}
		else {
			boolean sent = given || (this.request.contentSha256Header && !this.request.presign);
			note(OracleDifference.ALWAYS_ADDS_CONTENT_SHA256, !sent);
		}
	}

	private void note(OracleDifference difference, boolean differs) {
		if (differs) {
			this.differences.add(difference);
		}
	}

	private boolean isHttps() {
		return this.request.targetOnly || Set.of("https", "wss").contains(this.request.lowerCaseScheme());
	}

	private static boolean isUri(String text) {
		try {
			URI.create(text);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isText(String encoded) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(ReferenceSigner.decoded(encoded)));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	/**
	 * Sign, and return the steps as far as it shows them. Only the signed headers and the
	 * signature are known without {@linkplain OracleLog asking for its log}.
	 */
	ReferenceSigner.Steps sign() {
		SdkHttpRequest signed = SIGNER.sign(signRequest().build()).request();
		if (this.request.presign) {
			Map<String, List<String>> parameters = signed.rawQueryParameters();
			return new ReferenceSigner.Steps("", "", parameters.get("X-Amz-Signature").get(0),
					parameters.get("X-Amz-SignedHeaders").get(0), "");
		}
		String authorization = signed.firstMatchingHeader("Authorization").orElseThrow();
		return new ReferenceSigner.Steps("", "", authorization.replaceAll(".*, Signature=", ""),
				authorization.replaceAll(".*, SignedHeaders=|, Signature=.*", ""), authorization);
	}

	/** Sign again, and return what it said on the way. */
	ReferenceSigner.Steps signAloud() {
		List<String> messages = OracleLog.record(this::sign);
		ReferenceSigner.Steps steps = sign();
		return new ReferenceSigner.Steps(after(CANONICAL_REQUEST, messages), after("AWS4 String to sign: ", messages),
				steps.signature(), steps.signedHeaders(), steps.result());
	}

	private static String after(String start, List<String> messages) {
		return messages.stream()
			.filter((message) -> message.startsWith(start))
			.map((message) -> message.substring(start.length()))
			.findFirst()
			.orElse("(not said)");
	}

	SignRequest.Builder<AwsCredentialsIdentity> signRequest() {
		boolean token = this.request.sessionToken != null && this.request.signedToken;
		AwsCredentialsIdentity identity = token
				? AwsSessionCredentialsIdentity.create(this.request.accessKeyId, this.request.secretAccessKey,
						this.request.sessionToken)
				: AwsCredentialsIdentity.create(this.request.accessKeyId, this.request.secretAccessKey);
		boolean unsigned = this.payloadHash.equals("UNSIGNED-PAYLOAD");
		SignRequest.Builder<AwsCredentialsIdentity> builder = SignRequest.builder(identity)
			.request(sdkRequest())
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, this.request.service)
			.putProperty(AwsV4HttpSigner.REGION_NAME, this.request.region)
			.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, this.request.doubleEncodePath)
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, this.request.normalizePath && !normalizesDifferently())
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, !unsigned)
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(this.request.instant, ZoneOffset.UTC));
		if (this.request.presign) {
			builder.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING);
			if (this.request.expires != null) {
				builder.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, this.request.expires);
			}
		}
		byte @Nullable [] body = this.request.body;
		if (body != null && !this.differences.contains(OracleDifference.HASHES_AN_UNSIGNED_PAYLOAD_ON_HTTP)) {
			ContentStreamProvider payload = () -> new ByteArrayInputStream(body);
			builder.payload(payload);
		}
		return builder;
	}

	private SdkHttpRequest sdkRequest() {
		SdkHttpRequest.Builder builder = SdkHttpRequest.builder();
		String authority = this.request.targetOnly ? "host.example.com" : this.request.authority;
		String origin = (isHttps() ? "https" : "http") + "://" + authority;
		if (readsTheUrl()) {
			builder.uri(URI.create(origin + "/" + ((this.request.query != null) ? "?" + this.request.query : "")));
		}
		else {
			builder.uri(URI.create(origin + "/"));
			for (ReferenceSigner.Parameter parameter : this.request.parameters()) {
				if (!this.request.presign || !ReferenceSigner.PRESIGNED.contains(parameter.name())) {
					builder.appendRawQueryParameter(text(parameter.name()), text(parameter.value()));
				}
			}
		}
		builder.method(SdkHttpMethod.valueOf(this.request.method)).encodedPath(path());
		this.request.fields.stream()
			.filter(this::givenToOracle)
			.forEach((field) -> builder.appendHeader(field.name(), field.value()));
		return builder.build();
	}

	/** Its own reading of the query is judged where it is known to read alike. */
	private boolean readsTheUrl() {
		return !this.differences.contains(OracleDifference.READS_PLUS_AS_A_SPACE)
				&& !this.differences.contains(OracleDifference.LOSES_EQUALS_IN_VALUES)
				&& !this.differences.contains(OracleDifference.FAILS_ON_THE_URL)
				&& !this.differences.contains(OracleDifference.KEEPS_AN_OLD_SIGNATURE);
	}

	private boolean givenToOracle(NastyRequest.Field field) {
		String name = field.lowerCaseName();
		boolean replaced = name.equals("x-amz-date") || name.equals("x-amz-security-token");
		return ReferenceSigner.signs(this.request, name) || NEVER_SIGNED.contains(name)
				|| (replaced && !this.request.presign && this.request.signedToken);
	}

	/** Also where decoding comes after: it may bring up dots. */
	private boolean normalizesDifferently() {
		return this.request.normalizePath && (this.differences.contains(OracleDifference.NORMALIZES_BY_JAVA_NET_URI)
				|| this.differences.contains(OracleDifference.SIGNS_AN_UNCANONICAL_PATH));
	}

	private String path() {
		String path = this.request.sentPath();
		if (normalizesDifferently()) {
			path = ReferenceSigner.normalized(path);
		}
		return this.differences.contains(OracleDifference.SIGNS_AN_UNCANONICAL_PATH)
				? ReferenceSigner.canonicalPath(path, false, false) : path;
	}

	private static String text(String encoded) {
		return new String(ReferenceSigner.decoded(encoded), StandardCharsets.UTF_8);
	}

}
