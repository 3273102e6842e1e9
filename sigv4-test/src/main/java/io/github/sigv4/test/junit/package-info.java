/**
 * The verifying server for JUnit's tests, with Spring or without.
 */
@NullMarked
package io.github.sigv4.test.junit;

import org.jspecify.annotations.NullMarked;
