package io.github.sigv4.spring;

import java.net.URI;
import java.time.Duration;

import io.github.sigv4.DatabaseToken;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;

/**
 * What is presigned to open a connection to the database that a service stands for.
 */
final class DatabaseConnection {

	private DatabaseConnection() {
	}

	/**
	 * Return the request to presign.
	 * @param service the service, whose signing name tells the kind of database
	 * @param user the database user
	 * @param expires for how long it will be presigned
	 * @return the request
	 * @throws SigV4Exception if the service is no database, or does not tell its host and
	 * port; the message names the property to set
	 */
	static SigV4Request request(SigV4Service service, String user, Duration expires) {
		if (!service.isEnabled()) {
			throw service.failure("It is not enabled, and there is no token without a signature that a database "
					+ "would take. Connect with a password of your own where signing is switched off.", null);
		}
		String signingName = service.settings().signingName();
		if (!signingName.equals("rds-db") && !signingName.equals("dsql")) {
			throw service.failure("It is signed for '" + signingName + "', which is no database. Set "
					+ service.property("signing-name") + " to rds-db (RDS, Aurora, RDS Proxy) or dsql (Aurora DSQL).",
					null);
		}
		if (signingName.equals("rds-db") && expires.compareTo(DatabaseToken.EXPIRES) > 0) {
			throw service.failure("RDS takes tokens that are good for up to " + DatabaseToken.EXPIRES.toMinutes()
					+ " minutes, not for " + expires, null);
		}
		URI endpoint = endpoint(service);
		boolean dsql = signingName.equals("dsql");
		int port = dsql ? -1 : port(service, endpoint);
		try {
			return dsql ? DatabaseToken.connectToDsql(endpoint.getHost(), user)
					: DatabaseToken.connectToRds(endpoint.getHost(), port, user);
		}
		catch (SigV4Exception ex) {
			throw service.failure(ex);
		}
	}

	/** The name by which the database knows itself, also if it is reached by another. */
	private static URI endpoint(SigV4Service service) {
		String signingHost = service.signingHost();
		URI endpoint = (signingHost != null) ? URI.create("https://" + signingHost) : service.baseUrl();
		if (endpoint == null || endpoint.getHost() == null) {
			throw service.failure("It has no host of a database. Set " + service.property("base-url")
					+ " to https:// and the database's host and port.", null);
		}
		return endpoint;
	}

	private static int port(SigV4Service service, URI endpoint) {
		if (endpoint.getPort() < 0) {
			String name = (service.signingHost() != null) ? "signing-host" : "base-url";
			throw service.failure("The port of the database is part of its token. Add it to " + service.property(name)
					+ ", as in " + endpoint.getHost() + ":5432", null);
		}
		return endpoint.getPort();
	}

}
