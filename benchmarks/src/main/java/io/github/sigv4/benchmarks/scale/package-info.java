/**
 * Many services, many credentials, a long time: what a start costs, and whether anything
 * grows.
 */
@NullMarked
package io.github.sigv4.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
