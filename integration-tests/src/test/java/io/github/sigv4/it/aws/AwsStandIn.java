package io.github.sigv4.it.aws;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.matrix.RawServer;
import io.github.sigv4.it.matrix.WireRequest;

/**
 * Stands for one of AWS's services on a socket. AWS's own signer judges, nothing of ours.
 */
public final class AwsStandIn implements AutoCloseable {

	private final Map<String, SigV4Credentials> credentials = new ConcurrentHashMap<>();

	private final List<WireRequest> requests = new CopyOnWriteArrayList<>();

	private final List<Wrong> refused = new CopyOnWriteArrayList<>();

	private final Map<Wrong, Reply> refusals = new ConcurrentHashMap<>();

	private final InstantSource time;

	private final AwsJudge judge;

	private final Function<WireRequest, Reply> answers;

	private final RawServer server;

	/**
	 * Start to listen.
	 * @param service the service in the credential scope
	 * @param region the region in the credential scope
	 * @param time the clock of the service
	 * @param answers what is answered to requests that are signed right
	 * @throws IOException if there is no port
	 */
	public AwsStandIn(String service, String region, InstantSource time, Function<WireRequest, Reply> answers)
			throws IOException {
		this.time = time;
		this.judge = new AwsJudge(service, region, time, this.credentials::get);
		this.answers = answers;
		this.server = new RawServer(this::answer);
	}

	/**
	 * Make credentials known.
	 * @param known the credentials
	 * @return this stand-in
	 */
	public AwsStandIn knowing(SigV4Credentials known) {
		this.credentials.put(known.accessKeyId(), known);
		return this;
	}

	/**
	 * Refuse in the service's words. Without them the answer is a failure of the server.
	 * @param wrong what is wrong
	 * @param reply what is answered then
	 * @return this stand-in
	 */
	public AwsStandIn refusing(Wrong wrong, Reply reply) {
		this.refusals.put(wrong, reply);
		return this;
	}

	private byte[] answer(WireRequest request) {
		this.requests.add(request);
		Wrong wrong = this.judge.judge(request);
		if (wrong != null) {
			this.refused.add(wrong);
		}
		Reply reply = (wrong != null)
				? this.refusals.getOrDefault(wrong,
						Reply.of("text/plain", "It is " + wrong + " that is wrong").withStatus(500))
				: this.answers.apply(request);
		return reply.toBytes(this.time.instant());
	}

	/**
	 * Send a request that is no client's, over a connection of its own.
	 * @param request the request
	 * @return the status of the answer
	 * @throws Exception if there is none
	 */
	public int send(WireRequest request) throws Exception {
		return this.server.send(request.toBytes());
	}

	/**
	 * Return where it listens.
	 * @return the URL, without a path
	 */
	public String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/**
	 * Return what came, in its order.
	 * @return the requests
	 */
	public List<WireRequest> requests() {
		return this.requests;
	}

	/**
	 * Return what was wrong with requests that were refused.
	 * @return the first thing of each
	 */
	public List<Wrong> refused() {
		return this.refused;
	}

	@Override
	public void close() {
		this.server.close();
	}

}
