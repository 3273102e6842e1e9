package io.github.sigv4.sample.tour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientResponseException;

/**
 * A client that knows nothing of signatures: the JDK's.
 */
@Component
class PlainClient {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final CallRecorder recorder;

	PlainClient(CallRecorder recorder) {
		this.recorder = recorder;
	}

	String send(String method, URI url, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		this.recorder.sent(SentRequest.of("HttpClient", method, url, HttpHeaders.EMPTY, bytes));
		HttpRequest request = HttpRequest.newBuilder(url)
			.method(method, (bytes.length != 0) ? BodyPublishers.ofByteArray(bytes) : BodyPublishers.noBody())
			.build();
		HttpResponse<byte[]> response = send(request);
		this.recorder.answered(response.statusCode());
		if (response.statusCode() >= 400) {
			HttpHeaders headers = new HttpHeaders();
			response.headers().map().forEach(headers::addAll);
			throw new RestClientResponseException("Refused", HttpStatusCode.valueOf(response.statusCode()), "", headers,
					response.body(), StandardCharsets.UTF_8);
		}
		return new String(response.body(), StandardCharsets.UTF_8);
	}

	private HttpResponse<byte[]> send(HttpRequest request) {
		try {
			return this.client.send(request, BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

}
