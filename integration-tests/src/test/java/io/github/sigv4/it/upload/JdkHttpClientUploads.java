package io.github.sigv4.it.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.jdkclient.JdkHttpClientSigV4;

/**
 * Uploads by the JDK's client.
 */
@Lazy
@Component("JdkHttpClient")
class JdkHttpClientUploads implements Uploads {

	private final JdkHttpClientSigV4 signing;

	private final SigV4Services services;

	JdkHttpClientUploads(JdkHttpClientSigV4 signing, SigV4Services services) {
		this.signing = signing;
		this.services = services;
	}

	@Override
	public String put(Upload upload) throws IOException {
		return switch (upload.body()) {
			case "resource" -> put(upload, BodyPublishers.ofFile(upload.file()));
			case "stream" -> put(upload, BodyPublishers
				.fromPublisher(BodyPublishers.ofInputStream(() -> open(upload.file())), upload.length()));
			default -> throw new IllegalArgumentException(upload.body());
		};
	}

	private static InputStream open(Path file) {
		try {
			return Files.newInputStream(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String put(Upload upload, BodyPublisher body) throws IOException {
		HttpClient client = this.signing.forService(upload.service())
			.apply(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
		URI uri = URI.create(this.services.get(upload.service()).baseUrl() + upload.path());
		try {
			return client.send(HttpRequest.newBuilder(uri).PUT(body).build(), BodyHandlers.ofString()).body();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

}
