package io.github.sigv4.differential;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.sigv4.differential.NastyRequest.Field;
import io.github.sigv4.differential.NastyRequest.Payload;

/**
 * Makes random requests that are legal to send, or at least are sent, and nasty to sign.
 * One seed and one index always make the same request.
 */
final class NastyRequests {

	/** Parts of paths and queries that {@link java.net.URI} takes. */
	private static final List<String> TAME = List.of("a", "B9", "z.y", "-._~", "key", "0", "%20", "%2B", "%25", "%7E",
			"%41", "%2d", "%30", "*", "~", "!", "$", "'", "(", ")", ",", ";", ":", "@", "%E2%82%AC", "%e2%82%ac",
			"%F0%9F%98%80", "%f0%9f%98%80", "%C3%bC", "%3A", "%3b");

	/** Parts that it refuses, or that only some clients send. */
	private static final List<String> WILD = List.of("%", "%zz", "%4", "%g1", "%FF", "ü", "€", "\ud83d\ude00", "|",
			"\"", "^", "`", "{", "}", "\\", "<", ">", " ", "\u00a0");

	private static final List<String> IN_PATH = List.of("%2F", "%2f", "%2E", "%2e%2e", "+", "=", "&", "%00", "%FF",
			"...", ".a", "a.");

	private static final List<String> IN_VALUE = List.of("+", "=", "==", "/", "?", "%26", "%3D", "%3d", "%23", "%2b",
			"%2A", "%2a");

	private static final List<String> PARAMETERS = List.of("a", "a-", "a.", "a1", "A", "a=", "aa", "b", "B", "a%2Db",
			"a~", "ab", "%C3%A4", "%c3%a4", "%E2%82%AC", "%F0%9F%98%80", "Action", "Version", "prefix", "list-type",
			"a%5B%5D", "a%20b", "a%2Bb", "x-amz-date", "X-Amz-Meta", "x-id", "a:b", "a/b", "*", "~");

	private static final List<String> WILD_PARAMETERS = List.of("ä", "\ud83d\ude00", "a+b", "%zz", "%", "a|b", "%FF");

	private static final List<String> HEADERS = List.of("Content-Type", "X-Amz-Target", "X-Amz-Meta", "X-Amz-Meta-A",
			"X-Amz-Meta-A1", "X-Amz-Meta-A-B", "x-amz-meta-b", "x-amz-acl", "X-AMZ-Server-Side-Encryption", "Accept",
			"Accept-Encoding", "Cookie", "Range", "Date", "If-Match", "Cache-Control", "Content-Length", "Content-MD5",
			"Via", "Traceparent", "X-Forwarded-For", "X-Tenant-Id", "X-Tenant", "X_Under", "Referer", "Origin");

	private static final List<String> NEVER_SIGNED = List.of("Connection", "User-Agent", "TE", "Transfer-Encoding",
			"Expect", "X-Amzn-Trace-Id", "Keep-Alive", "Upgrade", "Trailer", "Proxy-Authorization");

	private static final List<String> IN_HEADER = List.of("a", "Bc", "1,2", "text/plain;charset=utf-8", " ", "   ",
			"\t", " \t ", "\"x  y\"", "\"", ",", ";", "=", "ä", "€", "\ud83d\ude00", "\u00a0", "ß", "%20", "+");

	private static final List<String> S3_FAMILY = List.of("s3", "s3-outposts", "s3-object-lambda", "s3express");

	private static final List<String> OTHER_SERVICES = List.of("execute-api", "aoss", "lambda", "vpc-lattice-svcs",
			"sts", "es", "glacier", "iotdevicegateway", "iam", "dynamodb", "my-own.service_1");

	private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1",
			"aws-global", "ap-southeast-7", "*", "r");

	private static final List<String> HOSTS = List.of("abc123.execute-api.eu-west-1.amazonaws.com",
			"examplebucket.s3.amazonaws.com", "localhost", "127.0.0.1", "[::1]", "[2001:db8::1]", "[2001:DB8:0:0::A]",
			"Bucket.S3.Amazonaws.COM", "xn--bcher-kva.example", "a", "host.example.com.");

	private final NastyRequest request;

	private final Random random;

	private NastyRequests(long seed, long index) {
		this.request = new NastyRequest(seed, index);
		this.random = new Random((seed + index * 0x9E3779B97F4A7C15L) ^ (index << 32));
	}

	static NastyRequest make(long seed, long index) {
		NastyRequests requests = new NastyRequests(seed, index);
		requests.kind();
		requests.service();
		requests.url();
		requests.headers();
		requests.payload();
		requests.credentials();
		requests.time();
		return requests.request;
	}

	private void kind() {
		this.request.presign = chance(35);
		if (this.request.presign) {
			this.request.expires = chance(10) ? null
					: pick(List.of(Duration.ofSeconds(1), Duration.ofDays(7), Duration.ofMillis(60_900),
							Duration.ofSeconds(1 + this.random.nextInt(604_800)),
							Duration.ofSeconds(1 + this.random.nextInt(604_800))));
		}
		this.request.method = chance(4) ? pick(List.of("PROPFIND", "M-SEARCH", "QUERY"))
				: pick(List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"));
	}

	private void service() {
		this.request.service = chance(35) ? pick(S3_FAMILY) : pick(OTHER_SERVICES);
		this.request.region = pick(REGIONS);
		boolean s3 = S3_FAMILY.contains(this.request.service);
		boolean lattice = this.request.service.equals("vpc-lattice-svcs");
		this.request.preset = chance(12);
		// What the documentation of the services says
		this.request.normalizePath = !s3;
		this.request.doubleEncodePath = !s3;
		this.request.contentSha256Header = s3 || lattice
				|| Set.of("aoss", "glacier", "lambda").contains(this.request.service);
		this.request.signedPayload = !lattice;
		this.request.signedPresignedPayload = !s3 && !lattice;
		this.request.signedToken = !this.request.service.equals("iotdevicegateway");
		if (!this.request.preset) {
			this.request.normalizePath = chance(50);
			this.request.doubleEncodePath = chance(50);
			this.request.contentSha256Header = chance(95);
			this.request.signedPayload = chance(85);
			this.request.signedToken = chance(90);
		}
	}

	private void url() {
		this.request.targetOnly = chance(6);
		this.request.scheme = chance(70) ? "https"
				: pick(List.of("http", "http", "http", "ws", "wss", "HTTPS", "Http"));
		this.request.authority = pick(HOSTS)
				+ (chance(70) ? "" : pick(List.of(":443", ":80", ":8443", ":8443", ":65535", ":1", ":")));
		this.request.path = path();
		this.request.query = chance(25) ? null : query();
		this.request.fragment = chance(4) ? pick(List.of("", "top", "a?b=c", "a#b/../c")) : null;
	}

	private String path() {
		int percent = this.random.nextInt(100);
		if (percent < 4) {
			return "";
		}
		if (percent < 8) {
			return "/";
		}
		boolean veryLong = percent < 11;
		int segments = veryLong ? 150 + this.random.nextInt(300) : 1 + this.random.nextInt(6);
		int wildness = chance(20) ? 15 : 0;
		StringBuilder path = new StringBuilder(chance(4) ? "/.." : "");
		for (int i = 0; i < segments; i++) {
			path.append('/').append(segment(wildness));
		}
		if (veryLong) {
			path.append("/a-very-long-segment-".repeat(100));
		}
		return path.append(chance(20) ? "/" : "").toString();
	}

	private String segment(int wildness) {
		if (chance(20)) {
			return pick(List.of("", ".", "..", "..", "..."));
		}
		StringBuilder segment = new StringBuilder();
		int parts = 1 + this.random.nextInt(4);
		for (int i = 0; i < parts; i++) {
			segment.append(chance(wildness) ? pick(WILD) : chance(35) ? pick(IN_PATH) : pick(TAME));
		}
		return segment.toString();
	}

	private String query() {
		if (chance(4)) {
			return "";
		}
		int count = chance(4) ? 31 + this.random.nextInt(70) : 1 + this.random.nextInt(5);
		int wildness = chance(15) ? 20 : 0;
		int plusses = chance(12) ? 100 : 0;
		List<String> parameters = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			String name = parameter(wildness);
			parameters.add(withValue(name, wildness, plusses));
			if (chance(15)) {
				parameters.add(withValue(name, wildness, plusses));
			}
		}
		if (chance(5)) {
			parameters.add(pick(parameters));
		}
		if (chance(3)) {
			parameters.add("=" + pick(TAME));
		}
		if (this.request.presign && chance(10)) {
			parameters.addAll(List.of("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Expires=1",
					"X-Amz-Credential=OTHER%2F20000101%2Fr%2Fs%2Faws4_request", "X-Amz-Date=20000101T000000Z",
					"X-Amz-SignedHeaders=host", "X-Amz-Security-Token=old%2Ftoken", "X-Amz-Signature=00ff"));
		}
		if (chance(70)) {
			Collections.shuffle(parameters, this.random);
		}
		if (chance(8)) {
			parameters.add(this.random.nextInt(parameters.size() + 1), "");
		}
		return String.join("&", parameters);
	}

	private String parameter(int wildness) {
		return chance(wildness) ? pick(WILD_PARAMETERS) : pick(PARAMETERS);
	}

	private String withValue(String name, int wildness, int plusses) {
		int percent = this.random.nextInt(100);
		if (percent < 12) {
			return name;
		}
		if (percent < 20) {
			return name + "=";
		}
		StringBuilder value = new StringBuilder();
		int parts = 1 + this.random.nextInt(4);
		for (int i = 0; i < parts; i++) {
			String part = chance(wildness) ? pick(WILD) : chance(30) ? pick(IN_VALUE) : pick(TAME);
			value.append((part.equals("+") && !chance(plusses)) ? "%2B" : part);
		}
		return name + "=" + value;
	}

	private void headers() {
		List<Field> fields = this.request.fields;
		int count = chance(5) ? 21 + this.random.nextInt(20) : this.random.nextInt(6);
		for (int i = 0; i < count; i++) {
			fields.add(new Field(anyCase(pick(HEADERS)), value()));
		}
		while (!fields.isEmpty() && chance(25)) {
			fields.add(this.random.nextInt(fields.size() + 1), new Field(anyCase(pick(fields).name()), value()));
		}
		while (chance(15)) {
			fields.add(new Field(anyCase(pick(NEVER_SIGNED)), value()));
		}
		if (chance(4)) {
			fields.add(new Field("Authorization", pick(List.of("Bearer z", "AWS4-HMAC-SHA256 Credential=old"))));
		}
		if (chance(8)) {
			fields.add(new Field(anyCase("X-Amz-Date"), "20000101T000000Z"));
		}
		if (this.request.targetOnly) {
			fields.add(this.random.nextInt(fields.size() + 1), new Field(anyCase("Host"), pick(HOSTS)));
		}
		else if (chance(5)) {
			fields.add(this.random.nextInt(fields.size() + 1),
					new Field(anyCase("Host"), pick(List.of("tunnelled.example.com", "Tunnel.Example:8443", " t "))));
		}
		this.request.allHeaders = chance(40);
		Set<String> names = this.request.chosenHeaders;
		List<String> candidates = this.request.allHeaders
				? List.of("x-forwarded-for", "accept", "cookie", "range", "content-type", "x-amz-meta")
				: List.of("range", "date", "x-tenant", "x-tenant-id", "accept", "cookie", "if-match", "content-length",
						"x_under", "X-Amz-Acl", "X-Forwarded-For");
		int chosen = this.random.nextInt(5);
		IntStream.range(0, chosen).forEach((i) -> names.add(pick(candidates).toLowerCase(Locale.ROOT)));
		if (this.request.allHeaders && chance(80)) {
			names.add("x-forwarded-for");
		}
	}

	private String value() {
		int percent = this.random.nextInt(100);
		if (percent < 5) {
			return "";
		}
		if (percent < 8) {
			return pick(List.of(" ", "\t", "  \t "));
		}
		if (percent < 9) {
			return "long value ".repeat(100 + this.random.nextInt(100));
		}
		int parts = 1 + this.random.nextInt(5);
		return IntStream.range(0, parts).mapToObj((i) -> pick(IN_HEADER)).collect(Collectors.joining());
	}

	private void payload() {
		int percent = this.random.nextInt(100);
		if (percent < 30) {
			this.request.payload = Payload.NOT_GIVEN;
		}
		else if (percent < 80) {
			this.request.payload = Payload.BODY;
			this.request.body = body();
		}
		else {
			this.request.payload = Payload.LITERAL;
			literal(percent);
		}
		if (chance(7)) {
			this.request.fields.add(new Field(anyCase("X-Amz-Content-Sha256"),
					pick(List.of("UNSIGNED-PAYLOAD", " UNSIGNED-PAYLOAD ", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
							this.request.bodyHash(), this.request.bodyHash(), "0".repeat(64)))));
		}
	}

	private void literal(int percent) {
		if (percent < 90) {
			this.request.literal = "UNSIGNED-PAYLOAD";
			this.request.body = chance(75) ? body() : null;
		}
		else if (percent < 94) {
			this.request.literal = pick(List.of("STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
					"STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
		}
		else {
			this.request.body = body();
			this.request.literal = this.request.bodyHash();
		}
	}

	private byte[] body() {
		int percent = this.random.nextInt(100);
		if (percent < 20) {
			return new byte[0];
		}
		if (percent < 60) {
			return "{\"name\":\"käse\"}".getBytes(StandardCharsets.UTF_8);
		}
		byte[] body = new byte[(percent < 66) ? 65_536 + this.random.nextInt(2) : this.random.nextInt(300)];
		this.random.nextBytes(body);
		return body;
	}

	private void credentials() {
		this.request.accessKeyId = pick(List.of("AKIDEXAMPLE", "ASIAIOSFODNN7EXAMPLE", "a", "key~id+with=marks"));
		this.request.secretAccessKey = pick(List.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "s",
				"p!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~", "longer-than-a-block-of-sha256-".repeat(3)));
		if (chance(45)) {
			this.request.sessionToken = chance(30) ? "FwoGZXIvYXdzE//+=".repeat(60 + this.random.nextInt(60))
					: pick(List.of("t", "token/with+marks==", "~token~!*'()"));
			if (chance(8)) {
				this.request.fields.add(new Field(anyCase("X-Amz-Security-Token"), "an older token"));
			}
		}
	}

	private void time() {
		int year = 1970 + this.random.nextInt(130);
		LocalDateTime time = LocalDateTime.of(year, 1 + this.random.nextInt(12), 1 + this.random.nextInt(28),
				this.random.nextInt(24), this.random.nextInt(60), this.random.nextInt(60));
		if (chance(6)) {
			time = time.withYear(1972 + 4 * this.random.nextInt(30)).withMonth(2).withDayOfMonth(29);
		}
		else if (chance(6)) {
			time = chance(50) ? time.withMonth(1).withDayOfMonth(1) : time.withMonth(12).withDayOfMonth(31);
		}
		if (chance(8)) {
			time = chance(50) ? time.toLocalDate().atStartOfDay() : time.toLocalDate().atTime(23, 59, 59);
		}
		if (chance(2)) {
			time = time.withYear(1900 + this.random.nextInt(70));
		}
		Instant instant = time.toInstant(ZoneOffset.UTC);
		this.request.instant = chance(20) ? instant.plusNanos(pick(List.of(1, 499_999_999, 500_000_000, 999_999_999)))
				: instant;
	}

	private String anyCase(String name) {
		return switch (this.random.nextInt(6)) {
			case 0 -> name.toLowerCase(Locale.ROOT);
			case 1 -> name.toUpperCase(Locale.ROOT);
			default -> name;
		};
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private <T> T pick(List<T> from) {
		return from.get(this.random.nextInt(from.size()));
	}

}
