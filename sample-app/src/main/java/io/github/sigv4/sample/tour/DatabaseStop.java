package io.github.sigv4.sample.tour;

import java.net.URI;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;

/**
 * A database of Amazon RDS, whose users can authenticate by IAM: the password of a
 * connection is a token, good for 15 minutes. It is a presigned URL without its scheme,
 * which is how the embedded server takes it here.
 */
@Component
@Order(7)
@EmbeddedOnly
class DatabaseStop implements Stop {

	private final SigV4Presigner presigner;

	private final PlainClient plainClient;

	DatabaseStop(@SigV4Client("database") SigV4Presigner presigner, PlainClient plainClient) {
		this.presigner = presigner;
		this.plainClient = plainClient;
	}

	@Override
	public void visit(Tour tour) {
		tour.call("database", () -> connect(token()), "Welcome, sample_user"::equals);
		tour.refused("database", "token of another user", "InvalidSignatureException",
				() -> connect(token().replace("sample_user", "root")));
	}

	private String token() {
		return this.presigner.databaseToken("sample_user").value();
	}

	/** A driver would send it as the password. */
	private String connect(String token) {
		return this.plainClient.send("GET", URI.create("http://" + token), "");
	}

}
