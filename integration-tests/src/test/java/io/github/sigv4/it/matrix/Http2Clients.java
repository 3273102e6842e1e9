package io.github.sigv4.it.matrix;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.netty.handler.ssl.SslContextBuilder;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/**
 * What has to be told to speak HTTP/2; other libraries do so by themselves.
 */
@Configuration(proxyBeanMethods = false)
class Http2Clients {

	/** Of a client that is made by hand. */
	static SSLContext sslContext(Library library) {
		return library.bean(SslBundles.class).getBundle("matrix").createSslContext();
	}

	@Bean
	ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> reactorConnector(SslBundles bundles) {
		return (builder) -> builder.withHttpClientCustomizer((client) -> http2(client, bundles));
	}

	@Bean
	ClientHttpConnectorBuilderCustomizer<JettyClientHttpConnectorBuilder> jettyConnector() {
		return (builder) -> builder.withHttpClientTransportFactory(Http2Clients::transport);
	}

	@Bean
	ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> reactorRequestFactory(
			SslBundles bundles) {
		return (builder) -> builder.withHttpClientCustomizer((client) -> http2(client, bundles));
	}

	@Bean
	ClientHttpRequestFactoryBuilderCustomizer<JettyClientHttpRequestFactoryBuilder> jettyRequestFactory() {
		return (builder) -> builder.withHttpClientTransportFactory(Http2Clients::transport);
	}

	/** With an SSL bundle of Boot's, Netty would negotiate no protocol. */
	private static HttpClient http2(HttpClient client, SslBundles bundles) {
		TrustManagerFactory trust = bundles.getBundle("matrix").getManagers().getTrustManagerFactory();
		GenericSslContextSpec<SslContextBuilder> context = Http2SslContextSpec.forClient()
			.configure((builder) -> builder.trustManager(trust));
		return client.protocol(HttpProtocol.H2).secure((spec) -> spec.sslContext(context));
	}

	private static HttpClientTransport transport(ClientConnector connector) {
		return new HttpClientTransportOverHTTP2(new HTTP2Client(connector));
	}

}
