/**
 * Signing for Apache HttpClient 5, classic and async.
 */
@NullMarked
package io.github.sigv4.spring.httpclient;

import org.jspecify.annotations.NullMarked;
