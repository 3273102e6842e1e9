package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Signed requests for the answers of {@link RefusalTests} to refuse.
 */
final class RefusedRequests {

	static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIDEXAMPLE",
			"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

	static final String TOKEN = "IQoJb3JpZ2luX2VjEA//token+/==";

	static final SigV4Credentials TEMPORARY = SigV4Credentials.of("ASIAEXAMPLE",
			"kWcrlUX5JEDGM/LtmEENI/aVmYvHNif5zB+d9+ct", TOKEN, Instant.parse("2015-08-30T12:30:00Z"));

	static final byte[] ORDER = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);

	private RefusedRequests() {
	}

	/** A POST to API Gateway that has something of everything, by an assumed role. */
	static SignedRequest order() {
		return order(TEMPORARY);
	}

	static SignedRequest order(SigV4Credentials credentials) {
		SigV4Request request = SigV4Request
			.builder("POST", "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/orders/a%20b?x=1%2B2&y=a%20b")
			.header("Accept-Encoding", "gzip")
			.header("Content-Type", "application/json")
			.header("X-Tenant-Id", "7")
			.build();
		SigningSettings settings = SigningSettings.forService("execute-api", "eu-west-1")
			.withSignedHeaders(List.of("accept-encoding", "x-tenant-id"));
		return SigV4Signer.create().sign(request, ORDER, settings, credentials, NOW);
	}

	static SignedRequest object() {
		return object(PERMANENT);
	}

	/** A PUT to S3. */
	static SignedRequest object(SigV4Credentials credentials) {
		return SigV4Signer.create()
			.sign(SigV4Request.builder("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/a%20b//c.txt").build(), ORDER,
					SigningSettings.forService("s3", "eu-west-1"), credentials, NOW);
	}

	/** A URL of S3 that is good for ten minutes. */
	static SignedRequest objectUrl() {
		return objectUrl(PERMANENT);
	}

	private static SignedRequest objectUrl(SigV4Credentials credentials) {
		return SigV4Signer.create()
			.presign(SigV4Request.builder("GET", "https://bucket.s3.eu-west-1.amazonaws.com/c.txt").build(),
					SigningSettings.forService("s3", "eu-west-1"), credentials, NOW, Duration.ofMinutes(10));
	}

	/** A URL of S3 that demands a header. */
	static SignedRequest objectUrlWithHeader() {
		return SigV4Signer.create()
			.presign(
					SigV4Request.builder("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/c.txt")
						.header("X-Amz-Acl", "private")
						.build(),
					SigningSettings.forService("s3", "eu-west-1"), PERMANENT, NOW, Duration.ofMinutes(10));
	}

	static SignedRequest chunks() {
		ChunkedPayload payload = ChunkedPayload.signed(16 * 1024);
		SigV4Request.Builder request = SigV4Request.builder("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/c.txt");
		payload.headers(100_000, null, SigningAlgorithm.SIGV4).forEach(request::header);
		return SigV4Signer.create()
			.sign(request.build(), SigningSettings.forService("s3", "eu-west-1"), PERMANENT, NOW);
	}

	private static SignedRequest objectWithHeader() {
		return SigV4Signer.create()
			.sign(SigV4Request.builder("PUT", "https://bucket.s3.eu-west-1.amazonaws.com/c.txt")
				.header("X-Amz-Acl", "private")
				.build(), SigningSettings.forService("s3", "eu-west-1"), PERMANENT, NOW);
	}

	private static SignedRequest tenant() {
		SigV4Request request = SigV4Request.builder("GET", "https://abc123.execute-api.eu-west-1.amazonaws.com/")
			.header("X-Tenant-Name", "K\u00fcche, 1")
			.build();
		return SigV4Signer.create()
			.sign(request,
					SigningSettings.forService("execute-api", "eu-west-1").withSignedHeaders(List.of("x-tenant-name")),
					PERMANENT, NOW);
	}

	/** One of the requests by its name in the table. */
	static SignedRequest named(String name) {
		String aoss = "https://abc123.eu-west-1.aoss.amazonaws.com/books/_search";
		return switch (name) {
			case "order" -> order();
			case "order, permanent" -> order(PERMANENT);
			case "order, ASIA" -> order(SigV4Credentials.of("ASIAEXAMPLE", PERMANENT.secretAccessKey()));
			case "object" -> object();
			case "object, temporary" -> object(TEMPORARY);
			case "object URL" -> objectUrl();
			case "object URL, temporary" ->
				objectUrl(SigV4Credentials.of("ASIAEXAMPLE", PERMANENT.secretAccessKey(), TOKEN));
			case "caller identity URL" -> SigV4Signer.create()
				.presign(
						SigV4Request
							.builder("GET",
									"https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15")
							.build(),
						SigningSettings.forService("sts", "eu-west-1"), PERMANENT, NOW, Duration.ofHours(1));
			case "tags of an object" -> get("s3", "https://bucket.s3.eu-west-1.amazonaws.com/c.txt?tagging");
			case "object URL with header" -> objectUrlWithHeader();
			case "object with header" -> objectWithHeader();
			case "tenant" -> tenant();
			case "dots" -> get("execute-api", "https://abc123.execute-api.eu-west-1.amazonaws.com/a/../b//c");
			case "custom domain" -> get("execute-api", "https://api.example.com/");
			case "order, SigV4A" -> get("https://abc123.execute-api.eu-west-1.amazonaws.com/",
					SigningSettings.forService("execute-api", "eu-west-1").withRegionSet(List.of("*")), PERMANENT);
			case "object, no hash" -> get("https://bucket.s3.eu-west-1.amazonaws.com/c.txt",
					SigningSettings.forService("s3", "eu-west-1").withContentSha256Header(false), PERMANENT);
			case "IoT URL" -> SigV4Signer.create()
				.presign(SigV4Request.builder("GET", "wss://abc123-ats.iot.eu-west-1.amazonaws.com/mqtt").build(),
						SigningSettings.forService("iotdevicegateway", "eu-west-1"), PERMANENT, NOW, null);
			case "chunks" -> chunks();
			case "object, SigV4A" -> get("https://bucket.s3.eu-west-1.amazonaws.com/c.txt",
					SigningSettings.forService("s3", "eu-west-1").withRegionSet(List.of("us-*")), PERMANENT);
			case "object, dots" -> get("https://bucket.s3.eu-west-1.amazonaws.com/a/../b//c.txt",
					SigningSettings.forService("s3", "eu-west-1"), PERMANENT);
			case "multi-region access point" ->
				get("s3", "https://abc123.mrap.accesspoint.s3-global.amazonaws.com/c.txt");
			case "key value store" -> get("cloudfront-keyvaluestore",
					"https://123456789012.cloudfront-kvs.global.api.aws/key-value-stores/a");
			case "object of another service" -> get("execute-api", "https://bucket.s3.eu-west-1.amazonaws.com/c.txt");
			case "es" -> get("execute-api", "https://search-books.eu-west-1.es.amazonaws.com/books/_search");
			case "domain" -> get("es", "https://search-books.eu-west-1.es.amazonaws.com/books/_search");
			case "domain of another region" ->
				get("es", "https://search-books.us-west-2.es.amazonaws.com/books/_search");
			case "aoss" -> get("aoss", aoss);
			case "aoss, no header" ->
				get(aoss, SigningSettings.forService("aoss", "eu-west-1").withContentSha256Header(false), PERMANENT);
			case "lattice" -> get("https://orders-1.7d67968.vpc-lattice-svcs.eu-west-1.on.aws/a",
					SigningSettings.forService("vpc-lattice-svcs", "eu-west-1").withSignedPayload(true), PERMANENT);
			case "lattice, unsigned" ->
				get("vpc-lattice-svcs", "https://orders-1.7d67968.vpc-lattice-svcs.eu-west-1.on.aws/a");
			case "function" -> get("lambda", "https://abc123.lambda-url.eu-west-1.on.aws/a%2Fb");
			case "iam" -> get("iam", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");
			case "appsync" -> get("appsync", "https://abc123.appsync-api.eu-west-1.amazonaws.com/graphql");
			case "ec2" -> get("ec2", "https://ec2.eu-west-1.amazonaws.com/?Action=DescribeRegions&Version=2016-11-15");
			default -> throw new IllegalArgumentException(name);
		};
	}

	private static SignedRequest get(String service, String uri) {
		return get(uri, SigningSettings.forService(service, "eu-west-1"), PERMANENT);
	}

	private static SignedRequest get(String uri, SigningSettings settings, SigV4Credentials credentials) {
		return SigV4Signer.create().sign(SigV4Request.builder("GET", uri).build(), settings, credentials, NOW);
	}

	static Refusal explain(SignedRequest signed, int status, Map<String, String> headers, String body) {
		return explain(signed, status, headers, body, NOW.plusSeconds(1));
	}

	static Refusal explain(SignedRequest signed, int status, Map<String, String> headers, String body,
			Instant received) {
		return Refusal.explain(signed, status, headers::get, body.getBytes(StandardCharsets.UTF_8), received);
	}

}
