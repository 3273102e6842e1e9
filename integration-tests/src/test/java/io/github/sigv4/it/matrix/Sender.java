package io.github.sigv4.it.matrix;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;
import reactor.core.publisher.Flux;

/**
 * Makes a call by one of Spring's clients, or by an HTTP library itself, as an
 * application would.
 */
enum Sender {

	WEB_CLIENT {

		@Override
		Answer send(Library library, WireServer server, Call call) {
			WebClient client = library.client(WebClient.class, call.service());
			WebClient.RequestBodySpec spec = (call.mode() == EncodingMode.TEMPLATE_AND_VALUES)
					? client.method(call.method()).uri(call.uri(), call.variables().toArray())
					: client.method(call.method()).uri(uri(server, call));
			call.headers().forEach((name, values) -> {
				if (name.equals("Cookie")) {
					cookies(values.get(0)).forEach(spec::cookie);
				}
				else {
					spec.header(name, values.toArray(String[]::new));
				}
			});
			return body(spec, call.body())
				.exchangeToMono((response) -> response.bodyToMono(String.class)
					.defaultIfEmpty("")
					.map((text) -> new Answer(response.statusCode().value(), text)))
				.block(Duration.ofSeconds(20));
		}

		private WebClient.RequestHeadersSpec<?> body(WebClient.RequestBodySpec spec, Call.Body body) {
			return switch (body) {
				case NONE -> spec;
				case EMPTY -> spec.contentType(MediaType.TEXT_PLAIN).bodyValue("");
				case TEXT -> spec.contentType(TEXT).bodyValue(Payloads.TEXT);
				case JSON -> spec.contentType(MediaType.APPLICATION_JSON).bodyValue(Payloads.JSON);
				case FORM -> spec.body(BodyInserters.fromFormData(Payloads.form()));
				case MULTIPART -> spec.body(BodyInserters.fromMultipartData(Payloads.parts()));
				case RESOURCE -> spec.bodyValue(Payloads.FILE);
				case STREAM ->
					spec.contentType(MediaType.APPLICATION_OCTET_STREAM).body(BodyInserters.fromDataBuffers(buffers()));
				case NDJSON -> spec.contentType(MediaType.APPLICATION_NDJSON)
					.body(Flux.fromIterable(Payloads.OBJECTS), Object.class);
			};
		}

	},

	REST_CLIENT {

		@Override
		Answer send(Library library, WireServer server, Call call) {
			RestClient client = library.client(RestClient.class, call.service());
			RestClient.RequestBodySpec spec = (call.mode() == EncodingMode.TEMPLATE_AND_VALUES)
					? client.method(call.method()).uri(call.uri(), call.variables().toArray())
					: client.method(call.method()).uri(uri(server, call));
			call.headers().forEach((name, values) -> {
				if (name.equals("Cookie")) {
					cookies(values.get(0)).forEach(spec::cookie);
				}
				else {
					spec.header(name, values.toArray(String[]::new));
				}
			});
			return body(spec, call.body()).exchange((request, response) -> new Answer(response.getStatusCode().value(),
					new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
		}

		private RestClient.RequestHeadersSpec<?> body(RestClient.RequestBodySpec spec, Call.Body body) {
			return switch (body) {
				case NONE -> spec;
				case EMPTY -> spec.contentType(MediaType.TEXT_PLAIN).body("");
				case TEXT -> spec.contentType(TEXT).body(Payloads.TEXT);
				case JSON -> spec.contentType(MediaType.APPLICATION_JSON).body(Payloads.JSON);
				case FORM -> spec.contentType(MediaType.APPLICATION_FORM_URLENCODED).body(Payloads.form());
				case MULTIPART -> spec.contentType(MediaType.MULTIPART_FORM_DATA).body(Payloads.parts());
				case RESOURCE -> spec.body(Payloads.FILE);
				case STREAM ->
					spec.contentType(MediaType.APPLICATION_OCTET_STREAM).body((out) -> out.write(Payloads.BYTES));
				case NDJSON -> spec.contentType(MediaType.APPLICATION_NDJSON).body("{\"a\":1}\n{\"a\":2}\n");
			};
		}

	},

	REST_TEMPLATE {

		@Override
		Answer send(Library library, WireServer server, Call call) {
			RestTemplate template = library.client(RestTemplate.class, call.service());
			template.setErrorHandler((response) -> false);
			HttpHeaders headers = new HttpHeaders();
			call.headers().forEach((name, values) -> headers.addAll(name, values));
			HttpEntity<?> entity = entity(headers, call.body());
			ResponseEntity<String> response = (call.mode() == EncodingMode.TEMPLATE_AND_VALUES)
					? template.exchange(call.uri(), call.method(), entity, String.class, call.variables().toArray())
					: template.exchange(uri(server, call), call.method(), entity, String.class);
			return new Answer(response.getStatusCode().value(), (response.getBody() != null) ? response.getBody() : "");
		}

		private HttpEntity<?> entity(HttpHeaders headers, Call.Body body) {
			return switch (body) {
				case NONE -> new HttpEntity<>(headers);
				case EMPTY -> entity(headers, MediaType.TEXT_PLAIN, "");
				case TEXT -> entity(headers, TEXT, Payloads.TEXT);
				case JSON -> entity(headers, MediaType.APPLICATION_JSON, Payloads.JSON);
				case FORM -> new HttpEntity<MultiValueMap<String, String>>(Payloads.form(), headers);
				case MULTIPART -> new HttpEntity<MultiValueMap<String, Object>>(Payloads.parts(), headers);
				case RESOURCE -> new HttpEntity<>(Payloads.FILE, headers);
				case STREAM -> entity(headers, MediaType.APPLICATION_OCTET_STREAM,
						new InputStreamResource(new ByteArrayInputStream(Payloads.BYTES)));
				case NDJSON -> entity(headers, MediaType.APPLICATION_NDJSON, "{\"a\":1}\n{\"a\":2}\n");
			};
		}

		private HttpEntity<?> entity(HttpHeaders headers, MediaType contentType, Object body) {
			headers.setContentType(contentType);
			return new HttpEntity<>(body, headers);
		}

	},

	HTTP_CLIENT {

		@Override
		Answer send(Library library, WireServer server, Call call) {
			return LibraryCalls.httpClient(library, uri(server, call), call);
		}

	},

	HTTP_ASYNC_CLIENT {

		@Override
		Answer send(Library library, WireServer server, Call call) {
			return LibraryCalls.httpAsyncClient(library, uri(server, call), call);
		}

	},

	JDK_CLIENT {

		@Override
		Answer send(Library library, WireServer server, Call call) {
			return LibraryCalls.jdkClient(library, uri(server, call), call);
		}

	};

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	/**
	 * Make a call.
	 * @param library the application whose client makes it
	 * @param server the server
	 * @param call the call
	 * @return what the server answers
	 */
	abstract Answer send(Library library, WireServer server, Call call);

	private static URI uri(WireServer server, Call call) {
		if (call.mode() == null) {
			return call.uri().startsWith("http") ? URI.create(call.uri()) : server.uri(call.uri());
		}
		DefaultUriBuilderFactory factory = new DefaultUriBuilderFactory(server.uri("").toString());
		factory.setEncodingMode(call.mode());
		return factory.expand(call.uri(), call.variables().toArray());
	}

	private static Map<String, String> cookies(String header) {
		return Arrays.stream(header.split("; ", -1))
			.map((cookie) -> cookie.split("=", -1))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
	}

	static Flux<DataBuffer> buffers() {
		return Flux.range(0, 20)
			.map((i) -> DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(Payloads.BYTES, i, 8192 + i)));
	}

	/**
	 * What the server answers.
	 *
	 * @param status the status
	 * @param text the body, without its coding
	 */
	record Answer(int status, String text) {

	}

}
