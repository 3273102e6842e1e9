package io.github.sigv4.sample.trial;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Service;

/**
 * URLs by which anybody can read one object of the embedded S3, for a while. The same
 * time and lifetime give the same URL, so nothing has to be remembered, and no URL has to
 * be taken from a form.
 */
@Component
@EmbeddedOnly
public class PresignedUrls {

	private final SigV4Signer signer = SigV4Signer.create();

	private final Clock clock = Clock.systemUTC();

	private final Target s3;

	private final Trials trials;

	PresignedUrls(Targets targets, Trials trials) {
		this.s3 = targets.get(Bucket.SERVICE);
		this.trials = trials;
	}

	/**
	 * Return when a URL would be signed.
	 * @return the present time, in whole seconds
	 */
	public Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
	}

	/**
	 * Return how long a URL is good yet.
	 * @param url the URL
	 * @return the time, zero if it has expired
	 */
	public Duration left(SignedRequest url) {
		Duration left = Duration.between(this.clock.instant(), Objects.requireNonNull(url.expiration()));
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Make a URL.
	 * @param signedAt the time of signing
	 * @param expires how long it is good
	 * @return the URL
	 */
	public SignedRequest presign(Instant signedAt, Duration expires) {
		SigV4Service service = this.s3.service();
		SigV4Request request = SigV4Request
			.builder("GET", service.wireUri(URI.create(service.baseUrl() + Bucket.OBJECT)))
			.build();
		return this.signer.presign(request, service.settings(), service.resolveCredentials(), signedAt, expires);
	}

	/**
	 * Read the object as anybody would.
	 * @param url the URL
	 * @return what came of it
	 */
	public Mono<Trial> open(SignedRequest url) {
		URI uri = URI.create(Objects.requireNonNull(url.presignedUrl()));
		WireRequest request = new WireRequest("GET", uri.getRawPath(), uri.getRawQuery(), new HttpHeaders(), "");
		return this.trials.send(this.s3, url, request, Damage.NONE, Duration.ZERO);
	}

}
