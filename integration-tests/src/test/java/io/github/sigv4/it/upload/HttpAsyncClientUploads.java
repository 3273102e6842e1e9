package io.github.sigv4.it.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.FileEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.reactive.ReactiveEntityProducer;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;

/**
 * Uploads by Apache HttpClient's async client.
 */
@Lazy
@Component("HttpAsyncClient")
class HttpAsyncClientUploads implements Uploads {

	private static final ContentType TYPE = ContentType.APPLICATION_OCTET_STREAM;

	private final HttpClientSigV4 signing;

	private final SigV4Services services;

	HttpAsyncClientUploads(HttpClientSigV4 signing, SigV4Services services) {
		this.signing = signing;
		this.services = services;
	}

	@Override
	public String put(Upload upload) throws IOException {
		HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create().disableRedirectHandling();
		this.signing.forAsyncService(upload.service()).accept(builder);
		AsyncRequestBuilder request = AsyncRequestBuilder
			.put(this.services.get(upload.service()).baseUrl() + upload.path())
			.setEntity(body(upload));
		try (CloseableHttpAsyncClient client = builder.build()) {
			client.start();
			return client.execute(request.build(), SimpleResponseConsumer.create(), null)
				.get(1, TimeUnit.MINUTES)
				.getBodyText();
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IOException(ex);
		}
	}

	private static AsyncEntityProducer body(Upload upload) throws IOException {
		return switch (upload.body()) {
			case "resource" -> new FileEntityProducer(upload.file().toFile(), TYPE);
			case "stream" -> new ReactiveEntityProducer(buffers(upload), upload.length(), TYPE, null);
			default -> throw new IllegalArgumentException(upload.body());
		};
	}

	private static Flux<ByteBuffer> buffers(Upload upload) {
		return DataBufferUtils
			.read(new FileSystemResource(upload.file()), DefaultDataBufferFactory.sharedInstance, 64 * 1024)
			.map((buffer) -> buffer.readableByteBuffers().next());
	}

}
