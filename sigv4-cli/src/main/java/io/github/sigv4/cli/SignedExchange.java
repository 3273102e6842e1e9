package io.github.sigv4.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A signed request that is sent, and what becomes of its answer.
 */
final class SignedExchange {

	/** As curl: below, the answer is there before the question would be. */
	private static final long ASK_FIRST = 1024 * 1024;

	/** The properties that explanations name are options here. */
	private static final Map<Refusal.Cause, String> OPTIONS = Map.of(Refusal.Cause.WRONG_SERVICE,
			" Here, signing-name is --service.", Refusal.Cause.WRONG_REGION,
			" Here, region is --region, and region-set --region-set.", Refusal.Cause.WRONG_ALGORITHM,
			" Here, algorithm is --algorithm, region --region, and region-set --region-set.", Refusal.Cause.CLOCK_SKEW,
			" Here, --date is the time of signing.", Refusal.Cause.PAYLOAD_MODE,
			" Here, payload: unsigned is --unsigned-payload.");

	private final Streams streams;

	private final OutputOptions output;

	private final Clock clock;

	private final Instant start;

	private final SignedRequest signed;

	private final Instant signedAt;

	private final boolean head;

	private final WireLog log;

	/**
	 * Create it.
	 * @param streams where the answer and messages go
	 * @param output what becomes of the answer
	 * @param clock the clock
	 * @param head whether the head of the answer is written too
	 * @param signature what signing gave
	 */
	SignedExchange(Streams streams, OutputOptions output, Clock clock, boolean head, Signature signature) {
		this.streams = streams;
		this.output = output;
		this.clock = clock;
		this.start = clock.instant();
		this.head = head;
		this.signed = signature.signed();
		this.signedAt = signature.time();
		this.log = new WireLog(output.isVerbose(), streams.err(), new Redaction(signature.secrets()));
		this.log.note("signed by " + signature.credentials().accessKeyId() + " from " + signature.source() + " for "
				+ this.signed.credentialScope());
	}

	/**
	 * Send the request and write the answer.
	 * @param call the request with all of its headers
	 * @param body its body, if it has one
	 * @param route where it goes
	 * @return the exit status
	 */
	int run(HttpCall call, @Nullable BodyEntity body, Route route) throws IOException {
		Target target = route.target();
		HttpHost proxy = route.proxy();
		HttpHost host = new HttpHost(target.scheme(), target.host(), target.port());
		BasicClassicHttpRequest request = new BasicClassicHttpRequest(call.method(), host, call.target());
		call.fields().forEach(request::addHeader);
		request.setEntity(body);
		boolean ask = body != null && body.getContentLength() >= ASK_FIRST && !route.withoutAsking();
		try (HttpSender sender = HttpSender.create(this.log, proxy, ask);
				ClassicHttpResponse response = sender.send(host, request)) {
			return receive(response);
		}
		catch (IOException ex) {
			throw Failure.of(ex, host, proxy);
		}
	}

	private int receive(ClassicHttpResponse response) throws IOException {
		int status = response.getCode();
		boolean failed = this.output.isFail() && status >= 400;
		boolean refused = status == 400 || status == 401 || status == 403;
		AnswerWriter writer = new AnswerWriter(this.streams, this.output.file());
		if (!failed) {
			writer.write(response, this.head);
		}
		else if (refused) {
			writer.keep(response);
		}
		if (!this.output.isMute()) {
			if (!writer.isLineEnded() && (refused || response.containsHeader("Location")) && Terminal.isBoth()) {
				this.streams.err().println();
			}
			boolean explained = refused && explain(response, writer.beginning());
			if (failed && !explained) {
				this.streams.say("the server answered " + text(response.getCode() + " " + response.getReasonPhrase()));
			}
			tellRedirect(response);
		}
		return failed ? ExitStatus.HTTP_ERROR : ExitStatus.DONE;
	}

	private void tellRedirect(ClassicHttpResponse response) {
		Header location = response.getFirstHeader("Location");
		if (response.getCode() / 100 == 3 && location != null) {
			this.streams.say("redirected to " + text(location.getValue())
					+ ", which is not followed: the signature is good for the first host and path only. Call that "
					+ "URL itself if you trust it");
		}
	}

	private static String text(String answered) {
		return new Redaction(List.of()).text(answered).strip();
	}

	/** Not where the request was understood, and refused by an application. */
	private boolean explain(ClassicHttpResponse response, byte[] body) {
		Instant received = this.signedAt.plus(Duration.between(this.start, this.clock.instant()));
		Refusal refusal = Refusal.explain(this.signed, response.getCode(), (name) -> {
			Header header = response.getFirstHeader(name);
			return (header != null) ? header.getValue() : null;
		}, body, received);
		boolean related = refusal.cause() != Refusal.Cause.UNRELATED;
		if (related) {
			this.streams.say(refusal.explanation() + OPTIONS.getOrDefault(refusal.cause(), ""));
		}
		return related;
	}

	/**
	 * Where a request goes.
	 *
	 * @param target the URL
	 * @param proxy the proxy for https, if there is one
	 * @param withoutAsking whether a large body is sent whether the server wants it or
	 * not
	 */
	record Route(Target target, @Nullable HttpHost proxy, boolean withoutAsking) {

	}

	/**
	 * A signature with what was signed.
	 *
	 * @param signed what signing gave
	 * @param time when it was signed
	 * @param credentials who signed
	 * @param source where the credentials were found
	 */
	record Signature(SignedRequest signed, Instant time, SigV4Credentials credentials, String source) {

		/** What is not for anybody's eyes. */
		List<String> secrets() {
			List<String> secrets = new ArrayList<>(
					List.of(this.credentials.secretAccessKey(), this.signed.signature()));
			String sessionToken = this.credentials.sessionToken();
			if (sessionToken != null) {
				secrets.add(sessionToken);
			}
			return secrets;
		}

		@Override
		public String toString() {
			return "Signature[" + this.signed + "]";
		}

	}

}
