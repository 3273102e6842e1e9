package io.github.sigv4.benchmarks.endtoend;

import java.net.URI;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.spring.SigV4Service;

/**
 * A way to send a file.
 */
enum Upload {

	/** A client that does not sign. */
	UNSIGNED("unsigned client", false),

	/** The file is read twice, to hash and to send it. */
	SIGNED("this starter, payload: signed", true),

	/** The headers alone are signed. */
	UNSIGNED_PAYLOAD("this starter, payload: unsigned", false),

	/** The file is hashed while it is sent. */
	CHUNKED("this starter, payload: chunked", true),

	/** The file is only hashed, and not sent. */
	SHA_256("raw SHA-256", false);

	private static final int CHUNK_SIZE = 64 * 1024;

	private final String title;

	private final boolean signedPayload;

	Upload(String title, boolean signedPayload) {
		this.title = title;
		this.signedPayload = signedPayload;
	}

	String title() {
		return this.title;
	}

	/** Where it is sent to be checked. AWS's signer knows chunks of another size only. */
	String checkedAt() {
		return (this == SIGNED || this == UNSIGNED_PAYLOAD) ? LoopbackServer.JUDGED : sentTo();
	}

	/** Where it is sent to be measured. */
	String sentTo() {
		return (this == UNSIGNED) ? LoopbackServer.ANY : LoopbackServer.SIGNED;
	}

	SigV4Service service(Account account, URI server) {
		return account.service(server, this.signedPayload,
				(this == CHUNKED) ? ChunkedPayload.signed(CHUNK_SIZE) : null);
	}

}
