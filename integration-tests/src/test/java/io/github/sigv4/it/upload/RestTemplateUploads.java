package io.github.sigv4.it.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.spring.SigV4Client;

/**
 * Uploads by {@link RestTemplate}.
 */
@Lazy
@Component("RestTemplate")
class RestTemplateUploads implements Uploads {

	private final Map<String, RestTemplate> clients;

	RestTemplateUploads(@SigV4Client("signed") RestTemplate signed, @SigV4Client("unsigned") RestTemplate unsigned,
			@SigV4Client("chunked") RestTemplate chunked, @SigV4Client("refused") RestTemplate refused) {
		this.clients = Map.of("signed", signed, "unsigned", unsigned, "chunked", chunked, "refused", refused);
	}

	@Override
	public String put(Upload upload) throws IOException {
		RestTemplate client = this.clients.get(upload.service());
		return switch (upload.body()) {
			case "resource" -> put(client, upload, new FileSystemResource(upload.file()), new HttpHeaders());
			case "stream" -> {
				HttpHeaders headers = new HttpHeaders();
				headers.setContentLength(upload.length());
				try (InputStream in = Files.newInputStream(upload.file())) {
					yield put(client, upload, new InputStreamResource(in), headers);
				}
			}
			case "lambda" -> putWritten(client, upload);
			default -> throw new IllegalArgumentException(upload.body());
		};
	}

	private static String put(RestTemplate client, Upload upload, Resource body, HttpHeaders headers) {
		return client.exchange(upload.path(), HttpMethod.PUT, new HttpEntity<>(body, headers), String.class).getBody();
	}

	private static String putWritten(RestTemplate client, Upload upload) throws IOException {
		long length = upload.length();
		return client.execute(upload.path(), HttpMethod.PUT, (request) -> {
			request.getHeaders().setContentLength(length);
			((StreamingHttpOutputMessage) request).setBody((body) -> Files.copy(upload.file(), body));
		}, (response) -> new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
	}

}
