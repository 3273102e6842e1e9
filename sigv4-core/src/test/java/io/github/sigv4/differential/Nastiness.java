package io.github.sigv4.differential;

import java.time.Duration;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What can be nasty about a request. Each is read off the finished request, not claimed
 * by the generator.
 */
enum Nastiness {

	HEADER_SIGNING((request) -> !request.presign),

	PRESIGNING((request) -> request.presign),

	EXPIRES_AFTER_ONE_SECOND((request) -> Duration.ofSeconds(1).equals(request.expires)),

	EXPIRES_AFTER_SEVEN_DAYS((request) -> Duration.ofDays(7).equals(request.expires)),

	EXPIRES_IN_FRACTIONS((request) -> request.expires != null && request.expires.toMillisPart() > 0),

	EXPIRES_NOT_GIVEN((request) -> request.presign && request.expires == null),

	METHOD_HEAD((request) -> request.method.equals("HEAD")),

	METHOD_PATCH((request) -> request.method.equals("PATCH")),

	METHOD_OPTIONS((request) -> request.method.equals("OPTIONS")),

	METHOD_CUSTOM((request) -> Set.of("PROPFIND", "M-SEARCH", "QUERY").contains(request.method)),

	SCHEME_HTTP((request) -> request.lowerCaseScheme().equals("http")),

	SCHEME_WEBSOCKET((request) -> request.lowerCaseScheme().startsWith("ws")),

	SCHEME_IN_UPPER_CASE((request) -> !request.scheme.equals(request.lowerCaseScheme())),

	HOST_WITH_PORT((request) -> request.authority.matches(".*:[0-9]+") && !hasDefaultPort(request)),

	HOST_WITH_DEFAULT_PORT(Nastiness::hasDefaultPort),

	HOST_WITH_THE_OTHER_SCHEMES_PORT((request) -> request.authority.matches(".*:(80|443)") && !hasDefaultPort(request)),

	HOST_WITH_EMPTY_PORT((request) -> request.authority.endsWith(":")),

	HOST_IPV6((request) -> request.authority.startsWith("[")),

	HOST_IN_UPPER_CASE((request) -> !request.authority.equals(request.authority.toLowerCase(Locale.ROOT))),

	HOST_GIVEN_AS_HEADER((request) -> request.header("host") != null && !request.targetOnly),

	TARGET_ONLY((request) -> request.targetOnly),

	URL_WITH_FRAGMENT((request) -> request.fragment != null),

	PATH_EMPTY((request) -> request.path.isEmpty()),

	PATH_DOT_SEGMENT((request) -> has(request.path, "/\\.(/|$)")),

	PATH_DOT_DOT_SEGMENT((request) -> has(request.path, "/\\.\\.(/|$)")),

	PATH_DOTS_AT_THE_END((request) -> has(request.path, "/\\.{1,2}$")),

	PATH_ABOVE_THE_ROOT((request) -> aboveTheRoot(request.path)),

	PATH_DOTS_THAT_ARE_NO_SEGMENT((request) -> has(request.path, "/(\\.{3,}|\\.[^./][^/]*|[^/]*[^./]\\.)(/|$)")),

	PATH_DOUBLE_SLASH((request) -> request.path.contains("//")),

	PATH_SLASH_AT_THE_END((request) -> request.path.length() > 1 && request.path.endsWith("/")),

	PATH_ENCODED_SLASH((request) -> request.path.contains("%2F")),

	PATH_ENCODED_SLASH_IN_LOWER_CASE((request) -> request.path.contains("%2f")),

	PATH_ENCODED_PERCENT((request) -> request.path.contains("%25")),

	PATH_ENCODED_DOT((request) -> has(request.path, "%2[Ee]")),

	PATH_ENCODED_UNRESERVED((request) -> has(request.path, "%(7[Ee]|41|2[Dd]|30)")),

	PATH_ENCODED_NUL((request) -> request.path.contains("%00")),

	PATH_ENCODED_SPACE((request) -> request.path.contains("%20")),

	PATH_PLUS((request) -> request.path.contains("+")),

	PATH_ASTERISK((request) -> request.path.contains("*")),

	PATH_TILDE((request) -> request.path.contains("~")),

	PATH_EQUALS((request) -> request.path.contains("=")),

	PATH_COLON_OR_AT((request) -> has(request.path, "[:@]")),

	PATH_SUB_DELIMITERS((request) -> has(request.path, "[!$&'(),;]")),

	PATH_ENCODED_UNICODE((request) -> has(request.path, "%[Ee]2%82")),

	PATH_ENCODED_FOUR_BYTES((request) -> has(request.path, "%[Ff]0%9")),

	PATH_NOT_UTF8((request) -> has(request.path, "%FF")),

	PATH_RAW_UNICODE((request) -> has(request.path, "[^\\x00-\\x7f]")),

	PATH_RAW_FOUR_BYTES((request) -> has(request.path, "[^\\x00-\\uffff]")),

	PATH_MALFORMED_ESCAPE((request) -> has(request.path, "%(?![0-9A-Fa-f]{2})")),

	PATH_NOT_A_URI((request) -> has(request.path, "[\"<>\\\\^`{|}\\[\\] ]")),

	PATH_VERY_LONG((request) -> request.path.length() > 2000),

	QUERY_EMPTY((request) -> "".equals(request.query)),

	QUERY_NO_VALUE((request) -> hasParameter(request, "[^=]+")),

	QUERY_EMPTY_VALUE((request) -> hasParameter(request, "[^=]+=")),

	QUERY_NO_NAME((request) -> hasParameter(request, "=.*")),

	QUERY_EMPTY_PIECE((request) -> request.query != null && has(request.query, "&&|^&.|.&$")),

	QUERY_EQUALS_IN_VALUE((request) -> hasParameter(request, "[^=]+=.*=.*")),

	QUERY_REPEATED_NAME((request) -> repeats(names(request))),

	QUERY_REPEATED_PAIR((request) -> repeats(pieces(request).filter((piece) -> !piece.isEmpty()).toList())),

	QUERY_REPEATED_NAME_UNSORTED(Nastiness::hasUnsortedValues),

	QUERY_UNSORTED((request) -> !names(request).equals(names(request).stream().sorted().toList())),

	QUERY_NAMES_THAT_SORT_OTHERWISE_WHEN_JOINED(Nastiness::sortsOtherwiseWhenJoined),

	QUERY_NAMES_THAT_DIFFER_IN_CASE((request) -> names(request).stream()
		.distinct()
		.count() != names(request).stream().map((name) -> name.toLowerCase(Locale.ROOT)).distinct().count()),

	QUERY_RAW_PLUS((request) -> has(request, "\\+")),

	QUERY_ENCODED_PLUS((request) -> has(request, "%2[Bb]")),

	QUERY_ENCODED_SPACE((request) -> has(request, "%20")),

	QUERY_ENCODED_DELIMITER((request) -> has(request, "%(26|3[Dd]|23)")),

	QUERY_ENCODED_PERCENT((request) -> has(request, "%25")),

	QUERY_ENCODED_UNRESERVED((request) -> has(request, "%(7[Ee]|41|2[Dd]|30)")),

	QUERY_LOWER_CASE_ESCAPE((request) -> has(request, "%([a-f][0-9A-Fa-f]|[0-9A-F][a-f])")),

	QUERY_TILDE_OR_ASTERISK((request) -> has(request, "[~*]")),

	QUERY_RESERVED((request) -> has(request, "[/?:@$,;!'()]")),

	QUERY_ENCODED_UNICODE((request) -> has(request, "%[Ee]2%82")),

	QUERY_ENCODED_FOUR_BYTES((request) -> has(request, "%[Ff]0%9")),

	QUERY_NOT_UTF8((request) -> has(request, "%FF")),

	QUERY_RAW_UNICODE((request) -> has(request, "[^\\x00-\\x7f]")),

	QUERY_RAW_FOUR_BYTES((request) -> has(request, "[^\\x00-\\uffff]")),

	QUERY_MALFORMED_ESCAPE((request) -> has(request, "%(?![0-9A-Fa-f]{2})")),

	QUERY_NOT_A_URI((request) -> has(request, "[\"<>\\\\^`{|} ]")),

	QUERY_MANY_PARAMETERS((request) -> pieces(request).count() > 30),

	QUERY_PRESIGNED_BEFORE((request) -> request.presign && has(request, "(^|&)X-Amz-Signature=")),

	HEADER_RUN_OF_BLANKS((request) -> anyValue(request, "\\S {2,}\\S")),

	HEADER_TAB((request) -> anyValue(request, "\\S[ \t]*\t[ \t]*\\S")),

	HEADER_BLANKS_AROUND((request) -> request.fields.stream()
		.anyMatch((field) -> !field.value().isBlank() && !field.value().equals(field.value().strip()))),

	HEADER_QUOTED_BLANKS((request) -> anyValue(request, "\"[^\"]* {2,}[^\"]*\"")),

	HEADER_EMPTY((request) -> anyValue(request, "^$")),

	HEADER_OF_BLANKS((request) -> anyValue(request, "^[ \t]+$")),

	HEADER_WITH_COMMA((request) -> anyValue(request, ",")),

	HEADER_NOT_ASCII((request) -> anyValue(request, "[^\\x00-\\x7f]")),

	HEADER_FOUR_BYTES((request) -> anyValue(request, "[^\\x00-\\uffff]")),

	HEADER_NO_BREAK_SPACE((request) -> anyValue(request, "\u00a0")),

	HEADER_VERY_LONG((request) -> request.fields.stream().anyMatch((field) -> field.value().length() >= 1000)),

	HEADER_REPEATED((request) -> repeats(headerNames(request))),

	HEADER_REPEATED_IN_OTHER_CASE((request) -> request.fields.stream()
		.map(NastyRequest.Field::name)
		.distinct()
		.count() != headerNames(request).stream().distinct().count()),

	HEADER_NAMES_THAT_ARE_PREFIXES(Nastiness::hasNamesThatArePrefixes),

	HEADERS_MANY((request) -> request.fields.size() > 20),

	HEADER_NEVER_SIGNED((request) -> headerNames(request).stream()
		.anyMatch(Set.of("connection", "user-agent", "te", "transfer-encoding", "expect", "x-amzn-trace-id",
				"keep-alive", "upgrade", "trailer", "proxy-authorization")::contains)),

	HEADER_FOREIGN_AUTHORIZATION((request) -> request.header("authorization") != null),

	HEADER_OLD_DATE((request) -> request.header("x-amz-date") != null),

	HEADER_OLD_TOKEN((request) -> request.header("x-amz-security-token") != null),

	HEADER_CONTENT_SHA256_GIVEN((request) -> request.header("x-amz-content-sha256") != null),

	HEADER_SIGNED_IN_ADDITION((request) -> !request.allHeaders
			&& headerNames(request).stream().anyMatch(request.chosenHeaders::contains)),

	HEADERS_ALL_SIGNED((request) -> request.allHeaders),

	HEADERS_ALL_BUT_SOME_SIGNED(
			(request) -> request.allHeaders && headerNames(request).stream().anyMatch(request.chosenHeaders::contains)),

	TOKEN((request) -> request.sessionToken != null),

	TOKEN_LONG((request) -> request.sessionToken != null && request.sessionToken.length() > 1000),

	TOKEN_NOT_SIGNED((request) -> request.sessionToken != null && !request.signedToken),

	SECRET_WITH_PUNCTUATION((request) -> has(request.secretAccessKey, "[^0-9A-Za-z/+]")),

	SECRET_LONGER_THAN_A_BLOCK((request) -> request.secretAccessKey.length() > 60),

	BODY_EMPTY((request) -> request.body != null && request.body.length == 0),

	BODY_OF_64_KIB((request) -> request.body != null && request.body.length >= 65536),

	BODY_BINARY((request) -> request.body != null
			&& IntStream.range(0, Math.min(8, request.body.length)).anyMatch((at) -> request.body[at] < 0)),

	PAYLOAD_UNSIGNED((request) -> ReferenceSigner.payloadHash(request).equals("UNSIGNED-PAYLOAD")),

	PAYLOAD_STREAMING((request) -> ReferenceSigner.payloadHash(request).startsWith("STREAMING-")),

	PAYLOAD_HASHED_BEFORE(
			(request) -> request.payload == NastyRequest.Payload.LITERAL && request.literal.length() == 64),

	TIME_MIDNIGHT((request) -> time(request).toLocalTime().equals(LocalTime.MIDNIGHT)),

	TIME_LAST_SECOND_OF_DAY((request) -> time(request).toLocalTime().isAfter(LocalTime.of(23, 59, 58))),

	TIME_YEAR_ENDS((request) -> Set.of(MonthDay.of(1, 1), MonthDay.of(12, 31)).contains(MonthDay.from(time(request)))),

	TIME_LEAP_DAY((request) -> MonthDay.of(2, 29).equals(MonthDay.from(time(request)))),

	TIME_FRACTION_OF_SECOND((request) -> !request.instant.equals(request.instant.truncatedTo(ChronoUnit.SECONDS))),

	TIME_BEFORE_1970((request) -> request.instant.getEpochSecond() < 0),

	RULES_OF_THE_SERVICE((request) -> request.preset),

	RULES_OF_S3((request) -> request.preset && request.service.startsWith("s3")),

	PATH_NORMALIZED_AND_ENCODED_TWICE((request) -> request.normalizePath && request.doubleEncodePath),

	PATH_NORMALIZED_ONLY((request) -> request.normalizePath && !request.doubleEncodePath),

	PATH_ENCODED_TWICE_ONLY((request) -> !request.normalizePath && request.doubleEncodePath),

	PATH_AS_IT_IS((request) -> !request.normalizePath && !request.doubleEncodePath);

	@SuppressWarnings("ImmutableEnumChecker")
	private final Predicate<NastyRequest> predicate;

	Nastiness(Predicate<NastyRequest> predicate) {
		this.predicate = predicate;
	}

	static Set<Nastiness> of(NastyRequest request) {
		Set<Nastiness> found = EnumSet.noneOf(Nastiness.class);
		for (Nastiness nastiness : values()) {
			if (nastiness.predicate.test(request)) {
				found.add(nastiness);
			}
		}
		return found;
	}

	private static boolean has(String text, String pattern) {
		return Patterns.find(pattern, text);
	}

	private static boolean has(NastyRequest request, String pattern) {
		return request.query != null && Patterns.find(pattern, request.query);
	}

	private static boolean anyValue(NastyRequest request, String pattern) {
		return request.fields.stream().anyMatch((field) -> Patterns.find(pattern, field.value()));
	}

	private static boolean hasDefaultPort(NastyRequest request) {
		return request.authority.endsWith(Set.of("https", "wss").contains(request.lowerCaseScheme()) ? ":443" : ":80");
	}

	private static boolean aboveTheRoot(String path) {
		int depth = 0;
		for (String segment : path.split("/", -1)) {
			if (segment.equals("..") && --depth < 0) {
				return true;
			}
			depth += (segment.isEmpty() || segment.equals(".") || segment.equals("..")) ? 0 : 1;
		}
		return false;
	}

	private static Stream<String> pieces(NastyRequest request) {
		return (request.query != null) ? Stream.of(request.query.split("&", -1)) : Stream.empty();
	}

	private static boolean hasParameter(NastyRequest request, String pattern) {
		return pieces(request).anyMatch((piece) -> Patterns.matches(pattern, piece));
	}

	private static List<String> names(NastyRequest request) {
		return request.parameters().stream().map(ReferenceSigner.Parameter::name).toList();
	}

	private static List<String> headerNames(NastyRequest request) {
		return request.headerNames();
	}

	private static boolean repeats(List<String> texts) {
		return new HashSet<>(texts).size() < texts.size();
	}

	private static boolean hasNamesThatArePrefixes(NastyRequest request) {
		List<String> names = headerNames(request).stream().distinct().sorted().toList();
		for (int i = 1; i < names.size(); i++) {
			if (names.get(i).startsWith(names.get(i - 1))) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasUnsortedValues(NastyRequest request) {
		List<ReferenceSigner.Parameter> parameters = request.parameters();
		for (int i = 0; i < parameters.size(); i++) {
			for (int j = i + 1; j < parameters.size(); j++) {
				if (parameters.get(i).name().equals(parameters.get(j).name())
						&& parameters.get(i).value().compareTo(parameters.get(j).value()) > 0) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean sortsOtherwiseWhenJoined(NastyRequest request) {
		List<String> names = names(request).stream().distinct().sorted().toList();
		return !names.equals(names.stream()
			.map((name) -> name + "=")
			.sorted()
			.map((name) -> name.substring(0, name.length() - 1))
			.toList());
	}

	private static OffsetDateTime time(NastyRequest request) {
		return Objects.requireNonNull(request.instant).atOffset(ZoneOffset.UTC);
	}

}
