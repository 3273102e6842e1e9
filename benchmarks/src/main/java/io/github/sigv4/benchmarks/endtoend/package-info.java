/**
 * What signing costs a whole client: requests and uploads on the loopback interface,
 * client and server each in a process of its own.
 */
@NullMarked
package io.github.sigv4.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
