package io.github.sigv4.consumer;

import org.springframework.web.service.annotation.GetExchange;

/**
 * The service that is added when the application starts, as an interface.
 */
public interface AddedApi {

	/**
	 * Say hello.
	 * @return what the service answers
	 */
	@GetExchange("/hello/group")
	String hello();

}
