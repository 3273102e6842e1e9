package io.github.sigv4.consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.spring.SigV4Client;

/**
 * Calls with the template.
 */
@Component
class RestTemplateCalls {

	private final RestTemplate s3;

	private final RestTemplate orders;

	private final RestTemplate ssm;

	RestTemplateCalls(@SigV4Client("s3") RestTemplate s3, @SigV4Client("orders") RestTemplate orders,
			@SigV4Client("ssm") RestTemplate ssm) {
		this.s3 = s3;
		this.orders = orders;
		this.ssm = ssm;
	}

	@Nullable String putAndGet() {
		String key = "it's *here*; 1+1=2";
		this.s3.put("/consumer/{key}", "put by RestTemplate", key);
		return this.s3.getForObject("/consumer/{key}", String.class, key);
	}

	@Nullable String find() {
		return this.orders.getForObject("/orders/{id}?q={q}", String.class, "ü/1+1", "a+b;c");
	}

	@Nullable String parameter() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("X-Amz-Target", "AmazonSSM.GetParameter");
		headers.setContentType(MediaType.parseMediaType("application/x-amz-json-1.1"));
		return this.ssm.postForObject("/", new HttpEntity<>("{\"Name\":\"/a\"}", headers), String.class);
	}

}
