/**
 * An application as a user would write it.
 */
@NullMarked
package io.github.sigv4.consumer;

import org.jspecify.annotations.NullMarked;
