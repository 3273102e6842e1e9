/**
 * The verifying server in Spring's test contexts, and what verifies signatures where a
 * test has no server at all.
 */
@NullMarked
package io.github.sigv4.test.spring;

import org.jspecify.annotations.NullMarked;
