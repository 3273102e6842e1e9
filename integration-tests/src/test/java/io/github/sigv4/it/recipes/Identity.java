package io.github.sigv4.it.recipes;

import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Who one is, by the Security Token Service.
 */
@Component
class Identity {

	private final RestClient client;

	Identity(@SigV4Client("sts") RestClient client) {
		this.client = client;
	}

	String callerIdentity() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("Action", "GetCallerIdentity");
		form.add("Version", "2011-06-15");
		return this.client.post().uri("/").body(form).retrieve().body(String.class);
	}

}
