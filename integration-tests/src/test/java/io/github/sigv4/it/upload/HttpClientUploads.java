package io.github.sigv4.it.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;

/**
 * Uploads by Apache HttpClient's classic client.
 */
@Lazy
@Component("HttpClient")
class HttpClientUploads implements Uploads {

	private static final ContentType TYPE = ContentType.APPLICATION_OCTET_STREAM;

	private final HttpClientSigV4 signing;

	private final SigV4Services services;

	HttpClientUploads(HttpClientSigV4 signing, SigV4Services services) {
		this.signing = signing;
		this.services = services;
	}

	@Override
	public String put(Upload upload) throws IOException {
		return switch (upload.body()) {
			case "resource" -> put(upload, new FileEntity(upload.file().toFile(), TYPE));
			case "stream" -> {
				try (InputStream in = Files.newInputStream(upload.file())) {
					yield put(upload, new InputStreamEntity(in, upload.length(), TYPE));
				}
			}
			default -> throw new IllegalArgumentException(upload.body());
		};
	}

	private String put(Upload upload, HttpEntity body) throws IOException {
		HttpClientBuilder builder = HttpClientBuilder.create().disableRedirectHandling();
		this.signing.forService(upload.service()).accept(builder);
		HttpPut request = new HttpPut(this.services.get(upload.service()).baseUrl() + upload.path());
		request.setEntity(body);
		try (CloseableHttpClient client = builder.build()) {
			return client.execute(request, (response) -> EntityUtils.toString(response.getEntity()));
		}
	}

}
