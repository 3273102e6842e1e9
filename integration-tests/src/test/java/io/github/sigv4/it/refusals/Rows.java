package io.github.sigv4.it.refusals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.ReceivedClaim;
import io.github.sigv4.it.aws.TestTime;
import io.github.sigv4.it.aws.Wrong;

/**
 * The table: what is wrong, how the service answers, what has to be said of it, and what
 * makes the next call pass.
 */
final class Rows {

	private static final String PERMANENT = "credentials.session-token=";

	private static final String BEARER = "Bearer eyJhbGciOiJub25lIn0.e30.";

	private static final Call CALLER_IDENTITY = Call.get("/?Action=GetCallerIdentity&Version=2011-06-15");

	private final TestTime time;

	Rows(TestTime time) {
		this.time = time;
	}

	List<Row> all() {
		List<Row> rows = new ArrayList<>();
		rows.addAll(changedOnTheWay());
		rows.addAll(encoded());
		rows.addAll(bodies());
		rows.addAll(scopes());
		rows.addAll(times());
		rows.addAll(credentials());
		rows.addAll(withoutSignature());
		rows.addAll(policies());
		rows.addAll(s3Proxy());
		return rows;
	}

	private List<Row> changedOnTheWay() {
		return List.of(
				Row.of("a load balancer forwards another Host", Endpoint.API_GATEWAY)
					.relayed(Damages.header("Host", "10.0.3.7:8080"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.HEADER_CHANGED, "Header 'host'", "'10.0.3.7:8080'", "keep the Host header",
							"signing-host")
					.curedOutside("the load balancer keeps Host"),
				Row.of("a proxy drops a signed header", Endpoint.API_GATEWAY)
					.with("signed-headers=x-tenant-id")
					.relayed(Damages.dropped("X-Tenant-Id"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.HEADER_LOST, "'x-tenant-id' was signed", "did not arrive", "signed-headers")
					.curedBy("signed-headers="),
				Row.of("an agent changes a signed trace header", Endpoint.API_GATEWAY)
					.with("signed-headers=traceparent")
					.relayed(Damages.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.HEADER_CHANGED, "'traceparent'", "take it out of signed-headers")
					.curedBy("signed-headers="),
				Row.of("a gateway adds a charset to Content-Type", Endpoint.API_GATEWAY)
					.calling(Call.post("/orders"))
					.relayed(Damages.header("Content-Type", "application/json;charset=UTF-8"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.HEADER_CHANGED, "'content-type'", "charset", "before signing")
					.curedOutside("the gateway leaves Content-Type alone"),
				Row.of("a proxy overrides the method", Endpoint.API_GATEWAY)
					.calling(Call.put("/orders/1"))
					.relayed(Damages.method("POST"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.METHOD_CHANGED, "signed PUT | received POST")
					.curedOutside("the proxy leaves the method alone"),
				Row.of("an edge adds the stage to the path", Endpoint.API_GATEWAY)
					.relayed(Damages.prefix("/prod"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.PATH_CHANGED, "'/orders'", "'/prod/orders'", "base-url")
					.curedBy(Call.get("/prod/orders?state=open")),
				Row.of("a proxy takes a prefix off the path", Endpoint.OPENSEARCH)
					.calling(Call.get("/search/orders/_count"))
					.relayed(Damages.target("/search/", "/"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.PATH_CHANGED, "takes a prefix off")
					.curedOutside("the proxy leaves the path alone"),
				Row.of("an agent adds a query parameter", Endpoint.API_GATEWAY)
					.relayed(Damages.parameter("trace=1"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.QUERY_CHANGED, "that was not signed", "'trace' (1)")
					.curedOutside("the agent adds nothing"),
				Row.of("a cache drops a query parameter", Endpoint.API_GATEWAY)
					.relayed(Damages.target("?state=open", ""))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.QUERY_CHANGED, "did not arrive", "'state' (open)")
					.curedOutside("the cache forwards all parameters"),
				Row.of("a proxy adds a header of S3", Endpoint.S3)
					.calling(Call.put("/a.json"))
					.relayed(Damages.header("X-Amz-Acl", "public-read"))
					.refused(Wrong.HEADER, Answers.S3_HEADERS_NOT_SIGNED)
					.explained(Cause.HEADER_UNSIGNED, "x-amz-acl", "have the proxy that adds it leave it out")
					.curedOutside("the proxy adds no x-amz header"));
	}

	private List<Row> encoded() {
		return List.of(
				Row.of("a proxy encodes the path once more", Endpoint.API_GATEWAY)
					.calling(Call.get("/orders/a%20b"))
					.relayed(Damages.target("%20", "%2520"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.PATH_ENCODING, "encoded once more on its way")
					.curedOutside("the proxy passes the path on as it is"),
				Row.of("a path is signed as S3 signs it", Endpoint.API_GATEWAY)
					.with("double-encode-path=false")
					.calling(Call.get("/orders/a%20b"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.PATH_ENCODING, "set double-encode-path to true")
					.curedBy("double-encode-path=true"),
				Row.of("a key of S3 is signed as other services sign a path", Endpoint.S3)
					.with("double-encode-path=true")
					.calling(Call.get("/a%20b.txt"))
					.refused(Wrong.SIGNATURE, Answers.S3_MISMATCH)
					.explained(Cause.PATH_ENCODING, "set double-encode-path to false")
					.curedBy("double-encode-path=false"),
				Row.of("a key of S3 with two slashes is normalised", Endpoint.S3)
					.with("normalize-path=true")
					.calling(Call.get("/a//b.txt"))
					.refused(Wrong.SIGNATURE, Answers.S3_MISMATCH)
					.explained(Cause.PATH_ENCODING, "set normalize-path to false")
					.curedBy("normalize-path=false"),
				Row.of("a proxy writes a space in the query as a plus", Endpoint.API_GATEWAY)
					.calling(Call.get("/orders?customer=Ann%20Lee"))
					.relayed(Damages.target("%20", "+"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.QUERY_ENCODING, "'+' and a space", "%20", "%2B")
					.curedOutside("the proxy writes a space as %20"),
				Row.of("a client encodes the query twice", Endpoint.OPENSEARCH)
					.calling(Call.get("/orders/_search?q=a%20b"))
					.relayed(Damages.target("%20", "%2520"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.QUERY_ENCODING, "encoded twice")
					.curedOutside("nothing encodes the query again"));
	}

	private List<Row> bodies() {
		return List.of(
				Row.of("a gateway rewrites the body", Endpoint.API_GATEWAY)
					.calling(Call.post("/orders"))
					.relayed(Damages.body("{ \"id\": 1 }"))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.PAYLOAD_CHANGED, "not the one that was hashed", "Sign last")
					.curedOutside("the gateway passes bodies on as they are"),
				Row.of("a redirect drops the body", Endpoint.API_GATEWAY)
					.calling(Call.post("/orders"))
					.relayed(Damages.body(""))
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.PAYLOAD_CHANGED, "No body arrived", "redirect")
					.curedOutside("nothing redirects"),
				Row.of("an upload to S3 is changed", Endpoint.S3)
					.calling(Call.put("/a.json"))
					.relayed(Damages.body("{\"id\":2}"))
					.refused(Wrong.BODY, Answers.S3_HASH)
					.explained(Cause.PAYLOAD_CHANGED, "not the one that was hashed", "received")
					.curedOutside("nothing changes the body"),
				Row.of("S3 is not told the hash", Endpoint.S3)
					.with("content-sha256-header=false")
					.calling(Call.get("/a.json"))
					.refused(Wrong.HASH, Answers.S3_NO_HASH)
					.explained(Cause.PAYLOAD_HASH_MISSING, "X-Amz-Content-Sha256", "content-sha256-header to true")
					.curedBy("content-sha256-header=true"),
				Row.of("OpenSearch Serverless is not told the hash", Endpoint.OPENSEARCH_SERVERLESS)
					.with("content-sha256-header=false")
					.calling(Call.put("/orders/_doc/1"))
					.refused(Wrong.HASH, Answers.SERVERLESS_FORBIDDEN)
					.explained(Cause.PAYLOAD_HASH_MISSING, "X-Amz-Content-Sha256", "content-sha256-header to true")
					.curedBy("content-sha256-header=true"),
				Row.of("VPC Lattice is not told that the body is unsigned", Endpoint.LATTICE)
					.with("payload=signed", "content-sha256-header=false")
					.refused(Wrong.HASH, Answers.LATTICE_NO_HASH)
					.explained(Cause.PAYLOAD_HASH_MISSING, "X-Amz-Content-Sha256", "content-sha256-header to true")
					.curedBy("payload=unsigned", "content-sha256-header=true"));
	}

	private List<Row> scopes() {
		return List.of(
				Row.of("the signature is for Lambda", Endpoint.API_GATEWAY)
					.with("signing-name=lambda")
					.refused(Wrong.SERVICE, Answers.GATEWAY_SERVICE)
					.explained(Cause.WRONG_SERVICE, "for service 'lambda'", "Set signing-name to execute-api")
					.curedBy("signing-name=execute-api"),
				Row.of("the signature is for OpenSearch Serverless", Endpoint.OPENSEARCH)
					.with("signing-name=aoss")
					.refused(Wrong.SERVICE, Answers.OPENSEARCH_SERVICE)
					.explained(Cause.WRONG_SERVICE, "for service 'aoss'", "Set signing-name to es")
					.curedBy("signing-name=es"),
				Row.of("the signature is for another region", Endpoint.OPENSEARCH)
					.with("region=us-east-1")
					.refused(Wrong.REGION, Answers.OPENSEARCH_REGION)
					.explained(Cause.WRONG_REGION, "for region 'us-east-1'", "Set region to eu-west-1")
					.curedBy("region=eu-west-1"),
				Row.of("a global service is signed for a region", Endpoint.IAM)
					.with("region=eu-west-1")
					.refused(Wrong.REGION, Answers.IAM_REGION)
					.explained(Cause.WRONG_REGION, "for region 'eu-west-1'", "us-east-1")
					.curedBy("region=us-east-1"),
				Row.of("STS is signed for another region", Endpoint.STS)
					.with("region=us-west-2")
					.calling(CALLER_IDENTITY)
					.refused(Wrong.REGION, Answers.STS_REGION)
					.explained(Cause.WRONG_REGION, "for region 'us-west-2'", "region")
					.curedBy("region=eu-west-1"),
				Row.of("a bucket is in another region", Endpoint.S3)
					.with("region=us-east-1")
					.refused(Wrong.REGION, Answers.S3_REGION)
					.explained(Cause.WRONG_REGION, "is in 'eu-central-1'", "Set region to eu-central-1")
					.curedBy("region=eu-central-1"),
				Row.of("a proxy sets the request date anew", Endpoint.API_GATEWAY)
					.relayed((request) -> request.with("X-Amz-Date",
							ReceivedClaim.format(this.time.awsTime().plus(Duration.ofDays(1)))))
					.refused(Wrong.DATE, Answers.GATEWAY_SCOPE_DATE)
					.explained(Cause.WRONG_DATE, "X-Amz-Date was signed as", "changed or dropped it")
					.curedOutside("the proxy leaves X-Amz-Date alone"));
	}

	private List<Row> times() {
		return List.of(
				Row.of("the clock is half an hour behind", Endpoint.STS)
					.with("retry-on-clock-skew=false")
					.calling(CALLER_IDENTITY)
					.after(() -> this.time.set(Duration.ofMinutes(-30)))
					.refused(Wrong.TIME, Answers.STS_EXPIRED)
					.explained(Cause.CLOCK_SKEW, "30 min behind AWS's clock", "NTP", "retry-on-clock-skew")
					.curedOutside("the clock is set"),
				Row.of("the clock is half an hour ahead", Endpoint.API_GATEWAY)
					.with("retry-on-clock-skew=false")
					.after(() -> this.time.set(Duration.ofMinutes(30)))
					.refused(Wrong.TIME, Answers.GATEWAY_NOT_YET)
					.explained(Cause.CLOCK_SKEW, "30 min ahead of AWS's clock", "retry-on-clock-skew=true")
					.curedBy("retry-on-clock-skew=true"),
				Row.of("the clock is half an hour ahead of S3's", Endpoint.S3)
					.with("retry-on-clock-skew=false")
					.after(() -> this.time.set(Duration.ofMinutes(30)))
					.refused(Wrong.TIME, Answers.S3_TIME)
					.explained(Cause.CLOCK_SKEW, "30 min ahead of AWS's clock", "NTP")
					.curedOutside("the clock is set"),
				Row.of("the request waits in a queue", Endpoint.DYNAMODB)
					.with("retry-on-clock-skew=false")
					.calling(Call.post("/"))
					.relayed((request) -> {
						this.time.pass(Duration.ofMinutes(16));
						return request;
					})
					.refused(Wrong.TIME, Answers.DYNAMODB_EXPIRED_SIGNATURE)
					.explained(Cause.SENT_TOO_LATE, "16 min later", "the clock here is right")
					.curedOutside("nothing holds the request"));
	}

	private List<Row> credentials() {
		return List.of(
				Row.of("the secret is that of another key", Endpoint.API_GATEWAY)
					.with("credentials.secret-access-key=" + TestSecrets.WRONG)
					.refused(Wrong.SIGNATURE, Answers.GATEWAY_MISMATCH)
					.explained(Cause.WRONG_SECRET, "is not the one of access key id ASIAIOSFODNN7EXAMPLE")
					.curedBy("credentials.secret-access-key=" + TestSecrets.TEMPORARY.secretAccessKey()),
				Row.of("S3 computes from the same with another secret", Endpoint.S3)
					.with("credentials.secret-access-key=" + TestSecrets.WRONG)
					.refused(Wrong.SIGNATURE, Answers.S3_MISMATCH)
					.explained(Cause.WRONG_SECRET, "Everything the service canonicalised is what was signed")
					.curedBy("credentials.secret-access-key=" + TestSecrets.TEMPORARY.secretAccessKey()),
				Row.of("the access key was deleted", Endpoint.API_GATEWAY)
					.with(PERMANENT, "credentials.access-key-id=AKIAI44QH8DHBEXAMPLE")
					.refused(Wrong.KEY, Answers.GATEWAY_UNKNOWN_KEY)
					.explained(Cause.UNKNOWN_ACCESS_KEY, "does not know access key id AKIAI44QH8DHBEXAMPLE")
					.curedBy("credentials.access-key-id=AKIAIOSFODNN7EXAMPLE"),
				Row.of("STS computes with another secret", Endpoint.STS)
					.with("credentials.secret-access-key=" + TestSecrets.WRONG)
					.calling(CALLER_IDENTITY)
					.refused(Wrong.SIGNATURE, Answers.STS_MISMATCH)
					.explained(Cause.SIGNATURE_MISMATCH, "the secret access key is not the one of access key id")
					.curedBy("credentials.secret-access-key=" + TestSecrets.TEMPORARY.secretAccessKey()),
				Row.of("STS does not know the access key", Endpoint.STS)
					.with(PERMANENT, "credentials.access-key-id=AKIAI44QH8DHBEXAMPLE")
					.refused(Wrong.KEY, Answers.STS_UNKNOWN_KEY)
					.explained(Cause.UNKNOWN_ACCESS_KEY, "deleted or made inactive", "access-key-id")
					.curedBy("credentials.access-key-id=AKIAIOSFODNN7EXAMPLE"),
				Row.of("S3 does not know the access key", Endpoint.S3)
					.with(PERMANENT, "credentials.access-key-id=AKIAI44QH8DHBEXAMPLE")
					.refused(Wrong.KEY, Answers.S3_UNKNOWN_KEY)
					.explained(Cause.UNKNOWN_ACCESS_KEY, "AKIAI44QH8DHBEXAMPLE", "partition")
					.curedBy("credentials.access-key-id=AKIAIOSFODNN7EXAMPLE"),
				Row.of("EC2 cannot validate the credentials", Endpoint.EC2)
					.with(PERMANENT, "credentials.access-key-id=AKIAI44QH8DHBEXAMPLE")
					.refused(Wrong.KEY, Answers.EC2_AUTH_FAILURE)
					.explained(Cause.UNKNOWN_ACCESS_KEY, "AKIAI44QH8DHBEXAMPLE", "unknown or inactive",
							"secret-access-key")
					.curedBy("credentials.access-key-id=AKIAIOSFODNN7EXAMPLE"),
				Row.of("a temporary key comes without its token", Endpoint.LAMBDA_URL)
					.with("credentials.session-token=")
					.refused(Wrong.TOKEN, Answers.LAMBDA_TOKEN)
					.explained(Cause.WRONG_TOKEN, "no session token was sent", "Set session-token")
					.curedBy("credentials.session-token=" + TestSecrets.TEMPORARY.sessionToken()),
				Row.of("the token belongs to another key", Endpoint.S3)
					.with("credentials.session-token=" + TestSecrets.of("foreign"))
					.refused(Wrong.TOKEN, Answers.S3_INVALID_TOKEN)
					.explained(Cause.WRONG_TOKEN, "do not belong together", "from one answer")
					.curedBy("credentials.session-token=" + TestSecrets.TEMPORARY.sessionToken()),
				Row.of("the session has ended", Endpoint.DYNAMODB)
					.calling(Call.post("/"))
					.with("credentials.access-key-id=" + Scene.ENDED.accessKeyId(),
							"credentials.session-token=" + Scene.ENDED.sessionToken())
					.refused(Wrong.EXPIRED, Answers.DYNAMODB_EXPIRED_TOKEN)
					.explained(Cause.EXPIRED_CREDENTIALS, "have expired", "Get new ones")
					.curedBy("credentials.access-key-id=" + TestSecrets.TEMPORARY.accessKeyId(),
							"credentials.session-token=" + TestSecrets.TEMPORARY.sessionToken()),
				Row.of("the session has ended for S3, too", Endpoint.S3)
					.with("credentials.access-key-id=" + Scene.ENDED.accessKeyId(),
							"credentials.session-token=" + Scene.ENDED.sessionToken())
					.refused(Wrong.EXPIRED, Answers.S3_EXPIRED_TOKEN)
					.explained(Cause.EXPIRED_CREDENTIALS, "have expired", "a session-token that is written down")
					.curedBy("credentials.access-key-id=" + TestSecrets.TEMPORARY.accessKeyId(),
							"credentials.session-token=" + TestSecrets.TEMPORARY.sessionToken()));
	}

	private List<Row> withoutSignature() {
		return List.of(
				Row.of("a path that API Gateway does not have", Endpoint.API_GATEWAY)
					.calling(Call.get("/odrers"))
					.unless((request) -> request.target().startsWith("/orders"))
					.refused(Wrong.RULE, Answers.GATEWAY_MISSING_TOKEN)
					.explained(Cause.MISSING_AUTHENTICATION, "no GET /odrers", "Check stage, path and method first")
					.curedBy(Call.get("/orders")),
				Row.of("a proxy in front of OpenSearch drops Authorization", Endpoint.OPENSEARCH)
					.relayed(Damages.dropped("Authorization"))
					.refused(Wrong.NOT_SIGNED, Answers.OPENSEARCH_ANONYMOUS)
					.explained(Cause.MISSING_AUTHENTICATION, "no signature arrived", "drops the Authorization header")
					.curedOutside("the proxy passes Authorization on"),
				Row.of("a proxy in front of S3 drops Authorization", Endpoint.S3)
					.calling(Call.get("/a.json"))
					.relayed(Damages.dropped("Authorization"))
					.refused(Wrong.NOT_SIGNED, Answers.S3_DENIED)
					.explained(Cause.NOT_ALLOWED, "a proxy dropped the Authorization header")
					.curedOutside("the proxy passes Authorization on"),
				Row.of("a proxy in front of DynamoDB drops Authorization", Endpoint.DYNAMODB)
					.calling(Call.post("/"))
					.relayed(Damages.dropped("Authorization"))
					.refused(Wrong.NOT_SIGNED, Answers.DYNAMODB_NOT_SIGNED)
					.explained(Cause.MISSING_AUTHENTICATION, "no signature arrived", "dropped the Authorization header")
					.curedOutside("the proxy passes Authorization on"),
				Row.of("a gateway puts its own token into Authorization", Endpoint.API_GATEWAY)
					.relayed(Damages.header("Authorization", BEARER))
					.refused(Wrong.MALFORMED, Answers.GATEWAY_NO_EQUALS)
					.explained(Cause.MALFORMED_AUTHENTICATION, "does not read the Authorization header",
							"another Authorization in place of ours")
					.curedOutside("the gateway leaves Authorization alone"),
				Row.of("a gateway puts its own token into Authorization for S3", Endpoint.S3)
					.relayed(Damages.header("Authorization", BEARER))
					.refused(Wrong.MALFORMED, Answers.S3_UNSUPPORTED)
					.explained(Cause.MALFORMED_AUTHENTICATION, "'Unsupported Authorization Type'",
							"changes the Authorization header")
					.curedOutside("the gateway leaves Authorization alone"),
				Row.of("a proxy drops the request date", Endpoint.DYNAMODB)
					.calling(Call.post("/"))
					.relayed(Damages.dropped("X-Amz-Date"))
					.refused(Wrong.MALFORMED, Answers.DYNAMODB_NO_DATE)
					.explained(Cause.HEADER_LOST, "X-Amz-Date was signed and sent, but did not arrive")
					.curedOutside("the proxy passes X-Amz-Date on"),
				Row.of("a proxy shortens Authorization", Endpoint.DYNAMODB)
					.calling(Call.post("/"))
					.relayed(Damages.authorization(" SignedHeaders=[^,]+,", ""))
					.refused(Wrong.MALFORMED, Answers.DYNAMODB_NO_SIGNED_HEADERS)
					.explained(Cause.MALFORMED_AUTHENTICATION, "cannot read the signature that arrived",
							"changes the Authorization header")
					.curedOutside("the proxy leaves Authorization alone"),
				Row.of("a proxy rewrites Authorization for S3", Endpoint.S3)
					.relayed(Damages.authorization("Credential=[^,]+, ", ""))
					.refused(Wrong.MALFORMED, Answers.S3_THREE_COMPONENTS)
					.explained(Cause.MALFORMED_AUTHENTICATION, "cannot read the signature that arrived",
							"three components")
					.curedOutside("the proxy leaves Authorization alone"),
				Row.of("a proxy takes host out of the signed headers", Endpoint.DYNAMODB)
					.calling(Call.post("/"))
					.relayed(Damages.authorization(";host;", ";"))
					.refused(Wrong.HEADER, Answers.DYNAMODB_HOST)
					.explained(Cause.HEADER_UNSIGNED, "does not find host", "changed the Authorization header")
					.curedOutside("the proxy leaves Authorization alone"),
				Row.of("a presigned query is there as well", Endpoint.DYNAMODB)
					.calling(Call.post("/"))
					.relayed(Damages.parameter("X-Amz-Algorithm=AWS4-HMAC-SHA256"))
					.refused(Wrong.MALFORMED, Answers.DYNAMODB_TWO_SIGNATURES)
					.explained(Cause.MALFORMED_AUTHENTICATION, "Two signatures arrived")
					.curedOutside("nothing adds parameters of a presigned URL"));
	}

	private List<Row> policies() {
		return List.of(
				Row.of("no policy of the role allows it", Endpoint.SSM)
					.calling(Call.post("/"))
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.SSM_NO_POLICY)
					.explained(Cause.NOT_ALLOWED, "assumed-role/orders/session may not do ssm:GetParameter",
							"in a policy of that user or role")
					.curedOutside("a policy of the role allows ssm:GetParameter"),
				Row.of("the policy of an API denies it", Endpoint.API_GATEWAY)
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.GATEWAY_RESOURCE_POLICY)
					.explained(Cause.EXPLICIT_DENY, "execute-api:Invoke", "denied explicitly", "the resource")
					.curedOutside("the API's policy denies it no more"),
				Row.of("the method of an API is not protected by IAM", Endpoint.API_GATEWAY)
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.GATEWAY_ANONYMOUS)
					.explained(Cause.MISSING_AUTHENTICATION, "does not look at signatures", "AWS_IAM",
							"resource policy")
					.curedOutside("the method's authorization is AWS_IAM"),
				Row.of("S3 denies access and says no more", Endpoint.S3)
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.S3_DENIED)
					.explained(Cause.NOT_ALLOWED, "no fault with the signature", "an object that is not there")
					.curedOutside("the bucket's policy allows it"),
				Row.of("AppSync denies access", Endpoint.APPSYNC)
					.calling(Call.post("/graphql"))
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.APPSYNC_PERMISSION)
					.explained(Cause.NOT_ALLOWED, "no fault with the signature", "appsync")
					.curedOutside("a policy of the role allows appsync:GraphQL"),
				Row.of("a function URL lacks a permission", Endpoint.LAMBDA_URL)
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.LAMBDA_FORBIDDEN)
					.explained(Cause.FORBIDDEN, "lambda:InvokeFunctionUrl and lambda:InvokeFunction")
					.curedOutside("the function's policy has both permissions"),
				Row.of("API Gateway forbids it without a word", Endpoint.API_GATEWAY)
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.GATEWAY_FORBIDDEN)
					.explained(Cause.FORBIDDEN, "x-api-key", "WAF", "VPC endpoint")
					.curedOutside("the usage plan has the stage"),
				Row.of("the account is not subscribed", Endpoint.ROUTE_53)
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.ROUTE_53_OPT_IN)
					.explained(Cause.ACCOUNT, "The signature is not the matter", "Subscribe to the service")
					.curedOutside("the account is subscribed"),
				Row.of("a firewall blocks it", Endpoint.API_GATEWAY)
					.unless((request) -> false)
					.refused(Wrong.RULE, Answers.CLOUDFRONT_BLOCKED)
					.explained(Cause.BLOCKED, "web page", "CloudFront", "before its signature was looked at")
					.curedOutside("the firewall's rule is gone"));
	}

	/** What a server answers that others wrote and that runs here. */
	private List<Row> s3Proxy() {
		return List.of(
				s3Proxy("has another secret").with("credentials.secret-access-key=" + TestSecrets.WRONG)
					.explained(Cause.WRONG_SECRET, "is not the one of access key id AKIAIOSFODNN7EXAMPLE")
					.curedBy("credentials.secret-access-key=" + TestSecrets.PERMANENT.secretAccessKey()),
				s3Proxy("does not know the key").with("credentials.access-key-id=AKIAI44QH8DHBEXAMPLE")
					.explained(Cause.UNKNOWN_ACCESS_KEY, "AKIAI44QH8DHBEXAMPLE", "Check access-key-id")
					.curedBy("credentials.access-key-id=AKIAIOSFODNN7EXAMPLE"),
				s3Proxy("gets another body").calling(Call.put("/orders/a.json"))
					.relayed(Damages.body("{\"id\":2}"))
					.explained(Cause.PAYLOAD_CHANGED, "not the one that was hashed", "Sign last")
					.curedOutside("nothing changes the body"),
				s3Proxy("gets an old signature").with("retry-on-clock-skew=false")
					.after(() -> this.time.set(Duration.ofMinutes(-20)))
					.explained(Cause.CLOCK_SKEW, "20 min behind AWS's clock", "retry-on-clock-skew=true")
					.curedBy("retry-on-clock-skew=true"),
				s3Proxy("gets no request date").relayed(Damages.dropped("X-Amz-Date"))
					.explained(Cause.HEADER_LOST, "X-Amz-Date was signed and sent, but did not arrive")
					.curedOutside("the proxy passes X-Amz-Date on"),
				s3Proxy("gets no hash").with("content-sha256-header=false")
					.explained(Cause.PAYLOAD_HASH_MISSING, "X-Amz-Content-Sha256", "content-sha256-header to true")
					.curedBy("content-sha256-header=true"),
				s3Proxy("gets a plus that was encoded").calling(Call.put("/orders/a%2Bb.json"))
					.relayed(Damages.target("%2B", "+"))
					.explained(Cause.PATH_ENCODING, "'/orders/a%2Bb.json' | received '/orders/a+b.json'", "decoded it")
					.curedOutside("the proxy passes the path on as it is"),
				s3Proxy("gets another Host").relayed(Damages.header("Host", "10.0.3.7:8080"))
					.explained(Cause.HEADER_CHANGED, "Header 'host'", "'10.0.3.7:8080'")
					.curedOutside("the proxy keeps Host"));
	}

	private static Row s3Proxy(String name) {
		return Row.of("S3Proxy " + name, Endpoint.S3_PROXY).calling(Call.get("/orders"));
	}

}
