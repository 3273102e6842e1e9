package io.github.sigv4.it.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Over HTTP/2, too, what is sent is what was signed. HttpComponents' blocking client and
 * HttpURLConnection have HTTP/1.1 only.
 */
class Http2MatrixIT {

	private static Matrix webClient;

	private static Matrix restClient;

	private static Matrix restTemplate;

	private static Matrix httpAsyncClient;

	private static Matrix jdkClient;

	@BeforeAll
	static void start() throws Exception {
		KeyStoreFile keyStore = KeyStoreFile.create();
		Http2Server server = new Http2Server(keyStore);
		webClient = new Matrix(Sender.WEB_CLIENT, server,
				Stream.of("reactor", "jdk", "jetty", "http-components")
					.map((name) -> library("reactive.connector", name, server, keyStore))
					.toList());
		restClient = new Matrix(Sender.REST_CLIENT, server,
				Stream.of("reactor", "jdk", "jetty")
					.map((name) -> library("imperative.factory", name, server, keyStore))
					.toList());
		restTemplate = new Matrix(Sender.REST_TEMPLATE, server, restClient.libraries());
		// An application with the certificate is all they need
		List<Library> any = restClient.libraries().subList(1, 2);
		httpAsyncClient = new Matrix(Sender.HTTP_ASYNC_CLIENT, server, any);
		jdkClient = new Matrix(Sender.JDK_CLIENT, server, any);
	}

	private static Library library(String property, String name, Http2Server server, KeyStoreFile keyStore) {
		List<String> properties = new ArrayList<>(
				List.of("spring.ssl.bundle.jks.matrix.truststore.location=" + keyStore.path().toUri(),
						"spring.ssl.bundle.jks.matrix.truststore.password=" + keyStore.password(),
						"spring.ssl.bundle.jks.matrix.truststore.type=PKCS12",
						// Without it the JDK's client does not offer HTTP/2
						"spring.ssl.bundle.jks.matrix.options.enabled-protocols=TLSv1.3"));
		if (!name.equals("reactor")) {
			properties.add("spring.http.clients.ssl.bundle=matrix");
		}
		return new Library("spring.http.clients." + property, name, server, Http2Clients.class,
				properties.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		webClient.close();
		restClient.close();
	}

	@ParameterizedTest(name = "WebClient on {0}: {1}", autoCloseArguments = false)
	@MethodSource("webClientCells")
	void whatWebClientSendsIsWhatWasSigned(Library library, Call call, int number) throws Exception {
		webClient.check(library, call, number, "HTTP/2.0");
	}

	@ParameterizedTest(name = "RestClient on {0}: {1}", autoCloseArguments = false)
	@MethodSource("restClientCells")
	void whatRestClientSendsIsWhatWasSigned(Library library, Call call, int number) throws Exception {
		restClient.check(library, call, number, "HTTP/2.0");
	}

	@ParameterizedTest(name = "RestTemplate on {0}: {1}", autoCloseArguments = false)
	@MethodSource("restTemplateCells")
	void whatRestTemplateSendsIsWhatWasSigned(Library library, Call call, int number) throws Exception {
		restTemplate.check(library, call, number, "HTTP/2.0");
	}

	@ParameterizedTest(name = "HttpAsyncClient: {1}", autoCloseArguments = false)
	@MethodSource("httpAsyncClientCells")
	void whatHttpAsyncClientSendsIsWhatWasSigned(Library library, Call call, int number) throws Exception {
		httpAsyncClient.check(library, call, number, "HTTP/2.0");
	}

	@ParameterizedTest(name = "JDK's HttpClient: {1}", autoCloseArguments = false)
	@MethodSource("jdkClientCells")
	void whatTheJdksHttpClientSendsIsWhatWasSigned(Library library, Call call, int number) throws Exception {
		jdkClient.check(library, call, number, "HTTP/2.0");
	}

	/** Jetty takes no path that leads out of the root, whatever it is told. */
	private static List<Call> calls() {
		return Calls.all().stream().filter((call) -> !call.isFor("/../a")).toList();
	}

	static Stream<Arguments> webClientCells() {
		return webClient.cells(calls());
	}

	static Stream<Arguments> restClientCells() {
		return restClient.cells(calls());
	}

	static Stream<Arguments> restTemplateCells() {
		return restTemplate.cells(calls());
	}

	static Stream<Arguments> httpAsyncClientCells() {
		return httpAsyncClient.cells(calls());
	}

	static Stream<Arguments> jdkClientCells() {
		return jdkClient.cells(calls());
	}

}
