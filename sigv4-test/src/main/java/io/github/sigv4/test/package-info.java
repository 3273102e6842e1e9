/**
 * For tests: a loopback server that really verifies Signature Version 4.
 */
@NullMarked
package io.github.sigv4.test;

import org.jspecify.annotations.NullMarked;
