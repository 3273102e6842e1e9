package io.github.sigv4.spring;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.DatabaseToken;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Makes URLs of a service that can be used without credentials for a while, and tokens
 * for databases. <pre class="code">
 * URI upload = presigner.presign("PUT", URI.create("/report.pdf"), Duration.ofMinutes(15));
 * </pre>
 * <p>
 * A URL is no longer good than the credentials that signed it. If they are known to
 * expire before the time that was asked for, it is good until then, and a warning is
 * logged; {@link #presignRequest} tells until when.
 * <p>
 * A presigned URL is a bearer secret: whoever has it can send the request, and it cannot
 * be called back. Hand it to nobody else, and keep it out of logs.
 * <p>
 * Thread-safe. Credentials are asked for on each call, which may block: reactive code
 * calls it on a thread that may be blocked. Nothing is sent. If the service is not
 * {@linkplain SigV4Service#isEnabled() enabled}, the URL is returned without a signature.
 */
public final class SigV4Presigner {

	private static final Log logger = LogFactory.getLog(SigV4Presigner.class);

	private static final String HOST = "Host";

	private final SigV4Service service;

	/**
	 * Create a presigner.
	 * @param service the service whose URLs are made
	 */
	public SigV4Presigner(SigV4Service service) {
		this.service = service;
	}

	/**
	 * Presign a URL.
	 * @param method the method with which it will be used, in upper case
	 * @param uri an absolute URI, or one that is relative to the service's
	 * {@code base-url}: it goes below the path of that, with or without a slash at the
	 * start. Percent-encoded
	 * @param expires how long the URL is good, from 1 second to 7 days; it ends sooner if
	 * the credentials do
	 * @return the presigned URL, a secret
	 * @throws SigV4Exception if the host is not one of the service, the request cannot be
	 * signed, or the credentials expire within a second; the message names the service
	 * @throws CredentialsException if there are no credentials
	 */
	public URI presign(String method, URI uri, Duration expires) {
		return presign(method, uri, expires, Map.of());
	}

	/**
	 * Presign a URL that has to be used with certain headers.
	 * @param method the method with which it will be used, in upper case
	 * @param uri an absolute URI, or one that is relative to the service's
	 * {@code base-url}
	 * @param expires how long the URL is good, from 1 second to 7 days; it ends sooner if
	 * the credentials do
	 * @param headers headers with which it will be used; of these {@code content-type},
	 * {@code x-amz-*} and the service's {@code signed-headers} are signed, so that the
	 * URL is good with their very values only
	 * @return the presigned URL, a secret
	 * @throws SigV4Exception if the host is not one of the service, the request cannot be
	 * signed, or the credentials expire within a second; the message names the service
	 * @throws CredentialsException if there are no credentials
	 */
	public URI presign(String method, URI uri, Duration expires, Map<String, String> headers) {
		return presignRequest(method, uri, expires, headers).uri();
	}

	/**
	 * Presign a URL, and tell what its user has to know: until when it is good, and the
	 * headers to send with it.
	 * @param method the method with which it will be used, in upper case
	 * @param uri an absolute URI, or one that is relative to the service's
	 * {@code base-url}
	 * @param expires how long the URL is good, from 1 second to 7 days; it ends sooner if
	 * the credentials do
	 * @param headers headers with which it will be used, of which the same are signed as
	 * above. Those that are not, are left out of the result; if the service is not
	 * enabled, all are in it
	 * @return the presigned URL, a secret, and how to use it
	 * @throws SigV4Exception if the host is not one of the service, the request cannot be
	 * signed, or the credentials expire within a second; the message names the service
	 * @throws CredentialsException if there are no credentials
	 */
	public PresignedRequest presignRequest(String method, URI uri, Duration expires, Map<String, String> headers) {
		URI absolute = absolute(uri);
		if (!this.service.isEnabled()) {
			return new PresignedRequest(method, absolute, null, headers);
		}
		WireUri wireUri = this.service.wireUri(absolute);
		SigV4Request request = request(method, wireUri, headers);
		SignedRequest signed = presign(request, expires);
		URI presigned = URI.create(Objects.requireNonNull(signed.presignedUrl()));
		return new PresignedRequest(method, presigned, signed.expiration(),
				signedHeaders(request, signed, wireUri.uri()));
	}

	/**
	 * Return a token that the service's database takes as the password of a user who
	 * authenticates by IAM, good for {@linkplain DatabaseToken#EXPIRES 15 minutes}: make
	 * one for each connection that is opened. <pre class="code">
	 * aws.sigv4.services.db.base-url=https://mydb.cluster-abc.eu-west-1.rds.amazonaws.com:5432
	 * </pre> <pre class="code">
	 * String password = presigner.databaseToken("app").value();
	 * </pre>
	 * @param user the database user. For {@code admin} of Aurora DSQL the token is one of
	 * that user's, which needs {@code dsql:DbConnectAdmin}
	 * @return the token, a secret; it ends sooner if the credentials do
	 * @throws SigV4Exception if the service is not signed for {@code rds-db} or
	 * {@code dsql}, does not tell the host (and, for {@code rds-db}, the port) of the
	 * database, is not enabled, or the credentials expire within a second; the message
	 * names the service and what to set
	 * @throws CredentialsException if there are no credentials
	 */
	public DatabaseToken databaseToken(String user) {
		return databaseToken(user, DatabaseToken.EXPIRES);
	}

	/**
	 * Return a token that is good for another time than usual.
	 * @param user the database user
	 * @param expires how long the token is good: up to 15 minutes for {@code rds-db}, up
	 * to 7 days for {@code dsql}; it ends sooner if the credentials do
	 * @return the token, a secret
	 * @throws SigV4Exception as above, or if the time is out of range
	 * @throws CredentialsException if there are no credentials
	 */
	public DatabaseToken databaseToken(String user, Duration expires) {
		return DatabaseToken.of(presign(DatabaseConnection.request(this.service, user, expires), expires));
	}

	private SignedRequest presign(SigV4Request request, Duration expires) {
		SigV4Credentials credentials = this.service.resolveCredentials();
		SignedRequest signed = this.service.presign(request, credentials, expires);
		long given = Objects.requireNonNull(signed.expires()).toSeconds();
		if (given < expires.toSeconds()) {
			logger.warn("SigV4 service '" + this.service.name() + "': presigned for " + given + " seconds instead of "
					+ expires.toSeconds() + ", since the credentials expire at " + credentials.expiration());
		}
		return signed;
	}

	private static Map<String, String> signedHeaders(SigV4Request request, SignedRequest signed, URI wireUri) {
		Map<String, String> headers = new HashMap<>();
		for (String name : signed.signedHeaders().split(";", -1)) {
			String value = Objects.requireNonNull(request.header(name));
			if (!name.equals("host") || !value.equals(wireUri.getRawAuthority())) {
				headers.put(name, value);
			}
		}
		return headers;
	}

	private SigV4Request request(String method, WireUri wireUri, Map<String, String> headers) {
		Map<String, String> signedHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		signedHeaders.putAll(headers);
		String givenHost = signedHeaders.remove(HOST);
		String host = SigningHost.of(this.service, wireUri.uri(), (givenHost != null) ? List.of(givenHost) : List.of());
		if (host != null) {
			signedHeaders.put(HOST, host);
		}
		try {
			SigV4Request.Builder request = SigV4Request.builder(method, wireUri);
			signedHeaders.forEach(request::header);
			return request.build();
		}
		catch (SigV4Exception ex) {
			throw this.service.failure(ex);
		}
	}

	/**
	 * Appends, as Spring's clients do: to resolve would lose the path of the base URL.
	 */
	private URI absolute(URI uri) {
		URI baseUrl = this.service.baseUrl();
		if (uri.isAbsolute() || uri.getRawAuthority() != null || baseUrl == null) {
			return uri;
		}
		String query = joined("&", baseUrl.getRawQuery(), uri.getRawQuery());
		return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority()
				+ path(baseUrl.getRawPath(), uri.getRawPath()) + (query.isEmpty() ? "" : "?" + query));
	}

	private static String path(String basePath, String path) {
		if (path.isEmpty()) {
			return basePath;
		}
		String base = basePath.endsWith("/") ? basePath.substring(0, basePath.length() - 1) : basePath;
		return path.startsWith("/") ? base + path : base + "/" + path;
	}

	private static String joined(String separator, @Nullable String... parts) {
		return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(separator));
	}

}
