package io.github.sigv4.it.matrix;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A server behind TLS that speaks HTTP/2 with clients that ask for it. It is told to
 * leave URIs as they are.
 */
final class Http2Server implements WireServer {

	private final Server server = new Server();

	private final ServerConnector connector;

	private final RawClient client;

	private final AtomicReference<WireRequest> last = new AtomicReference<>();

	Http2Server(KeyStoreFile keyStore) throws Exception {
		SSLContext context = keyStore.trustingContext();
		this.client = new RawClient(() -> context.getSocketFactory().createSocket("localhost", uri("").getPort()));
		SslContextFactory.Server ssl = new SslContextFactory.Server();
		ssl.setKeyStorePath(keyStore.path().toString());
		ssl.setKeyStorePassword(keyStore.password());
		HttpConfiguration configuration = new HttpConfiguration();
		configuration.setUriCompliance(UriCompliance.UNSAFE);
		// Without a check of the Host: that is up to the signature
		configuration.addCustomizer(new SecureRequestCustomizer(false));
		ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
		alpn.setDefaultProtocol("http/1.1");
		this.connector = new ServerConnector(this.server, new SslConnectionFactory(ssl, alpn.getProtocol()), alpn,
				new HTTP2ServerConnectionFactory(configuration), new HttpConnectionFactory(configuration));
		this.connector.setHost("127.0.0.1");
		this.server.addConnector(this.connector);
		this.server.setHandler(new JudgingHandler());
		this.server.start();
	}

	@Override
	public URI uri(String target) {
		return URI.create("https://localhost:" + this.connector.getLocalPort() + target);
	}

	@Override
	public WireRequest take() {
		return this.last.getAndSet(null);
	}

	/** In HTTP/1.1, which the same server takes as well. */
	@Override
	public int send(byte[] request) throws Exception {
		return this.client.send(request);
	}

	@Override
	public void close() {
		try {
			this.client.close();
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static WireRequest received(Request request) throws IOException {
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		if (!request.getHeaders().contains(HttpHeader.HOST)) {
			headers.add(Map.entry("Host", request.getHttpURI().getAuthority()));
		}
		request.getHeaders()
			.forEach((field) -> headers.add(Map.entry(field.getName(), String.valueOf(field.getValue()))));
		return new WireRequest(request.getConnectionMetaData().getProtocol(), request.getMethod(),
				request.getHttpURI().getPathQuery(), headers, BufferUtil.toArray(Content.Source.asByteBuffer(request)));
	}

	private final class JudgingHandler extends Handler.Abstract {

		@Override
		public boolean handle(Request request, Response response, Callback callback) throws Exception {
			WireRequest received = received(request);
			Http2Server.this.last.set(received);
			Verdict verdict = Verdict.of(received);
			response.setStatus(verdict.status());
			response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=UTF-8");
			response.write(true, ByteBuffer.wrap(verdict.text().getBytes(StandardCharsets.UTF_8)), callback);
			return true;
		}

	}

}
