/**
 * The command line.
 */
@NullMarked
package io.github.sigv4.cli;

import org.jspecify.annotations.NullMarked;
