package io.github.sigv4.test.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.SigningLedger;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.VerifyingServer;

/**
 * The servers of one class without Spring.
 */
final class ClassScope implements TestScope, AutoCloseable {

	private final List<VerifyingServer> servers = new ArrayList<>();

	private final TestClock clock;

	private final SigningLedger ledger = new SigningLedger();

	private final SigV4Credentials credentials;

	ClassScope(List<SigV4TestServer> annotations) {
		this.clock = DeclaredServer.clock(annotations);
		this.credentials = DeclaredServer.of(annotations.get(0)).credentials();
		try {
			for (SigV4TestServer annotation : annotations) {
				DeclaredServer declared = DeclaredServer.of(annotation);
				this.servers.add(declared.start(Objects.requireNonNullElse(declared.signingName(), "execute-api"),
						Objects.requireNonNullElse(declared.region(), "eu-west-1"), this.clock, this.ledger));
			}
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	@Override
	public List<VerifyingServer> servers() {
		return this.servers;
	}

	@Override
	public TestClock clock() {
		return this.clock;
	}

	@Override
	public <T> @Nullable T find(Class<T> type) {
		if (type == SigV4Credentials.class) {
			return type.cast(this.credentials);
		}
		return (type == SigV4Signer.class) ? type.cast(this.ledger.signer()) : null;
	}

	@Override
	public void close() {
		this.servers.forEach(VerifyingServer::close);
	}

}
