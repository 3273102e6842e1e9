package io.github.sigv4.spring.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.FileEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;
import io.github.sigv4.spring.jdkclient.JdkHttpClientSigV4;

/**
 * A client of an HTTP library by itself, without Spring's around it.
 */
public enum LibraryClient {

	/** Apache HttpClient 5. */
	HTTP_CLIENT {

		@Override
		public Answer send(SigV4Service service, Call call) {
			// It would wait a second before it repeats for a 503
			HttpClientBuilder builder = HttpClientBuilder.create().disableAutomaticRetries();
			HttpClientSigV4.of(services(service)).forService(service.name()).accept(builder);
			ClassicRequestBuilder request = ClassicRequestBuilder.create(call.method()).setUri(call.uri());
			call.headers().forEach((header) -> request.addHeader(header.getKey(), header.getValue()));
			request.setEntity(entity(call));
			HttpClientContext context = context(call);
			try (CloseableHttpClient client = builder.build()) {
				return client.execute(request.build(), context, (response) -> {
					HttpEntity entity = response.getEntity();
					return new Answer(response.getCode(), fields(response.getHeaders()),
							(entity != null) ? EntityUtils.toString(entity, StandardCharsets.UTF_8) : "",
							HttpClientSigV4.refusal(context));
				});
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static @Nullable HttpEntity entity(Call call) {
			ContentType type = (call.contentType() != null) ? ContentType.parse(call.contentType()) : null;
			Object body = call.body();
			if (body instanceof Path file) {
				return new FileEntity(file.toFile(), type);
			}
			if (body instanceof InputStream stream) {
				return new InputStreamEntity(stream, call.length(), type);
			}
			return (body instanceof byte[] bytes) ? new ByteArrayEntity(bytes, type) : null;
		}

	},

	/** Apache HttpClient 5, async. */
	HTTP_ASYNC_CLIENT {

		@Override
		public Answer send(SigV4Service service, Call call) {
			HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create().disableAutomaticRetries();
			HttpClientSigV4.of(services(service)).forAsyncService(service.name()).accept(builder);
			AsyncRequestBuilder request = AsyncRequestBuilder.create(call.method()).setUri(call.uri());
			call.headers().forEach((header) -> request.addHeader(header.getKey(), header.getValue()));
			request.setEntity(entity(call));
			HttpClientContext context = context(call);
			try (CloseableHttpAsyncClient client = builder.build()) {
				client.start();
				SimpleHttpResponse response = get(CompletableFuture.supplyAsync(() -> {
					try {
						return client.execute(request.build(), SimpleResponseConsumer.create(), null, context, null)
							.get(20, TimeUnit.SECONDS);
					}
					catch (InterruptedException | ExecutionException | TimeoutException ex) {
						throw new CompletionException((ex instanceof ExecutionException) ? ex.getCause() : ex);
					}
				}));
				return new Answer(response.getCode(), fields(response.getHeaders()),
						Objects.requireNonNullElse(response.getBodyText(), ""), HttpClientSigV4.refusal(context));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static @Nullable AsyncEntityProducer entity(Call call) {
			ContentType type = (call.contentType() != null) ? ContentType.parse(call.contentType()) : null;
			Object body = call.body();
			if (body instanceof Path file) {
				return new FileEntityProducer(file.toFile(), type);
			}
			if (body instanceof InputStream stream) {
				return new OneShotProducer(stream, call.length(), call.contentType());
			}
			return (body instanceof byte[] bytes) ? new BasicAsyncEntityProducer(bytes, type) : null;
		}

	},

	/** The JDK's client. */
	JDK_CLIENT {

		@Override
		public Answer send(SigV4Service service, Call call) {
			try {
				return answer(client(service).send(request(call), BodyHandlers.ofString()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	},

	/** The JDK's client, asynchronously. */
	JDK_ASYNC_CLIENT {

		@Override
		public Answer send(SigV4Service service, Call call) {
			return answer(get(client(service).sendAsync(request(call), BodyHandlers.ofString())));
		}

	};

	/**
	 * Make a call.
	 * @param service the service that signs
	 * @param call the call
	 * @return what is answered
	 */
	public abstract Answer send(SigV4Service service, Call call);

	private static SigV4Services services(SigV4Service service) {
		return new SigV4Services(List.of(service));
	}

	private static HttpClientContext context(Call call) {
		HttpClientContext context = HttpClientContext.create();
		call.attributes().forEach(context::setAttribute);
		return context;
	}

	private static List<Map.Entry<String, String>> fields(Header[] headers) {
		return List.of(headers).stream().map((header) -> Map.entry(header.getName(), header.getValue())).toList();
	}

	private static java.net.http.HttpClient client(SigV4Service service) {
		// Over plain http it would ask for HTTP/2 each time
		return JdkHttpClientSigV4.of(services(service))
			.forService(service.name())
			.apply(java.net.http.HttpClient.newBuilder().version(java.net.http.HttpClient.Version.HTTP_1_1).build());
	}

	private static HttpRequest request(Call call) {
		HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).method(call.method(), publisher(call));
		call.headers().forEach((header) -> request.header(header.getKey(), header.getValue()));
		if (call.contentType() != null && call.body() != null) {
			request.header("Content-Type", call.contentType());
		}
		return request.build();
	}

	private static BodyPublisher publisher(Call call) {
		Object body = call.body();
		try {
			if (body instanceof Path file) {
				return BodyPublishers.ofFile(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (body instanceof InputStream stream) {
			BodyPublisher publisher = BodyPublishers.ofInputStream(() -> stream);
			return (call.length() > 0) ? BodyPublishers.fromPublisher(publisher, call.length()) : publisher;
		}
		return (body instanceof byte[] bytes) ? BodyPublishers.ofByteArray(bytes) : BodyPublishers.noBody();
	}

	private static Answer answer(HttpResponse<String> response) {
		List<Map.Entry<String, String>> headers = response.headers()
			.map()
			.entrySet()
			.stream()
			.flatMap((header) -> header.getValue().stream().map((value) -> Map.entry(header.getKey(), value)))
			.toList();
		return new Answer(response.statusCode(), headers, response.body(), JdkHttpClientSigV4.refusal(response));
	}

	/** What a future fails with is what a blocking client throws. */
	private static <T> T get(CompletableFuture<T> future) {
		try {
			return future.get(20, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException unchecked) {
				throw unchecked;
			}
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A call.
	 *
	 * @param method the method
	 * @param uri where it goes
	 * @param headers header fields in their order
	 * @param contentType the type of the body
	 * @param body a {@code byte[]} or a {@link Path}, which can be had again, an
	 * {@link InputStream}, which cannot, or {@code null}
	 * @param length the length of a stream that is told, negative if it is not
	 * @param attributes attributes of the context, where there is one
	 */
	public record Call(String method, URI uri, List<Map.Entry<String, String>> headers, @Nullable String contentType,
			@Nullable Object body, long length, Map<String, Object> attributes) {

		public static Call of(String method, URI uri) {
			return new Call(method, uri, List.of(), "text/plain", null, -1, Map.of());
		}

		@SafeVarargs
		@SuppressWarnings("varargs")
		public final Call withHeaders(Map.Entry<String, String>... headers) {
			return new Call(this.method, this.uri, List.of(headers), this.contentType, this.body, this.length,
					this.attributes);
		}

		public Call with(@Nullable Object body) {
			return new Call(this.method, this.uri, this.headers, this.contentType, body, this.length, this.attributes);
		}

		/** With a stream that tells how long it is. */
		public Call withStream(byte[] bytes) {
			return new Call(this.method, this.uri, this.headers, this.contentType, new ByteArrayInputStream(bytes),
					bytes.length, this.attributes);
		}

		public Call withAttribute(String name, Object value) {
			return new Call(this.method, this.uri, this.headers, this.contentType, this.body, this.length,
					Map.of(name, value));
		}

		public boolean isRepeatable() {
			return !(this.body instanceof InputStream);
		}

		@Override
		public String toString() {
			return this.method + " " + this.uri;
		}

	}

	/**
	 * What is answered.
	 *
	 * @param status the status
	 * @param headers header fields
	 * @param body the body as text
	 * @param refusal why the request was refused, or {@code null}
	 */
	public record Answer(int status, List<Map.Entry<String, String>> headers, String body, @Nullable Refusal refusal) {

	}

	/** Reads a stream while it is sent, a small piece at a time. */
	private static final class OneShotProducer implements AsyncEntityProducer {

		private final InputStream stream;

		private final long length;

		private final @Nullable String contentType;

		private final ByteBuffer piece = ByteBuffer.allocate(1000).limit(0);

		OneShotProducer(InputStream stream, long length, @Nullable String contentType) {
			this.stream = stream;
			this.length = length;
			this.contentType = contentType;
		}

		@Override
		public boolean isRepeatable() {
			return false;
		}

		@Override
		public void failed(Exception cause) {
		}

		@Override
		public int available() {
			return Integer.MAX_VALUE;
		}

		@Override
		public void produce(DataStreamChannel channel) throws IOException {
			if (!this.piece.hasRemaining()) {
				int count = this.stream.read(this.piece.array());
				if (count < 0) {
					channel.endStream();
					return;
				}
				this.piece.position(0).limit(count);
			}
			channel.write(this.piece);
		}

		@Override
		public void releaseResources() {
		}

		@Override
		public long getContentLength() {
			return this.length;
		}

		@Override
		public @Nullable String getContentType() {
			return this.contentType;
		}

		@Override
		public @Nullable String getContentEncoding() {
			return null;
		}

		@Override
		public boolean isChunked() {
			return this.length < 0;
		}

		@Override
		public Set<String> getTrailerNames() {
			return Set.of();
		}

	}

}
