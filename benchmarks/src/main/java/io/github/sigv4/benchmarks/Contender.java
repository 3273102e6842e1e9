package io.github.sigv4.benchmarks;

/**
 * Who signs.
 */
public enum Contender {

	/** This project's engine. */
	SIGV4(true),

	/** The hashing that no signer can avoid. */
	FLOOR(false),

	/** AWS's SDK for Java 2. */
	HTTP_AUTH_AWS(true),

	/** AWS's SDK for Java 2, as it was before. */
	AWS4_SIGNER(true),

	/** AWS's Common Runtime. */
	AWS_CRT(false),

	/** AWS's SDK for Java 1. */
	SDK_V1(true);

	private final boolean threadSafe;

	Contender(boolean threadSafe) {
		this.threadSafe = threadSafe;
	}

	/** Whether threads can share a signer. */
	boolean isThreadSafe() {
		return this.threadSafe;
	}

	/**
	 * Return a signer of a shape that was seen to sign it right.
	 * @throws IllegalStateException if it does not agree with the engine and with AWS's
	 * own signer, on the first and on a later signature
	 */
	RequestSigner checked(RequestShape shape) {
		RequestSigner signer = signer(shape);
		check(signer, shape);
		return signer;
	}

	void check(RequestSigner signer, RequestShape shape) {
		for (Contender judge : new Contender[] { SIGV4, HTTP_AUTH_AWS }) {
			RequestSigner other = judge.signer(shape);
			String expected = other.signature(other.sign());
			for (int i = 0; i < 3; i++) {
				String signature = signer.signature(signer.sign());
				if (!signature.equals(expected)) {
					throw new IllegalStateException(
							this + " signs " + shape + " as " + signature + ", but " + judge + " as " + expected);
				}
			}
		}
	}

	private RequestSigner signer(RequestShape shape) {
		return switch (this) {
			case SIGV4 -> new EngineSigner(shape);
			case FLOOR -> HashingFloor.of(shape);
			case HTTP_AUTH_AWS -> new HttpAuthAwsSigner(shape);
			case AWS4_SIGNER -> new Aws4LegacySigner(shape);
			case AWS_CRT -> new CrtSigner(shape);
			case SDK_V1 -> new SdkV1Signer(shape);
		};
	}

}
