package io.github.sigv4.it.recipes;

import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

import io.github.sigv4.spring.SigV4Client;

/**
 * Parameters of Systems Manager.
 */
@Component
class Parameters {

	private static final MediaType JSON_1_1 = MediaType.parseMediaType("application/x-amz-json-1.1");

	private final RestClient client;

	private final JsonMapper json;

	Parameters(@SigV4Client("ssm") RestClient client, JsonMapper json) {
		this.client = client;
		this.json = json;
	}

	String value(String name) {
		String answer = this.client.post()
			.uri("/")
			.header("X-Amz-Target", "AmazonSSM.GetParameter")
			.contentType(JSON_1_1)
			.body(this.json.writeValueAsString(Map.of("Name", name, "WithDecryption", true)))
			.retrieve()
			.body(String.class);
		return this.json.readTree(answer).at("/Parameter/Value").asString();
	}

}
