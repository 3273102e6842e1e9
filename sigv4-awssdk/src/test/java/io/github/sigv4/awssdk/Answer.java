package io.github.sigv4.awssdk;

import java.time.Instant;

/**
 * What a {@link FakeEndpoint} answers, in the forms of the endpoints that give
 * credentials.
 *
 * @param status the status
 * @param body the body
 */
record Answer(int status, String body) {

	/** Part of every secret, so that its traces can be looked for. */
	static final String SECRET = "NobodyMaySeeThis";

	static Answer of(int status, String body) {
		return new Answer(status, body);
	}

	/** The container's endpoint and the instance metadata service. */
	static Answer keys(String accessKeyId, Instant expiration) {
		return of(200, """
				{"Code": "Success", "AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "%s", "Expiration": "%s"}"""
			.formatted(accessKeyId, secret(accessKeyId), token(accessKeyId), expiration));
	}

	/** STS, whose action is AssumeRole or AssumeRoleWithWebIdentity. */
	static Answer role(String action, String accessKeyId, Instant expiration) {
		return of(200, """
				<%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>
				<Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>%3$s</SecretAccessKey>
				<SessionToken>%4$s</SessionToken><Expiration>%5$s</Expiration></Credentials>
				</%1$sResult></%1$sResponse>""".formatted(action, accessKeyId, secret(accessKeyId), token(accessKeyId),
				expiration));
	}

	/** STS. */
	static Answer refusal(int status, String code, String message) {
		return of(status, """
				<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
				<Code>%s</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>""".formatted(code,
				message));
	}

	static String secret(String accessKeyId) {
		return SECRET + "/" + accessKeyId;
	}

	static String token(String accessKeyId) {
		return SECRET + "=" + accessKeyId;
	}

}
