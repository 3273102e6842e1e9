/**
 * What signing costs: benchmarks beside other signers, and the goals that they have to
 * reach.
 */
@NullMarked
package io.github.sigv4.benchmarks;

import org.jspecify.annotations.NullMarked;
