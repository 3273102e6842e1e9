package io.github.sigv4.consumer;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Calls with the blocking client.
 */
@Component
class RestClientCalls {

	private final RestClient s3;

	private final RestClient orders;

	private final RestClient sts;

	RestClientCalls(@SigV4Client("s3") RestClient s3, @SigV4Client("orders") RestClient orders,
			@SigV4Client("sts") RestClient sts) {
		this.s3 = s3;
		this.orders = orders;
		this.sts = sts;
	}

	@Nullable String putAndGet() {
		String key = "100% (sure) & more?";
		this.s3.put().uri("/consumer/{key}", key).body("put by RestClient").retrieve().toBodilessEntity();
		return this.s3.get().uri("/consumer/{key}", key).retrieve().body(String.class);
	}

	@Nullable String upload() {
		MultipartBodyBuilder parts = new MultipartBodyBuilder();
		parts.part("note", "Handle with care");
		parts.part("file", new ByteArrayResource("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))).filename("a b.pdf");
		return this.orders.post().uri("/orders/1/attachments").body(parts.build()).retrieve().body(String.class);
	}

	@Nullable String account() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("Action", "GetCallerIdentity");
		form.add("Version", "2011-06-15");
		return this.sts.post().uri("/").body(form).retrieve().body(String.class);
	}

}
