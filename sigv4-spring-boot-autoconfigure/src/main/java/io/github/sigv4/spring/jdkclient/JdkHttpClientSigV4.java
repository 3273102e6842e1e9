package io.github.sigv4.spring.jdkclient;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

/**
 * Interface to sign the requests of the JDK's {@link HttpClient}. <pre class="code">
 * HttpClient orders = sigV4.forService("orders").apply(HttpClient.newHttpClient());
 * </pre>
 * <p>
 * The client that is returned is one around the other: it signs each request, and the
 * other sends it, with its own executor, version, proxy and so on. It has to be one that
 * follows no redirects, as is the JDK's default: the JDK sends the session token along to
 * whatever host a redirect names. It is as thread-safe as the other, which is
 * thread-safe.
 * <p>
 * From JDK 21 on, closing it closes the other. The rest that came with that does not
 * reach the other, as JDK 17 does not have it: {@code shutdown} and {@code shutdownNow}
 * end nothing, {@code awaitTermination} does not wait, and {@code isTerminated} is always
 * {@code false}. Call them on the other.
 * <p>
 * A body is had from its publisher once to hash it, and once to send it, unless it is
 * small; the publisher has to be one that gives the same body each time, as those of
 * {@link java.net.http.HttpRequest.BodyPublishers} do for a request that the JDK repeats.
 * With {@code payload: unsigned}, and for a request with an {@code x-amz-content-sha256},
 * it is had once. So it is for an upload of a service with {@code payload: chunked} if
 * its length is known. Nothing is held in memory but small bodies and one chunk.
 * <p>
 * {@code sendAsync} asks for credentials, and has bodies, on threads of its own; to
 * cancel its future cancels the request.
 * <p>
 * A request that the service refuses for the time of its signature, or for expired
 * credentials, is signed and sent once more, the latter with other credentials. The
 * service's {@code retry-on-clock-skew} and {@code retry-on-expired-credentials} switch
 * that off.
 * <p>
 * What cannot be signed is not sent: the request fails with a {@link SigV4Exception}, or
 * a {@link CredentialsException} if there are no credentials; thrown by {@code send}, in
 * the future of {@code sendAsync}. If the service is not
 * {@linkplain SigV4Service#isEnabled() enabled}, requests pass as they are. A WebSocket
 * is not opened: its handshake cannot be signed here.
 */
public interface JdkHttpClientSigV4 {

	/**
	 * Return an operator that gives a client that signs.
	 * @param name the service's name under {@code aws.sigv4.services}
	 * @return an operator to apply to the client that sends. It throws a
	 * {@link SigV4Exception} if the client follows redirects, or the service has a
	 * {@code signing-host} that the JDK is not allowed to send
	 * @throws NoSuchSigV4ServiceException if there is no service of that name
	 */
	UnaryOperator<HttpClient> forService(String name);

	/**
	 * Return why a service has refused a signed request. <pre class="code">
	 * HttpResponse&lt;String&gt; response = orders.send(request, BodyHandlers.ofString());
	 * Refusal refusal = JdkHttpClientSigV4.refusal(response);
	 * </pre>
	 * @param response the answer of a client that signs
	 * @return the refusal, or {@code null} if it was not refused, or not signed
	 */
	static @Nullable Refusal refusal(HttpResponse<?> response) {
		return (response instanceof SignedResponse<?> signed) ? signed.refusal() : null;
	}

	/**
	 * Return an implementation that knows the given services.
	 * @param services the services
	 * @return the implementation
	 */
	static JdkHttpClientSigV4 of(SigV4Services services) {
		return (name) -> {
			SigV4Service service = services.get(name);
			return (client) -> new SigningHttpClient(client, service);
		};
	}

}
