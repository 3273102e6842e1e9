package io.github.sigv4.sample.trial;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

import io.github.sigv4.EchoedStrings;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.Refusal;
import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Services;

/**
 * Signs requests, does them harm, and sends them. By the engine itself: the starter's
 * clients sign last, so that nothing can happen to a request behind them, and read the
 * clock and the credentials themselves.
 */
@Component
@EmbeddedOnly
public class Trials {

	private static final Set<Integer> REFUSING = Set.of(400, 401, 403);

	private final SigV4Services services;

	private final SigV4Signer signer = SigV4Signer.create();

	private final Clock clock = Clock.systemUTC();

	private final HttpClient client = HttpClient.create().responseTimeout(Duration.ofSeconds(10));

	Trials(SigV4Services services) {
		this.services = services;
	}

	/**
	 * Try a request.
	 * @param draft the request
	 * @return what came of it; or a {@link CannotSignException}
	 */
	public Mono<Trial> run(Draft draft) {
		return Mono.fromCallable(() -> sign(draft, onTheWire(draft)))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((signed) -> send(draft.target(), signed, set(onTheWire(draft), signed), draft.damage(),
					draft.clockOffset()));
	}

	/** In the form in which the starter's clients would send it. */
	private static WireRequest onTheWire(Draft draft) {
		WireRequest request = draft.request();
		URI uri = draft.target().service().wireUri(uri(draft.target(), request)).uri();
		return request.withPath(uri.getRawPath()).withQuery(uri.getRawQuery());
	}

	private static URI uri(Target target, WireRequest request) {
		return URI.create(target.service().baseUrl() + request.target());
	}

	private SignedRequest sign(Draft draft, WireRequest request) {
		try {
			SigV4Request.Builder toSign = SigV4Request.builder(request.method(), uri(draft.target(), request))
				.payload(PayloadHash.of(request.bytes()));
			request.headers().forEach((name, values) -> values.forEach((value) -> toSign.header(name, value)));
			SigV4Credentials credentials = draft.keys().of(draft.target(), this.services);
			return this.signer.sign(toSign.build(), draft.target().settings(draft.signingName(), draft.region()),
					credentials, this.clock.instant().plus(draft.clockOffset()));
		}
		catch (SigV4Exception ex) {
			throw new CannotSignException("It cannot be signed: " + ex.getMessage());
		}
	}

	/** The request with the headers that signing gave. */
	private static WireRequest set(WireRequest request, SignedRequest signed) {
		HttpHeaders headers = HttpHeaders.copyOf(request.headers());
		signed.forEachHeader(headers::set);
		return new WireRequest(request.method(), request.path(), request.query(), headers, request.body());
	}

	/**
	 * Send a request that was signed.
	 * @param target where to
	 * @param signed what was signed
	 * @param set the request as it was signed
	 * @param damage what happens to it on its way
	 * @param clockOffset how far the clock that signed is ahead
	 * @return what came of it
	 */
	Mono<Trial> send(Target target, SignedRequest signed, WireRequest set, Damage damage, Duration clockOffset) {
		WireRequest harmed = damage.apply(set);
		HttpHeaders sent = new HttpHeaders();
		return client(sent).method(HttpMethod.valueOf(harmed.method()))
			.uri(uri(target, harmed))
			.headers((headers) -> headers.putAll(harmed.headers()))
			.body(harmed.body().isEmpty() ? BodyInserters.empty()
					: BodyInserters
						.fromDataBuffers(Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(harmed.bytes()))))
			.exchangeToMono((response) -> response.toEntity(byte[].class))
			.map((response) -> judged(signed, set,
					new WireRequest(harmed.method(), harmed.path(), harmed.query(), sent, harmed.body()), response,
					this.clock.instant().plus(clockOffset)));
	}

	/** One that notes what it really sends. */
	private WebClient client(HttpHeaders sent) {
		HttpClient recording = this.client.doAfterRequest((request, connection) -> request.requestHeaders()
			.forEach((header) -> sent.add(header.getKey(), header.getValue())));
		return WebClient.builder().clientConnector(new ReactorClientHttpConnector(recording)).build();
	}

	private static Trial judged(SignedRequest signed, WireRequest set, WireRequest sent,
			ResponseEntity<byte[]> response, Instant received) {
		int status = response.getStatusCode().value();
		byte[] body = (response.getBody() != null) ? response.getBody() : new byte[0];
		HttpHeaders headers = response.getHeaders();
		return new Trial(signed, set, sent, status, new String(body, StandardCharsets.UTF_8),
				refusal(signed, status, headers, body, received), EchoedStrings.of(status, headers::getFirst, body));
	}

	private static @Nullable Refusal refusal(SignedRequest signed, int status, HttpHeaders headers, byte[] body,
			Instant received) {
		if (!REFUSING.contains(status)) {
			return null;
		}
		Refusal refusal = Refusal.explain(signed, status, headers::getFirst, body, received);
		// What the service says of a request that it let in
		return (refusal.cause() != Cause.UNRELATED) ? refusal : null;
	}

}
