package io.github.sigv4.spring.webclient;

import java.net.http.HttpClient;
import java.util.List;

import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

/**
 * The connectors that WebClient can have. One of each is enough for all tests; they end
 * with the process.
 */
record Connector(String name, ClientHttpConnector connector) {

	static final Connector REACTOR = new Connector("reactor", new ReactorClientHttpConnector());

	static final Connector JDK = new Connector("jdk",
			// An upgrade to HTTP/2 would be in the way of bodies
			new JdkClientHttpConnector(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()));

	static final Connector JETTY = new Connector("jetty", new JettyClientHttpConnector());

	static final Connector HTTP_COMPONENTS = new Connector("httpcomponents",
			new HttpComponentsClientHttpConnector(HttpAsyncClients.createDefault()));

	static List<Connector> values() {
		return List.of(REACTOR, JDK, JETTY, HTTP_COMPONENTS);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
