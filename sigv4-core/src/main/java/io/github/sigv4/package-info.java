/**
 * AWS Signature Version 4 for any HTTP request: signing, presigning and verifying.
 * <pre class="code">
 * SigV4Signer signer = SigV4Signer.create();
 * SigningSettings settings = SigningSettings.forService("execute-api", "eu-west-1");
 * SigV4Request request = SigV4Request.builder("GET", "https://abc123.execute-api.eu-west-1.amazonaws.com/orders")
 *     .build();
 * SignedRequest signed = signer.sign(request, settings, credentials, Instant.now());
 * signed.headers().forEach(connection::setRequestProperty);
 * </pre>
 * <p>
 * Nothing here connects to anything, and nothing reads a clock: what is signed depends on
 * the arguments alone. Everything public is immutable or thread-safe, builders excepted.
 */
@NullMarked
package io.github.sigv4;

import org.jspecify.annotations.NullMarked;
