package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.AwsSignedMessage.Field;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SigV4Verifier}. What it is given was signed by AWS's own signer, since
 * it shares its canonical form with ours.
 */
class SigV4VerifierTests {

	private static final Instant NOW = AwsSignedMessage.NOW;

	private static final SigV4Credentials PERMANENT = AwsSignedMessage.PERMANENT;

	private static final SigV4Credentials TEMPORARY = AwsSignedMessage.TEMPORARY;

	private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	/** The subject of most damages: everything that a request can have is in it. */
	private static final AwsSignedMessage GOOD = AwsSignedMessage
		.of("POST", "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/orders/a%2fb?a=1&a=0&b=2&c=%2F&e",
				"{\"id\":1}", "Content-Type", "application/json", "X-Amz-Meta-A", "one", "X-Amz-Meta-B", "x  \"y  z\"",
				"X-Tenant-Id", "7")
		.sign("execute-api", TEMPORARY);

	private static final AwsSignedMessage GOOD_URL = AwsSignedMessage
		.of("GET", "https://bucket.s3.eu-west-1.amazonaws.com/a%20b//c/../d?versionId=3&response-expires=9", "",
				"X-Amz-Meta-A", "one")
		.presign("s3", TEMPORARY, Duration.ofMinutes(10));

	private static final AwsSignedMessage GOOD_S3 = AwsSignedMessage
		.of("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/a%20b//c/../d%2Fe?tagging", "content")
		.sign("s3", PERMANENT);

	static Stream<Good> good() {
		String api = "https://abc123.execute-api.eu-west-1.amazonaws.com";
		return Stream.of(new Good("execute-api", GOOD), new Good("s3", GOOD_URL), new Good("s3", GOOD_S3),
				new Good("execute-api", AwsSignedMessage.of("GET", api + "/", "").sign("execute-api", PERMANENT)),
				new Good("execute-api",
						AwsSignedMessage.of("DELETE", api + "/a//b/./c/../d%20e/?q=a%20b&q=%C3%BC&x=~*%2B", "")
							.sign("execute-api", PERMANENT)),
				new Good("execute-api",
						AwsSignedMessage.of("GET", api + "/@connections/x%3D", "")
							.presign("execute-api", TEMPORARY, Duration.ofDays(7))),
				new Good("sts", AwsSignedMessage
					.of("POST", "https://sts.eu-west-1.amazonaws.com/", "Action=GetCallerIdentity&Version=2011-06-15",
							"Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
					.sign("sts", TEMPORARY)),
				new Good("sts", AwsSignedMessage
					.of("GET", "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15", "",
							"x-k8s-aws-id", "cluster")
					.presign("sts", PERMANENT, Duration.ofMinutes(1))),
				new Good("ssm",
						AwsSignedMessage
							.of("POST", "https://ssm.eu-west-1.amazonaws.com/", "{\"Name\":\"/ü\"}", "Content-Type",
									"application/x-amz-json-1.1", "X-Amz-Target", "AmazonSSM.GetParameter")
							.sign("ssm", PERMANENT)),
				new Good("aoss",
						AwsSignedMessage.of("PUT", "https://x.eu-west-1.aoss.amazonaws.com/index/_doc/1", "{}",
								"Content-Type", "application/json")
							.sign("aoss", TEMPORARY)),
				new Good("es",
						AwsSignedMessage.of("GET", "https://x.eu-west-1.es.amazonaws.com/a,b/_search?q=*:*", "")
							.sign("es", PERMANENT)),
				new Good("vpc-lattice-svcs",
						AwsSignedMessage.of("POST", "https://x.vpc-lattice-svcs.eu-west-1.on.aws/", "anything")
							.signUnsigned("vpc-lattice-svcs", PERMANENT)),
				new Good("s3",
						AwsSignedMessage.of("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/k", "anything")
							.presign("s3", PERMANENT, Duration.ofSeconds(1))),
				new Good("s3",
						AwsSignedMessage
							.of("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/k", "packed", "Content-Encoding",
									"gzip")
							.sign("s3", PERMANENT)),
				new Good("s3", AwsSignedMessage.of("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/k", "anything")
					.signUnsigned("s3", PERMANENT)));
	}

	@ParameterizedTest
	@MethodSource
	void good(Good good) {
		Verification verification = good.message.verify(verifier(good.service).build(), NOW);
		assertThat(verification.outcome()).as(verification.toString()).isEqualTo(Outcome.VERIFIED);
		assertThat(verification.isVerified()).isTrue();
		assertThat(verification.message()).isEmpty();
		assertThat(verification.accessKeyId()).isIn("AKIDEXAMPLE", "ASIAEXAMPLE");
		assertThat(verification.canonicalRequest()).startsWith(good.message.method() + "\n/");
		assertThat(verification.stringToSign())
			.startsWith("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/eu-west-1/" + good.service + "/aws4_request\n");
	}

	static Stream<Change> harmless() {
		return Stream.of(
				new Change("order of parameters",
						(good) -> good.inTarget("a=1&a=0&b=2&c=%2F&e", "e&a=1&c=%2F&b=2&a=0")),
				new Change("order of equal parameters, which AWS sorts by value",
						(good) -> good.inTarget("a=1&a=0", "a=0&a=1")),
				new Change("hex digits of the query in lower case", (good) -> good.inTarget("c=%2F", "c=%2f")),
				new Change("slash of the query not encoded", (good) -> good.inTarget("c=%2F", "c=/")),
				new Change("letter of the query encoded", (good) -> good.inTarget("b=2", "%62=%32")),
				new Change("equals sign behind a name", (good) -> good.inTarget("&e", "&e=")),
				new Change("empty pieces in the query", (good) -> good.inTarget("b=2&", "&b=2&&=&")),
				new Change("dot segment and slash that are normalised",
						(good) -> good.inTarget("/prod/orders", "//x/../prod/./orders")),
				new Change("order of headers", (good) -> {
					List<Field> fields = new ArrayList<>(good.fields());
					Collections.reverse(fields);
					return good.withFields(fields);
				}),
				new Change("letter case of header names",
						(good) -> good.withFields(good.fields()
							.stream()
							.map((field) -> new Field(field.name().toUpperCase(Locale.ROOT), field.value()))
							.toList())),
				new Change("blanks around values",
						(good) -> good.withFields(good.fields()
							.stream()
							.map((field) -> new Field(field.name(), " \t" + field.value() + "\t "))
							.toList())),
				new Change("blanks inside a value", (good) -> good.change("x-amz-meta-b", (value) -> "x \"y    z\"")),
				new Change("unsigned headers",
						(good) -> good.with("User-Agent", "x")
							.with("Traceparent", "y")
							.with("X-Amzn-Trace-Id", "z")
							.with("Connection", "keep-alive")
							.with("X-Forwarded-For", "10.0.0.1")),
				new Change("no blank behind the commas of the signature", (good) -> good.inAuthorization(", ", ",")),
				new Change("parts of the signature in another order", (good) -> good.change("authorization",
						(value) -> value.replaceAll("(AWS4-HMAC-SHA256) (.*), (.*), (.*)", "$1 $4,  $2,\t$3"))));
	}

	@ParameterizedTest
	@MethodSource
	void harmless(Change change) {
		Verification verification = change.apply(GOOD).verify(verifier("execute-api").build(), NOW);
		assertThat(verification.outcome()).as(verification.toString()).isEqualTo(Outcome.VERIFIED);
	}

	static Stream<Change> damages() {
		return Stream.of(new Change("method", Outcome.SIGNATURE_MISMATCH, (good) -> good.withMethod("PUT")),
				new Change("method in lower case", Outcome.SIGNATURE_MISMATCH, (good) -> good.withMethod("post")),
				new Change("path byte", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("/orders", "/ordert")),
				new Change("path in upper case", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("/prod", "/PROD")),
				new Change("slash behind the path", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("a%2fb", "a%2fb/")),
				new Change("slash decoded", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("a%2fb", "a/b")),
				new Change("hex digit of the path in upper case", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("a%2fb", "a%2Fb")),
				new Change("letter of the path encoded", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("/prod", "/%70rod")),
				new Change("parent segment", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("/prod", "/prod/..")),
				new Change("value of a parameter", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("b=2", "b=3")),
				new Change("name of a parameter", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("b=2", "B=2")),
				new Change("values exchanged", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("a=1&a=0&b=2", "a=2&a=0&b=1")),
				new Change("percent sign encoded twice", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("c=%2F", "c=%252F")),
				new Change("parameter added", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("b=2", "b=2&z=")),
				new Change("parameter repeated", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("b=2", "b=2&b=2")),
				new Change("parameter dropped", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("&e", "")),
				new Change("parameters dropped", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.withTarget("/prod/orders/a%2fb")),
				new Change("value without a name", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("b=2", "b=2&=z")),
				new Change("body byte", Outcome.PAYLOAD_MISMATCH, (good) -> good.withBody("{\"id\":2}")),
				new Change("body dropped", Outcome.PAYLOAD_MISMATCH, (good) -> good.withBody("")),
				new Change("line end behind the body", Outcome.PAYLOAD_MISMATCH,
						(good) -> good.withBody(good.body() + "\n")),
				new Change("date a second later", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("x-amz-date", (date) -> "20150830T123601Z")),
				new Change("date on another day", Outcome.WRONG_SCOPE,
						(good) -> good.change("x-amz-date", (date) -> "20150831T000000Z")),
				new Change("date without a zone", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("x-amz-date", (date) -> "20150830T123600")),
				new Change("date that is none", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("x-amz-date", (date) -> "20151330T123600Z")),
				new Change("date empty", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("x-amz-date", (date) -> "")),
				new Change("date dropped", Outcome.INCOMPLETE_SIGNATURE, (good) -> good.without("x-amz-date")),
				new Change("date repeated", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.with("x-amz-date", "20150830T123600Z")),
				new Change("day of the scope", Outcome.WRONG_SCOPE,
						(good) -> good.inAuthorization("/20150830/", "/20150829/")),
				new Change("day of the scope is a prefix", Outcome.WRONG_SCOPE,
						(good) -> good.inAuthorization("/20150830/", "/2015083/")),
				new Change("region of the scope", Outcome.WRONG_SCOPE,
						(good) -> good.inAuthorization("/eu-west-1/", "/us-east-1/")),
				new Change("service of the scope", Outcome.WRONG_SCOPE,
						(good) -> good.inAuthorization("/execute-api/", "/s3/")),
				new Change("terminator of the scope", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("/aws4_request", "/aws5_request")),
				new Change("part behind the terminator", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("/aws4_request", "/aws4_request/x")),
				new Change("part of the scope dropped", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("/eu-west-1/", "/")),
				new Change("part added to the scope", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("/eu-west-1/", "/eu/west-1/")),
				new Change("access key id unknown", Outcome.UNKNOWN_CREDENTIALS,
						(good) -> good.inAuthorization("ASIAEXAMPLE", "ASIAEXAMPLF")),
				new Change("access key id of somebody else", Outcome.UNKNOWN_CREDENTIALS,
						(good) -> good.inAuthorization("ASIAEXAMPLE", "AKIDEXAMPLE")),
				new Change("access key id of somebody else, without the token", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inAuthorization("ASIAEXAMPLE", "AKIDEXAMPLE")
							.inAuthorization("x-amz-security-token;", "")
							.without("x-amz-security-token")),
				new Change("signature byte", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("authorization", SigV4VerifierTests::otherLastDigit)),
				new Change("signature in upper case", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("authorization",
								(value) -> value.replaceAll("Signature=.*", "Signature=")
										+ value.replaceAll(".*Signature=", "").toUpperCase(Locale.ROOT))),
				new Change("signature cut", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("authorization", (value) -> value.substring(0, value.length() - 1))),
				new Change("signature longer", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("authorization", (value) -> value + "0")),
				new Change("signature empty", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("authorization",
								(value) -> value.replaceAll("Signature=.*", "Signature="))),
				new Change("signature dropped", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("authorization", (value) -> value.replaceAll(", Signature=.*", ""))),
				new Change("signature repeated", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("authorization", (value) -> value + ", Signature=0")),
				new Change("unknown part in the signature", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("authorization", (value) -> value + ", Expires=0")),
				new Change("signed header taken off the list", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inAuthorization(";x-tenant-id", "")),
				new Change("signed x-amz header taken off the list", Outcome.UNSIGNED_HEADER,
						(good) -> good.inAuthorization("x-amz-meta-a;", "")),
				new Change("date taken off the list", Outcome.UNSIGNED_HEADER,
						(good) -> good.inAuthorization("x-amz-date;", "")),
				new Change("host taken off the list", Outcome.UNSIGNED_HEADER,
						(good) -> good.inAuthorization("host;", "")),
				new Change("header added to the list", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.with("accept", "*/*").inAuthorization("=content-type", "=accept;content-type")),
				new Change("header that is not there added to the list", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inAuthorization("=content-type", "=accept;content-type")),
				new Change("list not sorted", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("content-type;host", "host;content-type")),
				new Change("name repeated on the list", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("host;", "host;host;")),
				new Change("list in upper case", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("content-type;host", "Content-Type;Host")),
				new Change("list that starts with a semicolon", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("=content-type", "=;content-type")),
				new Change("list empty", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("authorization",
								(value) -> value.replaceAll("SignedHeaders=[^,]*", "SignedHeaders="))),
				new Change("token changed", Outcome.UNKNOWN_CREDENTIALS,
						(good) -> good.change("x-amz-security-token", (value) -> value + "=")),
				new Change("token dropped", Outcome.UNKNOWN_CREDENTIALS,
						(good) -> good.without("x-amz-security-token")),
				new Change("token repeated", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.with("x-amz-security-token", "x")),
				new Change("Authorization dropped", Outcome.MISSING_AUTHENTICATION,
						(good) -> good.without("authorization")),
				new Change("Authorization repeated", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.with("authorization", String.valueOf(good.value("authorization")))),
				new Change("another Authorization added", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.with("authorization", "Bearer x")),
				new Change("another scheme", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.change("authorization", (value) -> "Bearer x")),
				new Change("algorithm", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inAuthorization("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512")),
				new Change("signature in the URL added", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("b=2", "b=2&X-Amz-Signature=0")),
				new Change("hash changed to that of another body", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("x-amz-content-sha256", (value) -> EMPTY).withBody("")),
				new Change("hash changed to UNSIGNED-PAYLOAD", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("x-amz-content-sha256", (value) -> "UNSIGNED-PAYLOAD")),
				new Change("hash dropped", Outcome.SIGNATURE_MISMATCH, (good) -> good.without("x-amz-content-sha256")),
				new Change("hash repeated", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.with("x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
				new Change("unsigned x-amz header added", Outcome.UNSIGNED_HEADER,
						(good) -> good.with("X-Amz-Acl", "public-read")),
				new Change("signed header repeated", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.with("x-amz-meta-a", "two")),
				new Change("signed header repeated with the same value", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.with("X-AMZ-META-A", "one")),
				new Change("no-break space for a space", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("x-amz-meta-b", (value) -> value.replace(" ", "\u00a0"))));
	}

	private static String otherLastDigit(String text) {
		return text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
	}

	@ParameterizedTest
	@MethodSource
	void damages(Change change) {
		refused(change.apply(GOOD).verify(verifier("execute-api").build(), NOW), change.outcome);
	}

	/** Each signed header that no other rule looks at before the signature. */
	@ParameterizedTest
	@MethodSource("signedHeaders")
	void whenSignedHeaderIsChangedThenRefused(String name) {
		SigV4Verifier verifier = verifier("execute-api").build();
		refused(GOOD.change(name, (value) -> value + "x").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
		refused(GOOD.change(name, (value) -> "z" + value.substring(1)).verify(verifier, NOW),
				Outcome.SIGNATURE_MISMATCH);
		// A request without a host, or with an empty one, is none
		if (!name.equals("host")) {
			refused(GOOD.change(name, (value) -> "").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
			refused(GOOD.without(name).verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
			refused(GOOD.with(name, "x").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
			refused(GOOD.with(name, "").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
		}
	}

	static List<String> signedHeaders() {
		return List.of("content-type", "host", "x-amz-meta-a", "x-amz-meta-b", "x-tenant-id");
	}

	@Test
	void shouldHaveEverySignedHeaderInADamage() {
		assertThat(GOOD.signedHeaders()).containsExactly("content-type", "host", "x-amz-content-sha256", "x-amz-date",
				"x-amz-meta-a", "x-amz-meta-b", "x-amz-security-token", "x-tenant-id");
	}

	static Stream<Change> urlDamages() {
		return Stream.of(
				new Change("order of parameters",
						(good) -> good.inTarget("versionId=3&response-expires=9", "response-expires=9&versionId=3")),
				new Change("encoding of the path that S3 reads alike", (good) -> good.inTarget("/a%20b", "/%61%20%62")),
				new Change("token in lower-case hex digits",
						(good) -> good.inTarget("%2F%2Ftoken%2B", "%2f%2ftoken%2b")),
				new Change("unsigned header", (good) -> good.with("user-agent", "x")),
				new Change("body, which is not known when the URL is made", (good) -> good.withBody("anything")),
				new Change("method", Outcome.SIGNATURE_MISMATCH, (good) -> good.withMethod("PUT")),
				new Change("method HEAD", Outcome.SIGNATURE_MISMATCH, (good) -> good.withMethod("HEAD")),
				new Change("slash added", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("//c", "///c")),
				new Change("slash dropped", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("//c", "/c")),
				new Change("path normalised", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("/c/..", "")),
				new Change("key", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("/a%20b", "/a%21b")),
				new Change("plus for a space", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("/a%20b", "/a+b")),
				new Change("parameter changed", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("versionId=3", "versionId=4")),
				new Change("parameter added", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("versionId=3", "versionId=3&acl")),
				new Change("parameter dropped", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("&response-expires=9", "")),
				new Change("header changed", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("x-amz-meta-a", (value) -> "two")),
				new Change("header dropped", Outcome.SIGNATURE_MISMATCH, (good) -> good.without("x-amz-meta-a")),
				new Change("host", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.change("host", (value) -> "other" + value)),
				new Change("unsigned x-amz header", Outcome.UNSIGNED_HEADER, (good) -> good.with("x-amz-acl", "x")),
				new Change("token as a header", Outcome.UNSIGNED_HEADER,
						(good) -> good.with("x-amz-security-token", String.valueOf(TEMPORARY.sessionToken()))),
				new Change("hash of a body as a header", Outcome.UNSIGNED_HEADER,
						(good) -> good.with("x-amz-content-sha256", EMPTY)),
				new Change("hash of a body in the URL", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("&X-Amz-Expires", "&X-Amz-Content-Sha256=" + EMPTY + "&X-Amz-Expires")),
				new Change("expires longer", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("X-Amz-Expires=600", "X-Amz-Expires=601")),
				new Change("expires zero", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("X-Amz-Expires=600", "X-Amz-Expires=0")),
				new Change("expires too long", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("X-Amz-Expires=600", "X-Amz-Expires=604801")),
				new Change("expires no number", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("X-Amz-Expires=600", "X-Amz-Expires=6e2")),
				new Change("expires dropped", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("&X-Amz-Expires=600", "")),
				new Change("date a second later", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("T123600Z", "T123601Z")),
				new Change("date on another day", Outcome.WRONG_SCOPE,
						(good) -> good.inTarget("20150830T123600Z", "20150829T123600Z")),
				new Change("date dropped", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("&X-Amz-Date=20150830T123600Z", "")),
				new Change("day of the scope", Outcome.WRONG_SCOPE,
						(good) -> good.inTarget("%2F20150830%2F", "%2F20150831%2F")),
				new Change("region of the scope", Outcome.WRONG_SCOPE,
						(good) -> good.inTarget("%2Feu-west-1%2F", "%2Feu-west-2%2F")),
				new Change("service of the scope", Outcome.WRONG_SCOPE,
						(good) -> good.inTarget("%2Fs3%2F", "%2Fsts%2F")),
				new Change("terminator of the scope", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("aws4_request", "aws4_reques")),
				new Change("access key id unknown", Outcome.UNKNOWN_CREDENTIALS,
						(good) -> good.inTarget("ASIAEXAMPLE", "ASIAEXAMPL")),
				new Change("credential dropped", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.withTarget(good.target().replaceAll("&X-Amz-Credential=[^&]*", ""))),
				new Change("algorithm", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")),
				new Change("algorithm dropped", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.withTarget(good.target().replaceAll("X-Amz-Algorithm=[^&]*&", ""))),
				new Change("signed header taken off the list", Outcome.UNSIGNED_HEADER,
						(good) -> good.inTarget("host%3Bx-amz-meta-a", "host")),
				new Change("host taken off the list", Outcome.UNSIGNED_HEADER,
						(good) -> good.inTarget("host%3Bx-amz-meta-a", "x-amz-meta-a")),
				new Change("list not sorted", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.inTarget("host%3Bx-amz-meta-a", "x-amz-meta-a%3Bhost")),
				new Change("token changed", Outcome.UNKNOWN_CREDENTIALS, (good) -> good.inTarget("token", "Token")),
				new Change("token dropped", Outcome.UNKNOWN_CREDENTIALS,
						(good) -> good.withTarget(good.target().replaceAll("&X-Amz-Security-Token=[^&]*", ""))),
				new Change("token repeated", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.withTarget(good.target() + "&X-Amz-Security-Token=x")),
				new Change("signature byte", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.withTarget(good.target().replaceAll("(X-Amz-Signature=.{63}).", "$1g"))),
				new Change("signature dropped", Outcome.MISSING_AUTHENTICATION,
						(good) -> good.withTarget(good.target().replaceAll("&X-Amz-Signature=[^&]*", ""))),
				new Change("signature repeated", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.withTarget(good.target() + "&X-Amz-Signature=0")),
				new Change("signature repeated in an encoded name", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.withTarget(good.target() + "&%58-Amz-Signature=0")),
				new Change("signature's name in lower case", Outcome.MISSING_AUTHENTICATION,
						(good) -> good.inTarget("X-Amz-Signature", "x-amz-signature")),
				new Change("Authorization added", Outcome.INCOMPLETE_SIGNATURE,
						(good) -> good.with("authorization", String.valueOf(GOOD_S3.value("authorization")))));
	}

	@ParameterizedTest
	@MethodSource
	void urlDamages(Change change) {
		Verification verification = change.apply(GOOD_URL).verify(verifier("s3").build(), NOW);
		if (change.outcome == Outcome.VERIFIED) {
			assertThat(verification.outcome()).as(verification.toString()).isEqualTo(Outcome.VERIFIED);
		}
		else {
			refused(verification, change.outcome);
		}
	}

	static Stream<Change> s3Damages() {
		return Stream.of(new Change("key encoded otherwise", (good) -> good.inTarget("/a%20b", "/%61%20b")),
				new Change("slash added", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("//c", "///c")),
				new Change("dot segment resolved", Outcome.SIGNATURE_MISMATCH, (good) -> good.inTarget("c/../", "")),
				new Change("slash of a key decoded", Outcome.SIGNATURE_MISMATCH,
						(good) -> good.inTarget("d%2Fe", "d/e")),
				new Change("body byte", Outcome.PAYLOAD_MISMATCH, (good) -> good.withBody("Content")),
				new Change("hash dropped", Outcome.SIGNATURE_MISMATCH, (good) -> good.without("x-amz-content-sha256")),
				new Change("hash dropped, and taken off the list", Outcome.UNSIGNED_HEADER,
						(good) -> good.without("x-amz-content-sha256").inAuthorization("x-amz-content-sha256;", "")),
				new Change("token added", Outcome.UNKNOWN_CREDENTIALS, (good) -> good.with("x-amz-security-token", "x")
					.inAuthorization("x-amz-date", "x-amz-date;x-amz-security-token")));
	}

	@ParameterizedTest
	@MethodSource
	void s3Damages(Change change) {
		Verification verification = change.apply(GOOD_S3).verify(verifier("s3").build(), NOW);
		if (change.outcome == Outcome.VERIFIED) {
			assertThat(verification.outcome()).as(verification.toString()).isEqualTo(Outcome.VERIFIED);
		}
		else {
			refused(verification, change.outcome);
		}
	}

	@Test
	void shouldAcceptWithinSkewOnly() {
		SigV4Verifier verifier = verifier("execute-api").build();
		Duration skew = Duration.ofMinutes(5);
		assertThat(GOOD.verify(verifier, NOW.plus(skew)).isVerified()).isTrue();
		assertThat(GOOD.verify(verifier, NOW.minus(skew)).isVerified()).isTrue();
		refused(GOOD.verify(verifier, NOW.plus(skew).plusMillis(1)), Outcome.TIME_TOO_SKEWED);
		refused(GOOD.verify(verifier, NOW.minus(skew).minusMillis(1)), Outcome.TIME_TOO_SKEWED);
		SigV4Verifier wide = verifier("execute-api").maxSkew(Duration.ofMinutes(15)).build();
		assertThat(GOOD.verify(wide, NOW.plusSeconds(900)).isVerified()).isTrue();
		refused(GOOD.verify(wide, NOW.plusSeconds(901)), Outcome.TIME_TOO_SKEWED);
	}

	@Test
	void shouldAcceptUrlUntilItExpires() {
		SigV4Verifier verifier = verifier("s3").build();
		assertThat(GOOD_URL.verify(verifier, NOW.plusSeconds(600)).isVerified()).isTrue();
		assertThat(GOOD_URL.verify(verifier, NOW.minusSeconds(300)).isVerified()).isTrue();
		refused(GOOD_URL.verify(verifier, NOW.plusSeconds(601)), Outcome.EXPIRED_URL);
		refused(GOOD_URL.verify(verifier, NOW.minusSeconds(301)), Outcome.TIME_TOO_SKEWED);
	}

	@Test
	void shouldSayWhichTimeOrTokenIsWrong() {
		assertThat(GOOD.verify(verifier("execute-api").build(), NOW.plusSeconds(301)).message())
			.contains("20150830T123600Z lies too far back; here it is 2015-08-30T12:41:01Z");
		assertThat(GOOD.verify(verifier("execute-api").build(), NOW.minusSeconds(301)).message())
			.contains("20150830T123600Z lies in the future; here it is 2015-08-30T12:30:59Z");
		assertThat(GOOD_URL.verify(verifier("s3").build(), NOW.plusSeconds(601)).message())
			.isEqualTo("The presigned URL expired at 2015-08-30T12:46:00Z");
		assertThat(GOOD.without("x-amz-security-token").verify(verifier("execute-api").build(), NOW).message())
			.isEqualTo("The credentials are temporary but the request has no session token");
		assertThat(GOOD.change("x-amz-security-token", (value) -> value + "=")
			.verify(verifier("execute-api").build(), NOW)
			.message()).isEqualTo("The session token is not one of this access key");
	}

	@Test
	void shouldSayWhatACredentialLooksLike() {
		AwsSignedMessage good = GOOD.inAuthorization("/eu-west-1/", "/");
		assertThat(good.verify(verifier("execute-api").build(), NOW).message())
			.contains("<access key id>/<date>/<region>/<service>/aws4_request");
		assertThat(good.inAuthorization("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")
			.inAuthorization("/execute-api/", "/")
			.verify(verifier("execute-api").build(), NOW)
			.message()).contains("<access key id>/<date>/<service>/aws4_request");
	}

	@Test
	void shouldAcceptUrlOnAnotherDay() {
		AwsSignedMessage url = AwsSignedMessage.of("GET", "https://bucket.s3.eu-west-1.amazonaws.com/k", "")
			.presign("s3", PERMANENT, Duration.ofDays(7));
		SigV4Verifier verifier = verifier("s3").build();
		assertThat(url.verify(verifier, NOW.plus(Duration.ofDays(7))).isVerified()).isTrue();
		refused(url.verify(verifier, NOW.plus(Duration.ofDays(7)).plusNanos(1)), Outcome.EXPIRED_URL);
	}

	@Test
	void whenUrlHasHashThenBodyIsComparedWithIt() {
		AwsSignedMessage url = AwsSignedMessage
			.of("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/k?X-Amz-Content-Sha256=" + EMPTY, "")
			.presignPayload("s3", PERMANENT, Duration.ofMinutes(1));
		SigV4Verifier verifier = verifier("s3").build();
		assertThat(url.verify(verifier, NOW).isVerified()).isTrue();
		refused(url.withBody("x").verify(verifier, NOW), Outcome.PAYLOAD_MISMATCH);
		refused(url.inTarget(EMPTY, "UNSIGNED-PAYLOAD").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
		refused(url.inTarget("?", "?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&").verify(verifier, NOW),
				Outcome.INCOMPLETE_SIGNATURE);
	}

	@Test
	void shouldAcceptRepeatedParameterThatIsNoPartOfSignature() {
		AwsSignedMessage good = AwsSignedMessage
			.of("GET", "https://bucket.s3.eu-west-1.amazonaws.com/k?X-Amz-Grant=a&X-Amz-Grant=b", "")
			.sign("s3", PERMANENT);
		assertThat(good.verify(verifier("s3").build(), NOW).isVerified()).isTrue();
	}

	@Test
	void whenCredentialsHaveExpiredThenRefused() {
		SigV4Verifier verifier = verifier("execute-api").maxSkew(Duration.ofDays(1)).build();
		assertThat(GOOD.verify(verifier, NOW.plusSeconds(3599)).isVerified()).isTrue();
		refused(GOOD.verify(verifier, NOW.plusSeconds(3600)), Outcome.EXPIRED_CREDENTIALS);
	}

	@Test
	void whenSecretIsAnotherThenRefusedWithWhatShouldHaveBeenSigned() {
		SigV4Verifier verifier = SigV4Verifier
			.builder((id) -> SigV4Credentials.of(id, "another secret".replace(' ', '-'), TEMPORARY.sessionToken()))
			.build();
		Verification verification = GOOD.verify(verifier, NOW);
		refused(verification, Outcome.SIGNATURE_MISMATCH);
		assertThat(verification.accessKeyId()).isEqualTo("ASIAEXAMPLE");
		assertThat(verification.canonicalRequest()).isEqualTo(
				"""
						POST
						/prod/orders/a%252fb
						a=0&a=1&b=2&c=%2F&e=
						content-type:application/json
						host:abc123.execute-api.eu-west-1.amazonaws.com
						x-amz-content-sha256:<hash>
						x-amz-date:20150830T123600Z
						x-amz-meta-a:one
						x-amz-meta-b:x "y z"
						x-amz-security-token:IQoJb3JpZ2luX2VjEA//token+/==
						x-tenant-id:7

						content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-b;x-amz-security-token;x-tenant-id
						<hash>"""
					.replace("<hash>", String.valueOf(GOOD.value("x-amz-content-sha256"))));
		assertThat(verification.stringToSign())
			.matches("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/eu-west-1/execute-api/aws4_request\n[0-9a-f]{64}");
	}

	@Test
	void whenServiceAndRegionAreNotSetThenAcceptsAny() {
		SigV4Verifier verifier = SigV4Verifier.builder(known()::get).build();
		assertThat(GOOD.verify(verifier, NOW).isVerified()).isTrue();
		assertThat(GOOD_S3.verify(verifier, NOW).isVerified()).isTrue();
	}

	@Test
	void whenUnsignedAmzHeadersAreAcceptedThenAllElseStillHasToBeRight() {
		SigV4Verifier verifier = verifier("execute-api").unsignedAmzHeaders().build();
		AwsSignedMessage more = GOOD.with("X-Amz-Acl", "public-read");
		refused(more.verify(verifier("execute-api").build(), NOW), Outcome.UNSIGNED_HEADER);
		assertThat(more.verify(verifier, NOW).isVerified()).isTrue();
		refused(more.change("X-Amz-Meta-A", (value) -> "two").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
		refused(more.without("X-Amz-Meta-A").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
		refused(more.inAuthorization(";host;", ";").verify(verifier, NOW), Outcome.UNSIGNED_HEADER);
	}

	@Test
	void whenAnySessionTokenIsAcceptedThenItStillHasToBeTheSignedOne() {
		SigV4Credentials permanent = SigV4Credentials.of(TEMPORARY.accessKeyId(), TEMPORARY.secretAccessKey());
		SigV4Verifier.Builder builder = SigV4Verifier.builder((id) -> permanent).signingName("execute-api");
		refused(GOOD.verify(builder.build(), NOW), Outcome.UNKNOWN_CREDENTIALS);
		SigV4Verifier verifier = builder.anySessionToken().build();
		assertThat(GOOD.verify(verifier, NOW).isVerified()).isTrue();
		AwsSignedMessage without = AwsSignedMessage.of("GET", "https://h/", "").sign("execute-api", permanent);
		assertThat(without
			.verify(SigV4Verifier.builder((id) -> TEMPORARY).signingName("execute-api").anySessionToken().build(), NOW)
			.isVerified()).isTrue();
		refused(GOOD.change("X-Amz-Security-Token", (value) -> "another").verify(verifier, NOW),
				Outcome.SIGNATURE_MISMATCH);
		refused(GOOD.without("X-Amz-Security-Token").verify(verifier, NOW), Outcome.SIGNATURE_MISMATCH);
	}

	@Test
	void whenLatticeBodyIsSignedThenRefused() {
		AwsSignedMessage signed = AwsSignedMessage.of("POST", "https://x.vpc-lattice-svcs.eu-west-1.on.aws/", "a")
			.sign("vpc-lattice-svcs", PERMANENT);
		refused(signed.verify(verifier("vpc-lattice-svcs").build(), NOW), Outcome.PAYLOAD_MISMATCH);
	}

	@Test
	void whenBodyIsToBeChunkedThenRefused() {
		SigV4Request request = SigV4Request.builder("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/k")
			.header("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
			.build();
		SignedRequest signed = SigV4Signer.create()
			.sign(request, SigningSettings.forService("s3", "eu-west-1"), PERMANENT, NOW);
		SigV4Request.Builder received = SigV4Request.builder("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/k")
			.header("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
		signed.forEachHeader(received::header);
		refused(verifier("s3").build().verify(received.build(), PayloadHash.EMPTY, NOW), Outcome.PAYLOAD_MISMATCH);
	}

	@Test
	void shouldAcceptRepeatedHeaderAsItWasSent() {
		AwsSignedMessage good = AwsSignedMessage
			.of("GET", "https://bucket.s3.eu-west-1.amazonaws.com/k", "", "X-Amz-Meta-A", "b", "X-Amz-Meta-A", "a")
			.sign("s3", PERMANENT);
		SigV4Verifier verifier = verifier("s3").build();
		assertThat(good.verify(verifier, NOW).isVerified()).isTrue();
		assertThat(good.without("x-amz-meta-a").with("x-amz-meta-a", "b,a").verify(verifier, NOW).isVerified())
			.isTrue();
		refused(good.without("x-amz-meta-a").with("x-amz-meta-a", "a").with("x-amz-meta-a", "b").verify(verifier, NOW),
				Outcome.SIGNATURE_MISMATCH);
	}

	@Test
	void shouldAcceptTokenThatIotDoesNotSign() {
		SigV4Request request = SigV4Request.builder("GET", "https://x.iot.eu-west-1.amazonaws.com/mqtt").build();
		String url = SigV4Signer.create()
			.presign(request, SigningSettings.forService("iotdevicegateway", "eu-west-1"), TEMPORARY, NOW, null)
			.presignedUrl();
		SigV4Verifier verifier = verifier("iotdevicegateway").build();
		SigV4Request received = SigV4Request.builder("GET", String.valueOf(url)).build();
		assertThat(verifier.verify(received, PayloadHash.EMPTY, NOW).isVerified()).isTrue();
		refused(verifier.verify(received, PayloadHash.EMPTY, NOW.plusSeconds(301)), Outcome.TIME_TOO_SKEWED);
	}

	@Test
	void shouldAcceptHeaderWithTokenThatIotDoesNotSign() {
		SigV4Request.Builder request = SigV4Request.builder("GET", "https://x.iot.eu-west-1.amazonaws.com/mqtt");
		SigV4Signer.create()
			.sign(request.build(), SigningSettings.forService("iotdevicegateway", "eu-west-1"), TEMPORARY, NOW)
			.forEachHeader(request::header);
		SigV4Verifier verifier = verifier("iotdevicegateway").build();
		assertThat(verifier.verify(request.build(), PayloadHash.EMPTY, NOW).isVerified()).isTrue();
		request.header("X-Amz-Other", "x");
		refused(verifier.verify(request.build(), PayloadHash.EMPTY, NOW), Outcome.UNSIGNED_HEADER);
	}

	/** The token has another name there, and AWS's signer takes it for any header. */
	@Test
	void shouldAcceptTheSessionTokenOfS3Express() {
		String token = String.valueOf(TEMPORARY.sessionToken());
		SigV4Credentials bare = SigV4Credentials.of(TEMPORARY.accessKeyId(), TEMPORARY.secretAccessKey());
		String uri = "https://bucket.s3express-euw1-az1.eu-west-1.amazonaws.com/k";
		SigV4Verifier verifier = verifier("s3express").build();
		AwsSignedMessage good = AwsSignedMessage.of("GET", uri, "", "X-Amz-S3session-Token", token)
			.sign("s3express", bare);
		assertThat(good.verify(verifier, NOW).outcome()).isEqualTo(Outcome.VERIFIED);
		assertThat(AwsSignedMessage.of("GET", uri, "").sign("s3express", TEMPORARY).verify(verifier, NOW).outcome())
			.isEqualTo(Outcome.VERIFIED);
		AwsSignedMessage url = AwsSignedMessage.of("GET",
				uri + "?X-Amz-S3session-Token=" + token.replace("/", "%2F").replace("+", "%2B").replace("=", "%3D"), "")
			.presign("s3express", bare, Duration.ofMinutes(1));
		assertThat(url.verify(verifier, NOW).outcome()).isEqualTo(Outcome.VERIFIED);
		refused(url.inTarget("IQoJ", "IQoK").verify(verifier, NOW), Outcome.UNKNOWN_CREDENTIALS);
		refused(url.inTarget("?", "?X-Amz-S3session-Token=x&").verify(verifier, NOW), Outcome.INCOMPLETE_SIGNATURE);
		refused(url.inTarget("?", "?X-Amz-Security-Token=x&").verify(verifier, NOW), Outcome.INCOMPLETE_SIGNATURE);
		refused(good.change("x-amz-s3session-token", (value) -> value + "x").verify(verifier, NOW),
				Outcome.UNKNOWN_CREDENTIALS);
		refused(good.without("x-amz-s3session-token").verify(verifier, NOW), Outcome.UNKNOWN_CREDENTIALS);
		refused(good.inAuthorization(";x-amz-s3session-token", "").verify(verifier, NOW), Outcome.UNSIGNED_HEADER);
		refused(good.with("X-Amz-S3session-Token", token).verify(verifier, NOW), Outcome.INCOMPLETE_SIGNATURE);
		refused(AwsSignedMessage.of("GET", uri, "", "X-Amz-S3session-Token", token)
			.sign("s3express", TEMPORARY)
			.verify(verifier, NOW), Outcome.INCOMPLETE_SIGNATURE);
		refused(AwsSignedMessage.of("GET", uri, "", "X-Amz-S3session-Token", token)
			.sign("s3", bare)
			.verify(verifier("s3").build(), NOW), Outcome.UNKNOWN_CREDENTIALS);
	}

	@Test
	void shouldShowNeitherTokenNorSignature() {
		Verification verification = GOOD.verify(verifier("execute-api").build(), NOW);
		assertThat(verification).hasToString("Verification[VERIFIED]");
		Verification refused = GOOD.without("authorization").verify(verifier("execute-api").build(), NOW);
		assertThat(refused.toString()).startsWith("Verification[MISSING_AUTHENTICATION: ");
	}

	private static void refused(Verification verification, Outcome outcome) {
		assertThat(verification.isVerified()).as(verification.toString()).isFalse();
		assertThat(verification.outcome()).as(verification.toString()).isEqualTo(outcome);
		assertThat(verification.message()).isNotEmpty().doesNotContain("IQoJ").doesNotContain("wJalr");
	}

	private static SigV4Verifier.Builder verifier(String service) {
		return SigV4Verifier.builder(known()::get).signingName(service).region("eu-west-1");
	}

	private static Map<String, SigV4Credentials> known() {
		return Map.of(PERMANENT.accessKeyId(), PERMANENT, TEMPORARY.accessKeyId(), TEMPORARY);
	}

	record Good(String service, AwsSignedMessage message) {

		@Override
		public String toString() {
			return this.service + " " + this.message.method() + " " + this.message.target().replaceAll("\\?.*", "");
		}

	}

	record Change(String name, Outcome outcome, UnaryOperator<AwsSignedMessage> change) {

		Change(String name, UnaryOperator<AwsSignedMessage> change) {
			this(name, Outcome.VERIFIED, change);
		}

		AwsSignedMessage apply(AwsSignedMessage good) {
			return this.change.apply(good);
		}

		@Override
		public String toString() {
			return this.name + ": " + this.outcome;
		}

	}

}
