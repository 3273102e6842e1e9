package io.github.sigv4.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.sigv4.ChunkSigner;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedChunk;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * One chunk of an upload to S3, and the hashing that it takes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChunkBenchmark {

	private static final String PREVIOUS = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

	private final byte[] chunk = new byte[64 * 1024];

	private final ChunkSigner signer = SigV4Signer.create()
		.chunkSigner(SigningSettings.forService("s3", RequestShape.REGION),
				SigV4Credentials.of(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY),
				RequestShape.SIGNED_AT);

	private @Nullable HashingFloor floor;

	/**
	 * See that the signature is right.
	 */
	@Setup
	public void setUp() {
		SignedChunk signed = sign();
		// The floor hashes the chunk in place of the canonical request
		String scope = "20260830/" + RequestShape.REGION + "/s3/aws4_request";
		this.floor = new HashingFloor(new byte[0], this.chunk, signed.stringToSign(), HashingFloor.signingKey(scope));
		if (!this.floor.signature(this.floor.sign()).equals(signed.signature())) {
			throw new IllegalStateException("The signature is wrong");
		}
	}

	/**
	 * Sign.
	 * @return the signed chunk
	 */
	@Benchmark
	public SignedChunk sign() {
		return this.signer.sign(PREVIOUS, this.chunk, 0, this.chunk.length);
	}

	/**
	 * Hash the chunk and its string to sign.
	 * @return the signature
	 */
	@Benchmark
	public Object floor() {
		return Objects.requireNonNull(this.floor).sign();
	}

}
