package io.github.sigv4.it.refusals;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsJudge;
import io.github.sigv4.it.aws.AwsReading;
import io.github.sigv4.it.aws.ReceivedClaim;
import io.github.sigv4.it.aws.Reply;
import io.github.sigv4.it.aws.TestTime;
import io.github.sigv4.it.aws.Wrong;
import io.github.sigv4.it.matrix.RawServer;
import io.github.sigv4.it.matrix.WireRequest;

/**
 * What a row plays in: a service that judges by AWS's own signer and refuses in the words
 * that are documented, and what stands in front of it. A real server may take its place.
 */
final class Scene implements AutoCloseable {

	/** Whose session has ended. */
	static final SigV4Credentials ENDED = SigV4Credentials.of("ASIAI44QH8DHBEXAMPLE",
			TestSecrets.PERMANENT.secretAccessKey(), TestSecrets.of("ended"), Instant.EPOCH);

	private static final Map<String, SigV4Credentials> CREDENTIALS = Map.of(TestSecrets.PERMANENT.accessKeyId(),
			TestSecrets.PERMANENT, TestSecrets.TEMPORARY.accessKeyId(), TestSecrets.TEMPORARY, ENDED.accessKeyId(),
			ENDED);

	private final Row row;

	private final TestTime time;

	private final AwsJudge judge;

	private final Function<WireRequest, byte[]> realServer;

	private final RawServer server;

	private volatile boolean mended;

	private volatile String signature = "";

	Scene(Row row, TestTime time, Function<WireRequest, byte[]> realServer) throws IOException {
		this.row = row;
		this.time = time;
		this.judge = new AwsJudge(row.endpoint.service(), row.endpoint.region(), time::awsTime, CREDENTIALS::get);
		this.realServer = realServer;
		this.server = new RawServer(this::answer);
	}

	Row row() {
		return this.row;
	}

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/** Play the row, or mend what is outside of the application. */
	void play(boolean mended) {
		this.time.reset();
		this.mended = mended && !this.row.staysBroken;
		if (!this.mended) {
			this.row.before.run();
		}
	}

	/** Return the last signature that was sent, empty if there was none. */
	String signature() {
		return this.signature;
	}

	private byte[] answer(WireRequest sent) {
		this.signature = sent.value("Authorization").replaceAll(".*Signature=", "");
		WireRequest request = this.mended ? sent : this.row.relay.apply(sent);
		if (this.row.endpoint == Endpoint.S3_PROXY) {
			return this.realServer.apply(request);
		}
		Wrong wrong = this.judge.judge(request);
		if (wrong == null && !this.mended && this.row.rule.test(request)) {
			wrong = Wrong.RULE;
		}
		if (wrong == null) {
			return text(200, "ok");
		}
		return (wrong == this.row.wrong) ? this.row.answer.render(values(request), this.time.awsTime())
				: text(500, "It is " + wrong + " that is wrong");
	}

	private byte[] text(int status, String text) {
		return Reply.of("text/plain", text).withStatus(status).toBytes(this.time.awsTime());
	}

	private Map<String, String> values(WireRequest request) {
		Map<String, String> values = new TreeMap<>();
		String authorization = request.value("Authorization");
		values.put("authorization", authorization);
		values.put("token", request.value("X-Amz-Security-Token"));
		values.put("hash", request.value("X-Amz-Content-Sha256"));
		values.put("computedHash", AwsReading.sha256(request.body()));
		values.put("serverTime", this.time.awsTime().truncatedTo(ChronoUnit.SECONDS).toString());
		String[] words = authorization.split(" ", -1);
		values.put("secondWord", words[words.length - 1]);
		ReceivedClaim claim = ReceivedClaim.of(request);
		if (claim != null) {
			AwsReading reading = AwsReading.of(request, claim,
					CREDENTIALS.getOrDefault(claim.accessKeyId(), TestSecrets.PERMANENT));
			values.put("accessKeyId", claim.accessKeyId());
			values.put("region", claim.region());
			values.put("requestDate", claim.requestDate());
			values.put("signature", claim.signature());
			values.put("canonicalRequest", reading.canonicalRequest());
			values.put("stringToSign", reading.stringToSign());
		}
		return values;
	}

	@Override
	public void close() {
		this.server.close();
	}

}
