/**
 * The servers that the sample brings along, so that it needs no AWS account. An
 * application of yours has nothing like it.
 */
@NullMarked
package io.github.sigv4.sample.server;

import org.jspecify.annotations.NullMarked;
