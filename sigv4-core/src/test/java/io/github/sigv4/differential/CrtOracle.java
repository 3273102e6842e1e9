package io.github.sigv4.differential;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignatureType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignedBodyHeaderType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSigningAlgorithm;
import software.amazon.awssdk.crt.auth.signing.AwsSigningResult;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;

/**
 * AWS's Common Runtime, in C, asked for the signature of one request, or of the
 * equivalent one that it understands: by Signature Version 4A if the request has a region
 * set.
 */
final class CrtOracle {

	private static final Set<String> ADDED = Set.of("authorization", "x-amz-content-sha256", "x-amz-date",
			"x-amz-region-set", "x-amz-security-token");

	private final NastyRequest request;

	/** Whether it gets the request as it is, although it will not sign it alike. */
	private final boolean verbatim;

	private final Set<CrtDifference> differences = EnumSet.noneOf(CrtDifference.class);

	CrtOracle(NastyRequest request) {
		this(request, false);
	}

	private CrtOracle(NastyRequest request, boolean verbatim) {
		this.request = request;
		this.verbatim = verbatim;
		findDifferences();
	}

	static CrtOracle verbatim(NastyRequest request) {
		return new CrtOracle(request, true);
	}

	Set<CrtDifference> differences() {
		return this.differences;
	}

	boolean canAnswer() {
		return this.differences.stream().allMatch((difference) -> difference.expressible);
	}

	private void findDifferences() {
		note(CrtDifference.KNOWS_NO_TIME_BEFORE_1970, this.request.instant.isBefore(Instant.EPOCH));
		note(CrtDifference.ALWAYS_ADDS_CONTENT_SHA256_FOR_LATTICE,
				this.request.service.equals("vpc-lattice-svcs") && !sendsContentSha256());
		note(CrtDifference.DROPS_CONTENT_SHA256_FROM_A_URL, this.request.presign && sendsContentSha256());
		findPathDifferences();
		findQueryDifferences();
		for (NastyRequest.Field field : this.request.fields) {
			String name = field.lowerCaseName();
			note(CrtDifference.REFUSES_HEADERS_THAT_IT_ADDS, ADDED.contains(name));
			note(CrtDifference.SIGNS_HEADERS_THAT_WE_DO_NOT,
					!ADDED.contains(name) && !ReferenceSigner.signs(this.request, name));
		}
	}

	private void findPathDifferences() {
		String path = this.request.sentPath();
		boolean uncanonical = !this.request.doubleEncodePath
				&& !ReferenceSigner.canonicalPath(path, false, false).equals(path);
		note(CrtDifference.SIGNS_AN_UNCANONICAL_PATH, uncanonical);
		note(CrtDifference.TAKES_A_COLON_AND_A_SLASH_IN_THE_PATH_FOR_A_SCHEME, !uncanonical && hasScheme(path));
	}

	private void findQueryDifferences() {
		String query = Objects.requireNonNullElse(this.request.query, "");
		note(CrtDifference.FAILS_ON_MALFORMED_ESCAPES, Patterns.find("%(?![0-9A-Fa-f]{2})", query));
		note(CrtDifference.SIGNS_PARAMETERS_WITHOUT_A_NAME, Patterns.find("(^|&)=", query));
		note(CrtDifference.TAKES_A_COLON_AND_A_SLASH_IN_THE_QUERY_FOR_A_SCHEME,
				path().indexOf(':') < 0 && hasScheme(query));
		for (ReferenceSigner.Parameter parameter : this.request.parameters()) {
			boolean added = this.request.presign && ReferenceSigner.PRESIGNED.contains(parameter.name());
			note(CrtDifference.REFUSES_PARAMETERS_THAT_IT_ADDS, added);
			note(CrtDifference.REFUSES_PARAMETERS_IN_ANY_CASE,
					!added && ReferenceSigner.PRESIGNED.stream().anyMatch(parameter.name()::equalsIgnoreCase));
		}
	}

	/** Whether its first colon has a slash behind it. */
	private static boolean hasScheme(String text) {
		return text.startsWith(":/", text.indexOf(':'));
	}

	private void note(CrtDifference difference, boolean differs) {
		if (differs) {
			this.differences.add(difference);
		}
	}

	/** Sign, and return what it shows: the signed headers and the signature. */
	ReferenceSigner.Steps sign() {
		AwsSigningResult result = result();
		HttpRequest signed = result.getSignedRequest();
		String signature = new String(result.getSignature(), StandardCharsets.US_ASCII);
		if (this.request.presign) {
			String names = ReferenceSigner.parameters(signed.getEncodedPath().replaceAll("^[^?]*[?]", ""))
				.stream()
				.filter((parameter) -> parameter.name().equals("X-Amz-SignedHeaders"))
				.map((parameter) -> new String(ReferenceSigner.decoded(parameter.value()), StandardCharsets.UTF_8))
				.collect(Collectors.joining());
			return new ReferenceSigner.Steps("", "", signature, names, signed.getEncodedPath());
		}
		String authorization = header(signed, "Authorization");
		return new ReferenceSigner.Steps("", "", signature,
				authorization.replaceAll(".*, SignedHeaders=|, Signature=.*", ""), authorization);
	}

	private static String header(HttpRequest request, String name) {
		return request.getHeaders()
			.stream()
			.filter((header) -> header.getName().equals(name))
			.map(HttpHeader::getValue)
			.findFirst()
			.orElseThrow();
	}

	/** Sign, and return the request with its signature. */
	AwsSigningResult result() {
		try (AwsSigningConfig config = config()) {
			return AwsSigner.sign(unsigned(), config).join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/** What is to be signed, as it takes it. */
	HttpRequest unsigned() {
		List<HttpHeader> headers = new ArrayList<>();
		for (NastyRequest.Field field : this.request.fields) {
			String name = field.lowerCaseName();
			if (this.verbatim || (!ADDED.contains(name) && ReferenceSigner.signs(this.request, name))) {
				headers.add(header(field.name(), field.value()));
			}
		}
		if (this.request.header("host") == null) {
			headers.add(header("Host", ReferenceSigner.hostHeader(this.request)));
		}
		return new HttpRequest(this.request.method, path() + query(), headers.toArray(HttpHeader[]::new), null);
	}

	private static HttpHeader header(String name, String value) {
		return new HttpHeader(name.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.UTF_8));
	}

	/** Its own normalising is judged where it is known to be alike. */
	private boolean normalizesItself() {
		return this.request.normalizePath
				&& (this.verbatim || !this.differences.contains(CrtDifference.SIGNS_AN_UNCANONICAL_PATH));
	}

	private String path() {
		String path = this.request.sentPath();
		if (this.request.normalizePath && !normalizesItself()) {
			path = ReferenceSigner.normalized(path);
		}
		boolean canonical = !this.verbatim && this.differences.contains(CrtDifference.SIGNS_AN_UNCANONICAL_PATH);
		return canonical ? ReferenceSigner.canonicalPath(path, false, false) : path;
	}

	private String query() {
		if (readsTheQuery()) {
			return (this.request.query != null) ? "?" + this.request.query : "";
		}
		return "?" + this.request.parameters()
			.stream()
			.filter((parameter) -> !ReferenceSigner.PRESIGNED.contains(parameter.name()))
			.map(ReferenceSigner.Parameter::toString)
			.collect(Collectors.joining("&"));
	}

	/** Its own reading of the query is judged where it is known to read alike. */
	private boolean readsTheQuery() {
		return this.verbatim || Collections.disjoint(this.differences,
				Set.of(CrtDifference.FAILS_ON_MALFORMED_ESCAPES, CrtDifference.SIGNS_PARAMETERS_WITHOUT_A_NAME,
						CrtDifference.REFUSES_PARAMETERS_THAT_IT_ADDS,
						CrtDifference.TAKES_A_COLON_AND_A_SLASH_IN_THE_QUERY_FOR_A_SCHEME));
	}

	AwsSigningConfig config() {
		String regionSet = this.request.regionSet;
		AwsSigningConfig config = new AwsSigningConfig();
		config.setAlgorithm((regionSet != null) ? AwsSigningAlgorithm.SIGV4_ASYMMETRIC : AwsSigningAlgorithm.SIGV4);
		config.setSignatureType(this.request.presign ? AwsSignatureType.HTTP_REQUEST_VIA_QUERY_PARAMS
				: AwsSignatureType.HTTP_REQUEST_VIA_HEADERS);
		config.setRegion((regionSet != null) ? regionSet : this.request.region);
		config.setService(this.request.service);
		config.setTime(this.request.instant.toEpochMilli());
		config.setCredentials(new Credentials(ascii(this.request.accessKeyId), ascii(this.request.secretAccessKey),
				(this.request.sessionToken != null) ? ascii(this.request.sessionToken) : null));
		config.setOmitSessionToken(!this.request.signedToken);
		config.setUseDoubleUriEncode(this.request.doubleEncodePath);
		config.setShouldNormalizeUriPath(normalizesItself());
		config.setSignedBodyValue(ReferenceSigner.payloadHash(this.request));
		config.setSignedBodyHeader(
				sendsContentSha256() ? AwsSignedBodyHeaderType.X_AMZ_CONTENT_SHA256 : AwsSignedBodyHeaderType.NONE);
		config.setExpirationInSeconds(
				(this.request.expires != null) ? Objects.requireNonNull(this.request.expires).toSeconds() : 0);
		return config;
	}

	private boolean sendsContentSha256() {
		return this.request.header("x-amz-content-sha256") != null
				|| (this.request.contentSha256Header && !this.request.presign);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
