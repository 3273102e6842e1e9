package io.github.sigv4.it.credentials;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.credentials.FakeServer.Answer;
import io.github.sigv4.it.credentials.FakeServer.Request;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

/**
 * The services of AWS that give credentials, each with the one question that it is asked.
 */
final class FakeAws {

	static final String ROLE = "arn:aws:iam::123456789012:role/orders";

	private static final String METADATA = "/latest/meta-data/iam/security-credentials/";

	private FakeAws() {
	}

	/** The agent of ECS or of EKS Pod Identity. */
	static Function<Request, Answer> container(SigV4Credentials given, String authorization) {
		return (request) -> {
			if (!request.line().equals("GET /v1/credentials")) {
				return Answer.notFound();
			}
			return request.has("Authorization", authorization) ? Answer.of(json(given)) : new Answer(401, "");
		};
	}

	/** The instance metadata service, version 2 alone. */
	static Function<Request, Answer> instanceMetadata(SigV4Credentials given, String sessionToken) {
		return (request) -> {
			if (request.line().equals("PUT /latest/api/token")) {
				return request.headers().containsKey("X-aws-ec2-metadata-token-ttl-seconds") ? Answer.of(sessionToken)
						: new Answer(400, "");
			}
			if (!request.has("X-aws-ec2-metadata-token", sessionToken)) {
				return new Answer(401, "");
			}
			return switch (request.line()) {
				case "GET " + METADATA -> Answer.of("orders");
				case "GET " + METADATA + "orders" -> Answer.of(json(given));
				default -> Answer.notFound();
			};
		};
	}

	/** STS as pods of EKS ask it: without a signature. */
	static Function<Request, Answer> webIdentity(SigV4Credentials given, String token) {
		return (request) -> {
			if (!request.line().equals("POST /") || request.headers().containsKey("Authorization")
					|| !request.body().contains("Action=AssumeRoleWithWebIdentity&")
					|| !request.body().contains("WebIdentityToken=" + token)) {
				return new Answer(400, "");
			}
			return Answer.of(sts("AssumeRoleWithWebIdentity", given));
		};
	}

	/** STS as holders of keys ask it, who sign. */
	static VerifyingServer assumeRole(SigV4Credentials given, SigV4Credentials own) {
		return VerifyingServer.builder()
			.service("sts", "eu-west-1")
			.credentials(own)
			.respond((request) -> request.bodyText().contains("Action=AssumeRole&")
					? TestResponse.xml(sts("AssumeRole", given)) : TestResponse.of(400))
			.start();
	}

	/** The portal of IAM Identity Center. */
	static Function<Request, Answer> sso(SigV4Credentials given, String accessToken) {
		return (request) -> {
			if (!request.line().startsWith("GET /federation/credentials?")
					|| !request.line().contains("role_name=Developer")
					|| !request.line().contains("account_id=123456789012")) {
				return Answer.notFound();
			}
			return request.has("x-amz-sso_bearer_token", accessToken) ? Answer.of("""
					{"roleCredentials":{"accessKeyId":"%s","secretAccessKey":"%s","sessionToken":"%s","expiration":%d}}
					""".formatted(given.accessKeyId(), given.secretAccessKey(), given.sessionToken(),
					inAnHour().toEpochMilli())) : new Answer(401, "{}");
		};
	}

	/** As a container's agent, an instance and a process say it. */
	static String json(SigV4Credentials given) {
		return """
				{"Version":1,"Code":"Success","AccessKeyId":"%s","SecretAccessKey":"%s","Token":"%4$s",\
				"SessionToken":"%4$s","Expiration":"%3$s"}""".formatted(given.accessKeyId(), given.secretAccessKey(),
				inAnHour(), given.sessionToken());
	}

	/** As STS says it. */
	static String sts(String action, SigV4Credentials given) {
		Instant expiration = (given.expiration() != null) ? given.expiration() : inAnHour();
		return """
				<%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>\
				<AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>%3$s</SecretAccessKey>\
				<SessionToken>%4$s</SessionToken><Expiration>%5$s</Expiration></Credentials>\
				<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/orders/it</Arn>\
				<AssumedRoleId>AROAEXAMPLE:it</AssumedRoleId></AssumedRoleUser></%1$sResult></%1$sResponse>
				""".formatted(action, given.accessKeyId(), given.secretAccessKey(), given.sessionToken(), expiration);
	}

	private static Instant inAnHour() {
		return Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
	}

}
