package io.github.sigv4.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request as it was signed: once, to one host, with no header or path that the
 * HTTP client would rather have. The answer comes as it is on the wire, too: redirects
 * are not followed, nothing is unpacked, no cookie is kept.
 */
final class HttpSender implements Closeable {

	private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(30);

	/** In between, it is looked whether the server has refused the body already. */
	private static final long BETWEEN_LOOKS = 1024 * 1024;

	private final CloseableHttpClient client;

	private final @Nullable HttpHost proxy;

	private HttpSender(CloseableHttpClient client, @Nullable HttpHost proxy) {
		this.client = client;
		this.proxy = proxy;
	}

	/**
	 * Create a sender.
	 * @param log what is shown of the connection
	 * @param proxy through which https is tunnelled, if any
	 * @param askBeforeBody whether the server is asked to take the body before it is sent
	 */
	static HttpSender create(WireLog log, @Nullable HttpHost proxy, boolean askBeforeBody) {
		BasicHttpClientConnectionManager connections = BasicHttpClientConnectionManager.create(
				RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls()).build(),
				connections(log));
		connections.setConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECT_TIMEOUT).build());
		return new HttpSender(HttpClientBuilder.create()
			.setConnectionManager(connections)
			.setRequestExecutor(new NotedConnections(log))
			.setConnectionReuseStrategy((request, response, context) -> false)
			.setDefaultRequestConfig(RequestConfig.custom()
				.setExpectContinueEnabled(askBeforeBody)
				.setProtocolUpgradeEnabled(false)
				.setAuthenticationEnabled(proxy != null)
				.build())
			.setProxy(proxy)
			.setDefaultCookieSpecRegistry((name) -> null)
			.disableAutomaticRetries()
			.disableAuthCaching()
			.disableConnectionState()
			.disableContentCompression()
			.disableCookieManagement()
			.disableDefaultUserAgent()
			.disableRedirectHandling()
			.build(), proxy);
	}

	/**
	 * The JVM's own trust store and check of the host's name, which need no list of
	 * public suffixes to be read.
	 */
	private static TlsSocketStrategy tls() {
		return new DefaultClientTlsStrategy(SSLContexts.createSystemDefault(), HostnameVerificationPolicy.BUILTIN,
				NoopHostnameVerifier.INSTANCE);
	}

	private static ManagedHttpClientConnectionFactory connections(WireLog log) {
		return ManagedHttpClientConnectionFactory.builder()
			// Of answers, a character for each byte
			.charCodingConfig(CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
			.requestWriterFactory(() -> new RequestHeadWriter(log))
			.responseParserFactory((config) -> {
				HttpMessageParser<ClassicHttpResponse> parser = new DefaultHttpResponseParser(config);
				return (buffer, connection) -> {
					ClassicHttpResponse response = parser.parse(buffer, connection);
					if (response != null) {
						log.received(ResponseHead.text(response));
					}
					return response;
				};
			})
			.responseOutOfOrderStrategy(new MonitoringResponseOutOfOrderStrategy(BETWEEN_LOOKS))
			.build();
	}

	/** Send a request. The answer's body is to be read before this is closed. */
	ClassicHttpResponse send(HttpHost host, ClassicHttpRequest request) throws IOException {
		HttpClientContext context = HttpClientContext.create();
		ClassicHttpResponse response = this.client.executeOpen(host, request, context);
		// The client takes what a proxy says to CONNECT for the answer
		if (this.proxy != null && context.getSSLSession() == null) {
			try (response) {
				throw CommandException.failed("the proxy " + this.proxy.toHostString() + " makes no way to "
						+ host.toHostString() + ": " + response.getCode()
						+ ". Nothing was sent there. Ask whoever runs it, or except the host by NO_PROXY");
			}
		}
		return response;
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

}
