/**
 * Signing for {@link org.springframework.web.reactive.function.client.WebClient}.
 */
@NullMarked
package io.github.sigv4.spring.webclient;

import org.jspecify.annotations.NullMarked;
