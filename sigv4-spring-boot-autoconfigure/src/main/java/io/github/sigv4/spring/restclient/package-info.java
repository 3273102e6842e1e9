/**
 * Signing for {@link org.springframework.web.client.RestClient} and
 * {@link org.springframework.web.client.RestTemplate}.
 */
@NullMarked
package io.github.sigv4.spring.restclient;

import org.jspecify.annotations.NullMarked;
