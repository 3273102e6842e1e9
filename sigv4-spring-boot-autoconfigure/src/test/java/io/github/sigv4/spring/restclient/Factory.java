package io.github.sigv4.spring.restclient;

import java.net.http.HttpClient;
import java.util.List;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

/**
 * The request factories that RestClient and RestTemplate can have. One of each is enough
 * for all tests; they end with the process.
 */
record Factory(String name, ClientHttpRequestFactory factory) {

	static final Factory JDK = new Factory("jdk",
			// An upgrade to HTTP/2 would be in the way of bodies
			new JdkClientHttpRequestFactory(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()));

	static final Factory HTTP_COMPONENTS = new Factory("httpcomponents", new HttpComponentsClientHttpRequestFactory());

	static final Factory JETTY = new Factory("jetty", new JettyClientHttpRequestFactory());

	static final Factory REACTOR = new Factory("reactor", new ReactorClientHttpRequestFactory());

	static final Factory SIMPLE = new Factory("simple", new SimpleClientHttpRequestFactory());

	static List<Factory> values() {
		return List.of(JDK, HTTP_COMPONENTS, JETTY, REACTOR, SIMPLE);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
