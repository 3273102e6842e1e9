/**
 * The tour: each class of stops shows how one service is called with the starter's
 * clients.
 */
@NullMarked
package io.github.sigv4.sample.tour;

import org.jspecify.annotations.NullMarked;
