package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;

/**
 * What a database of AWS takes as the password of a user who authenticates by IAM: a
 * presigned URL without its scheme, made anew for each connection. <pre class="code">
 * SigV4Request connect = DatabaseToken.connectToRds("mydb.abc.eu-west-1.rds.amazonaws.com", 5432, "app");
 * SigningSettings settings = SigningSettings.forService("rds-db", "eu-west-1");
 * SignedRequest signed = signer.presign(connect, settings, credentials, clock.instant(), DatabaseToken.EXPIRES);
 * properties.setProperty("password", DatabaseToken.of(signed).value());
 * </pre>
 * <p>
 * The time matters only when a connection is opened; an open one stays open. Immutable,
 * and a secret that only {@link #value()} reveals.
 *
 * @param value the token: the password
 * @param expiration until when it is good, in whole seconds
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM
 * database authentication for RDS</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/aurora-dsql/latest/userguide/SECTION_authentication-token.html">Generating
 * an authentication token in Aurora DSQL</a>
 */
public record DatabaseToken(String value, Instant expiration) {

	/**
	 * For how long to presign if there is no reason for something else: 15 minutes. RDS
	 * takes no token that is good for longer; Aurora DSQL takes up to seven days.
	 */
	public static final Duration EXPIRES = Duration.ofMinutes(15);

	/**
	 * Return the request to presign, for the signing name {@code rds-db}, in order to
	 * connect to a database of RDS or Aurora, or to an RDS Proxy.
	 * @param host the name of the endpoint, under {@code rds.amazonaws.com} also if the
	 * connection is made by another name
	 * @param port the port of the endpoint. It is part of what is signed; as in AWS's own
	 * tokens, 443 is left out
	 * @param user the database user, as it is
	 * @return the request
	 * @throws SigV4Exception if there is no such host, port or user
	 */
	public static SigV4Request connectToRds(String host, int port, String user) {
		if (port < 1 || port > 65535) {
			throw new SigV4Exception("A database's port is a number from 1 to 65535, not " + port);
		}
		ByteBuilder encoded = new ByteBuilder(64);
		requireText("user", user);
		for (int index = 0; index < user.length(); index++) {
			index = encoded.appendEncodedUtf8(user, index);
		}
		return connect(Authority.hostHeader("https", requireName(host) + ":" + port),
				"connect&DBUser=" + encoded.ascii(0, encoded.length()));
	}

	/**
	 * Return the request to presign, for the signing name {@code dsql}, in order to
	 * connect to a cluster of Aurora DSQL.
	 * @param host the name of the cluster's endpoint
	 * @param user the database user. The token is good for any user but {@code admin},
	 * whose is good for that one only
	 * @return the request
	 * @throws SigV4Exception if there is no such host or user
	 */
	public static SigV4Request connectToDsql(String host, String user) {
		requireText("user", user);
		return connect(requireName(host), user.equals("admin") ? "DbConnectAdmin" : "DbConnect");
	}

	private static SigV4Request connect(String authority, String action) {
		return SigV4Request.builder("GET", "https://" + authority + "/?Action=" + action).build();
	}

	private static String requireName(String host) {
		requireText("host", host);
		for (int i = 0; i < host.length(); i++) {
			if ("/?#:".indexOf(host.charAt(i)) >= 0) {
				throw new SigV4Exception("A database's host is a name without scheme, port and path");
			}
		}
		return host;
	}

	private static void requireText(String part, String text) {
		if (text.isBlank()) {
			throw new SigV4Exception("The database's " + part + " is empty");
		}
	}

	/**
	 * Return the token that is in a presigned URL.
	 * @param presigned what one of the requests of this class was presigned to
	 * @return the token
	 * @throws SigV4Exception if it was signed in its headers, without a time, or for RDS
	 * for more than {@link #EXPIRES}
	 */
	public static DatabaseToken of(SignedRequest presigned) {
		String url = presigned.presignedUrl();
		Instant expiration = presigned.expiration();
		if (url == null || expiration == null) {
			throw new SigV4Exception("A database takes a presigned URL that expires. Presign the request for "
					+ EXPIRES.toMinutes() + " minutes.");
		}
		Duration expires = presigned.expires();
		if (presigned.credentialScope().contains("/rds-db/") && expires != null && expires.compareTo(EXPIRES) > 0) {
			throw new SigV4Exception("RDS takes a token that is good for " + EXPIRES.toMinutes() + " minutes at most");
		}
		return new DatabaseToken(url.substring(url.indexOf("://") + 3), expiration);
	}

	/**
	 * Not the token.
	 */
	@Override
	public String toString() {
		return "DatabaseToken[expiration=" + this.expiration + "]";
	}

}
