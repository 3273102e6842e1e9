/**
 * Credentials that sign requests and where they come from.
 */
@NullMarked
package io.github.sigv4.credentials;

import org.jspecify.annotations.NullMarked;
