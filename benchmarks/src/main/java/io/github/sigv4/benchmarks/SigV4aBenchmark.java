package io.github.sigv4.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A small GET by SigV4A, and the JDK's ECDSA of its string to sign.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SigV4aBenchmark {

	private final SigV4Signer signer = SigV4Signer.create();

	private final SigningSettings settings = SigningSettings.forService(RequestShape.SIGNING_NAME, RequestShape.REGION)
		.withRegionSet(List.of("*"));

	private final SigV4Credentials credentials = SigV4Credentials.of(RequestShape.ACCESS_KEY_ID,
			RequestShape.SECRET_ACCESS_KEY);

	private final SigV4Request request = SigV4Request.builder("GET", RequestShape.URL).build();

	private byte @Nullable [] stringToSign;

	private @Nullable PrivateKey privateKey;

	/**
	 * See that the signature is right, and make a key for the bare ECDSA. That our
	 * signatures are those of AWS's Common Runtime is seen by the engine's own tests.
	 * @throws GeneralSecurityException if there is no ECDSA
	 */
	@Setup
	public void setUp() throws GeneralSecurityException {
		SignedRequest signed = sign();
		SigV4Request.Builder received = SigV4Request.builder("GET", RequestShape.URL);
		signed.forEachHeader(received::header);
		SigV4Verifier verifier = SigV4Verifier.builder((id) -> this.credentials).build();
		if (!verifier.verify(received.build(), PayloadHash.EMPTY, RequestShape.SIGNED_AT).isVerified()) {
			throw new IllegalStateException("The signature is wrong");
		}
		this.stringToSign = signed.stringToSign().getBytes(StandardCharsets.US_ASCII);
		KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
		keys.initialize(new ECGenParameterSpec("secp256r1"));
		this.privateKey = keys.generateKeyPair().getPrivate();
	}

	/**
	 * Sign.
	 * @return the signed request
	 */
	@Benchmark
	public SignedRequest sign() {
		return this.signer.sign(this.request, this.settings, this.credentials, RequestShape.SIGNED_AT);
	}

	/**
	 * Sign the string to sign alone, as the JDK does it.
	 * @return the signature
	 * @throws GeneralSecurityException if there is no ECDSA
	 */
	@Benchmark
	public byte[] ecdsa() throws GeneralSecurityException {
		Signature ecdsa = Signature.getInstance("SHA256withECDSA");
		ecdsa.initSign(this.privateKey);
		ecdsa.update(this.stringToSign);
		return ecdsa.sign();
	}

}
