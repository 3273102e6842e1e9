/**
 * The goals of speed, each judged by what was measured in one run.
 */
@NullMarked
package io.github.sigv4.benchmarks.goals;

import org.jspecify.annotations.NullMarked;
