package io.github.sigv4.test;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;

/**
 * Remembers what the code under test signed. When a request is refused, what arrived is
 * compared with what was signed, so that the first step that differs can be told,
 * whatever happened to the request. <pre class="code">
 * SigningLedger ledger = new SigningLedger();
 * SigV4Signer signer = ledger.signer();  // for the code under test
 * VerifyingServer server = VerifyingServer.builder().ledger(ledger)...start();
 * </pre>
 * <p>
 * It keeps the latest 1,000 signed requests, without their bodies. With the starter an
 * application takes the signer as a bean with the qualifier {@code sigv4}, which
 * {@link io.github.sigv4.test.junit.SigV4TestServer @SigV4TestServer} provides.
 * Thread-safe.
 */
public final class SigningLedger {

	private static final int MAX_REQUESTS = 1000;

	private final Map<String, SignedRequest> bySignature = new LinkedHashMap<>();

	private final SigV4Signer signer = SigV4Signer.observedBy(this::add);

	/**
	 * Create an empty ledger.
	 */
	public SigningLedger() {
	}

	/**
	 * Return a signer whose signatures are remembered.
	 * @return the signer, always the same
	 */
	public SigV4Signer signer() {
		return this.signer;
	}

	private void add(SignedRequest signed) {
		String signature = signed.signature();
		synchronized (this.bySignature) {
			this.bySignature.put(signature, signed);
			if (this.bySignature.size() > MAX_REQUESTS) {
				this.bySignature.remove(this.bySignature.keySet().iterator().next());
			}
		}
	}

	/** Return what has a signature. */
	@Nullable SignedRequest find(String signature) {
		synchronized (this.bySignature) {
			return this.bySignature.get(signature);
		}
	}

	@Override
	public String toString() {
		synchronized (this.bySignature) {
			return "SigningLedger[" + this.bySignature.size() + " requests]";
		}
	}

}
