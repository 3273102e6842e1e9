package io.github.sigv4.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A small GET whose signing key has to be derived first, and the hashing that this takes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ColdKeyBenchmark {

	/** More than the keys that are kept. */
	private static final int CREDENTIALS = 16 * 1024;

	/** So that the year stays one of four digits. */
	private static final int DAYS = 1_000_000;

	private final SigV4Signer signer = SigV4Signer.create();

	private final SigningSettings settings = SigningSettings.forService(RequestShape.SIGNING_NAME, RequestShape.REGION)
		.withContentSha256Header(true)
		.withSignedHeaders(RequestShape.GET.headers().keySet());

	private final SigV4Request request = request();

	private final List<SigV4Credentials> credentials = credentials();

	private final KeyDerivationFloor floor = KeyDerivationFloor.of(RequestShape.GET);

	private int count;

	private static SigV4Request request() {
		SigV4Request.Builder builder = SigV4Request.builder(RequestShape.GET.method(), RequestShape.URL);
		RequestShape.GET.headers().forEach(builder::header);
		return builder.build();
	}

	private static List<SigV4Credentials> credentials() {
		List<SigV4Credentials> credentials = new ArrayList<>();
		for (int i = 0; i < CREDENTIALS; i++) {
			credentials.add(SigV4Credentials.of("AKIDEXAMPLE" + i, RequestShape.SECRET_ACCESS_KEY + i));
		}
		return credentials;
	}

	/**
	 * Sign on another day each time.
	 * @return the signed request
	 */
	@Benchmark
	public SignedRequest newDay() {
		this.count = (this.count + 1) % DAYS;
		Instant instant = RequestShape.SIGNED_AT.plus(Duration.ofDays(this.count));
		return this.signer.sign(this.request, this.settings, this.credentials.get(0), instant);
	}

	/**
	 * Sign with other credentials each time.
	 * @return the signed request
	 */
	@Benchmark
	public SignedRequest rotatedCredentials() {
		this.count = (this.count + 1) % CREDENTIALS;
		return this.signer.sign(this.request, this.settings, this.credentials.get(this.count), RequestShape.SIGNED_AT);
	}

	/**
	 * Hash what a new key and the signature take.
	 * @return the signature
	 */
	@Benchmark
	public Object floor() {
		return this.floor.sign();
	}

}
