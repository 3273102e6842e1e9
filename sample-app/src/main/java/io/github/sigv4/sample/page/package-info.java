/**
 * The page that shows the tour.
 */
@NullMarked
package io.github.sigv4.sample.page;

import org.jspecify.annotations.NullMarked;
