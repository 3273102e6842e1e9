package io.github.sigv4.it.matrix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.FileEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactive.ReactiveEntityProducer;
import reactor.core.publisher.Flux;

import io.github.sigv4.it.matrix.Sender.Answer;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;
import io.github.sigv4.spring.jdkclient.JdkHttpClientSigV4;

/**
 * Calls by HTTP libraries themselves.
 */
final class LibraryCalls {

	private static final List<Header> DEFAULT_HEADERS = List.of(new BasicHeader("X-Amz-Default", "1"),
			new BasicHeader("X-Default", "2"));

	private LibraryCalls() {
	}

	static Answer httpClient(Library library, URI uri, Call call) {
		HttpClientBuilder builder = HttpClientBuilder.create().setDefaultHeaders(DEFAULT_HEADERS);
		library.bean(HttpClientSigV4.class).forService(call.service()).accept(builder);
		ClassicRequestBuilder request = ClassicRequestBuilder.create(call.method().name()).setUri(uri);
		call.headers().forEach((name, values) -> values.forEach((value) -> request.addHeader(name, value)));
		request.setEntity(entity(call.body()));
		try (CloseableHttpClient client = builder.build()) {
			return client.execute(request.build(), (response) -> {
				HttpEntity entity = response.getEntity();
				return new Answer(response.getCode(), (entity != null) ? EntityUtils.toString(entity) : "");
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static HttpEntity entity(Call.Body body) {
		ContentType type = type(body);
		return switch (body) {
			case NONE -> null;
			case RESOURCE -> new FileEntity(file().toFile(), type);
			case STREAM -> new InputStreamEntity(new ByteArrayInputStream(Payloads.BYTES), type);
			default -> new ByteArrayEntity(bytes(body), type);
		};
	}

	static Answer httpAsyncClient(Library library, URI uri, Call call) {
		HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create().setDefaultHeaders(DEFAULT_HEADERS);
		library.bean(HttpClientSigV4.class).forAsyncService(call.service()).accept(builder);
		if (uri.getScheme().equals("https")) {
			builder.setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
				.setTlsStrategy(new DefaultClientTlsStrategy(Http2Clients.sslContext(library)))
				.setDefaultTlsConfig(TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2).build())
				.build());
		}
		AsyncRequestBuilder request = AsyncRequestBuilder.create(call.method().name()).setUri(uri);
		call.headers().forEach((name, values) -> values.forEach((value) -> request.addHeader(name, value)));
		request.setEntity(producer(call.body()));
		try (CloseableHttpAsyncClient client = builder.build()) {
			client.start();
			SimpleHttpResponse response = client.execute(request.build(), SimpleResponseConsumer.create(), null)
				.get(20, TimeUnit.SECONDS);
			return new Answer(response.getCode(), Objects.requireNonNullElse(response.getBodyText(), ""));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static AsyncEntityProducer producer(Call.Body body) {
		ContentType type = type(body);
		return switch (body) {
			case NONE -> null;
			case RESOURCE -> new FileEntityProducer(file().toFile(), type);
			case STREAM -> new ReactiveEntityProducer(
					Flux.from(Sender.buffers()).map((buffer) -> buffer.readableByteBuffers().next()), -1, type, null);
			default -> new BasicAsyncEntityProducer(bytes(body), type);
		};
	}

	static Answer jdkClient(Library library, URI uri, Call call) {
		java.net.http.HttpClient.Builder builder = java.net.http.HttpClient.newBuilder();
		if (uri.getScheme().equals("https")) {
			builder.sslContext(Http2Clients.sslContext(library));
		}
		else {
			// It would ask for HTTP/2 each time
			builder.version(java.net.http.HttpClient.Version.HTTP_1_1);
		}
		java.net.http.HttpClient client = library.bean(JdkHttpClientSigV4.class)
			.forService(call.service())
			.apply(builder.build());
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.method(call.method().name(), publisher(call.body()))
			.header("X-Amz-Default", "1")
			.header("X-Default", "2");
		ContentType type = type(call.body());
		if (type != null) {
			request.header("Content-Type", type.toString());
		}
		call.headers().forEach((name, values) -> values.forEach((value) -> request.header(name, value)));
		try {
			HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static BodyPublisher publisher(Call.Body body) {
		try {
			return switch (body) {
				case NONE -> BodyPublishers.noBody();
				case RESOURCE -> BodyPublishers.ofFile(file());
				case STREAM -> BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Payloads.BYTES));
				default -> BodyPublishers.ofByteArray(bytes(body));
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path file() {
		try {
			return Payloads.FILE.getFile().toPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ContentType type(Call.Body body) {
		return switch (body) {
			case NONE -> null;
			case EMPTY, TEXT -> ContentType.create("text/plain", StandardCharsets.UTF_8);
			case JSON -> ContentType.APPLICATION_JSON;
			case FORM -> ContentType.APPLICATION_FORM_URLENCODED;
			case MULTIPART -> ContentType.parse("multipart/form-data; boundary=part");
			case RESOURCE, STREAM -> ContentType.APPLICATION_OCTET_STREAM;
			case NDJSON -> ContentType.create("application/x-ndjson");
		};
	}

	private static byte[] bytes(Call.Body body) {
		String text = switch (body) {
			case TEXT -> Payloads.TEXT;
			case JSON -> "{\"name\":\"caf\u00e9\",\"price\":1.5}";
			case FORM -> "Action=GetCallerIdentity&a=1+2%2B3%264%3D5";
			case MULTIPART -> "--part\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\n"
					+ "value\r\n".repeat(20_000) + "--part--\r\n";
			case NDJSON -> "{\"a\":1}\n{\"a\":2}\n";
			default -> "";
		};
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
