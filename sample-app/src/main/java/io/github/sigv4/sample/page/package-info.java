/**
 * The pages: the tour, a request of one's own, and a presigned URL. Templates write them,
 * which escape whatever comes from a reader or a server.
 */
@NullMarked
package io.github.sigv4.sample.page;

import org.jspecify.annotations.NullMarked;
