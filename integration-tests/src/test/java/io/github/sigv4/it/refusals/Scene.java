package io.github.sigv4.it.refusals;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.matrix.RawServer;
import io.github.sigv4.it.matrix.WireRequest;

/**
 * What a row plays in: a service that judges by AWS's own signer and refuses in the words
 * that are documented, and what stands in front of it. A real server may take its place.
 */
final class Scene implements AutoCloseable {

	private static final Duration TOLERATED = Duration.ofMinutes(15);

	/** Whose session has ended. */
	static final SigV4Credentials ENDED = SigV4Credentials.of("ASIAI44QH8DHBEXAMPLE",
			TestSecrets.PERMANENT.secretAccessKey(), TestSecrets.of("ended"));

	private static final Map<String, SigV4Credentials> CREDENTIALS = Map.of(TestSecrets.PERMANENT.accessKeyId(),
			TestSecrets.PERMANENT, TestSecrets.TEMPORARY.accessKeyId(), TestSecrets.TEMPORARY, ENDED.accessKeyId(),
			ENDED);

	private final Row row;

	private final TestTime time;

	private final Function<WireRequest, byte[]> realServer;

	private final RawServer server;

	private volatile boolean mended;

	private volatile String signature = "";

	Scene(Row row, TestTime time, Function<WireRequest, byte[]> realServer) throws IOException {
		this.row = row;
		this.time = time;
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
		ReceivedClaim claim = ReceivedClaim.of(request);
		AwsReading reading = (claim != null) ? AwsReading.of(request, claim, credentials(claim)) : null;
		Wrong wrong = judge(request, claim, reading);
		if (wrong == null) {
			return text(200, "ok");
		}
		return (wrong == this.row.wrong) ? this.row.answer.render(values(request, claim, reading), this.time.awsTime())
				: text(500, "It is " + wrong + " that is wrong");
	}

	private byte[] text(int status, String text) {
		return Answer.bytes(status, List.of("Content-Type: text/plain"), text, this.time.awsTime());
	}

	private static SigV4Credentials credentials(ReceivedClaim claim) {
		return CREDENTIALS.getOrDefault(claim.accessKeyId(), TestSecrets.PERMANENT);
	}

	/** Return the first that is wrong, or {@code null}. */
	private Wrong judge(WireRequest request, ReceivedClaim claim, AwsReading reading) {
		if (!request.value("Authorization").contains("AWS4-") && !request.value("Authorization").contains("Bearer")) {
			return Wrong.NOT_SIGNED;
		}
		if (claim == null || request.target().contains("X-Amz-Algorithm=")) {
			return Wrong.MALFORMED;
		}
		if (!claim.requestDate().startsWith(claim.date())) {
			return Wrong.DATE;
		}
		if (Duration.between(claim.instant(), this.time.awsTime()).abs().compareTo(TOLERATED) > 0) {
			return Wrong.TIME;
		}
		if (!claim.service().equals(this.row.endpoint.service())) {
			return Wrong.SERVICE;
		}
		if (!claim.region().equals(this.row.endpoint.region())) {
			return Wrong.REGION;
		}
		SigV4Credentials credentials = CREDENTIALS.get(claim.accessKeyId());
		if (credentials == null) {
			return Wrong.KEY;
		}
		String token = (credentials.sessionToken() != null) ? credentials.sessionToken() : "";
		if (!request.value("X-Amz-Security-Token").equals(token)) {
			return Wrong.TOKEN;
		}
		return credentials.equals(ENDED) ? Wrong.EXPIRED : judgeContent(request, claim, reading);
	}

	private Wrong judgeContent(WireRequest request, ReceivedClaim claim, AwsReading reading) {
		String hash = request.value("X-Amz-Content-Sha256");
		if (!this.row.endpoint.takes(hash, request.body().length > 0)) {
			return Wrong.HASH;
		}
		for (Map.Entry<String, String> header : request.headers()) {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			if ((name.equals("host") || name.startsWith("x-amz-")) && !claim.signedHeaders().contains(name)) {
				return Wrong.HEADER;
			}
		}
		boolean hashed = !hash.isEmpty() && !hash.equals("UNSIGNED-PAYLOAD");
		if (hashed && !hash.equals(AwsReading.sha256(request.body()))) {
			return Wrong.BODY;
		}
		if (!reading.signature().equals(claim.signature())) {
			return Wrong.SIGNATURE;
		}
		return (!this.mended && this.row.rule.test(request)) ? Wrong.RULE : null;
	}

	private Map<String, String> values(WireRequest request, ReceivedClaim claim, AwsReading reading) {
		Map<String, String> values = new TreeMap<>();
		String authorization = request.value("Authorization");
		values.put("authorization", authorization);
		values.put("token", request.value("X-Amz-Security-Token"));
		values.put("hash", request.value("X-Amz-Content-Sha256"));
		values.put("computedHash", AwsReading.sha256(request.body()));
		values.put("serverTime", this.time.awsTime().truncatedTo(ChronoUnit.SECONDS).toString());
		String[] words = authorization.split(" ", -1);
		values.put("secondWord", words[words.length - 1]);
		if (claim != null) {
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
