package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;
import io.github.sigv4.spring.webclient.SigV4ExchangeFilterFunction;

/**
 * Makes what sends files by each client.
 */
final class Uploaders {

	private static final int BUFFER = 64 * 1024;

	/** A key, as in the bucket of which the host has the name. */
	private static final String KEY = "object";

	private Uploaders() {
	}

	static Uploader of(Upload upload, String client, URI server, Account account) {
		if (upload == Upload.SHA_256) {
			return (file, path) -> hash(file);
		}
		return client.equals(Options.WEB_CLIENT) ? webClient(upload, server, account)
				: restClient(upload, server, account);
	}

	private static Uploader webClient(Upload upload, URI server, Account account) {
		WebClient.Builder builder = WebClient.builder().baseUrl(server.toString());
		if (upload != Upload.UNSIGNED) {
			builder.filter(new SigV4ExchangeFilterFunction(upload.service(account, server)));
		}
		WebClient client = builder.build();
		return (file,
				path) -> arrived(client.put()
					.uri(path + KEY)
					.contentType(MediaType.APPLICATION_OCTET_STREAM)
					.bodyValue(file)
					.retrieve()
					.bodyToMono(String.class)
					.block());
	}

	private static Uploader restClient(Upload upload, URI server, Account account) {
		ClientHttpRequestFactory wire = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
		RestClient client = RestClient.builder()
			.baseUrl(server)
			.requestFactory((upload != Upload.UNSIGNED)
					? new SigV4ClientHttpRequestFactory(wire, upload.service(account, server)) : wire)
			.build();
		return (file,
				path) -> arrived(client.put()
					.uri(path + KEY)
					.contentType(MediaType.APPLICATION_OCTET_STREAM)
					.body(file)
					.retrieve()
					.body(String.class));
	}

	private static long arrived(@Nullable String answer) {
		return Long.parseLong(Objects.requireNonNull(answer, "An empty answer"));
	}

	private static long hash(Resource file) throws IOException {
		MessageDigest sha256 = sha256();
		byte[] buffer = new byte[BUFFER];
		long count = 0;
		try (InputStream in = file.getInputStream()) {
			for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
				sha256.update(buffer, 0, read);
				count += read;
			}
		}
		return (sha256.digest().length > 0) ? count : 0;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
