/**
 * What Micrometer is told.
 */
@NullMarked
package io.github.sigv4.spring.observe;

import org.jspecify.annotations.NullMarked;
