package io.github.sigv4.sample.tour;

import java.util.Map;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.service.annotation.GetExchange;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;

/**
 * The API of orders as an interface. Its group bears the name of a service, and so its
 * calls are signed.
 */
interface OrderApi {

	@GetExchange("/orders/{id}")
	Map<String, Object> find(@PathVariable("id") String id);

	/** With the credentials of whoever asks. */
	@GetExchange("/orders/{id}")
	Map<String, Object> find(@PathVariable("id") String id,
			@RequestAttribute(SigV4Attributes.CREDENTIALS) SigV4Credentials tenant);

}
