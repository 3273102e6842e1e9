/**
 * Signing for the JDK's {@link java.net.http.HttpClient}.
 */
@NullMarked
package io.github.sigv4.spring.jdkclient;

import org.jspecify.annotations.NullMarked;
