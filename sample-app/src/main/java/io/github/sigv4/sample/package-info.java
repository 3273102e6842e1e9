/**
 * A service that calls AWS with signed clients.
 */
@NullMarked
package io.github.sigv4.sample;

import org.jspecify.annotations.NullMarked;
