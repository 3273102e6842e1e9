/**
 * Requests of a reader's own making: signed by the engine, changed on their way if
 * wanted, sent to an embedded server, and explained if it refuses them.
 */
@NullMarked
package io.github.sigv4.sample.trial;

import org.jspecify.annotations.NullMarked;
