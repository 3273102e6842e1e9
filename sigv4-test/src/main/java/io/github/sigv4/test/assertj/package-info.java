/**
 * Assertions on what was signed, for tests with AssertJ.
 */
@NullMarked
package io.github.sigv4.test.assertj;

import org.jspecify.annotations.NullMarked;
