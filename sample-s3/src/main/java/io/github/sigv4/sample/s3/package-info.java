/**
 * An S3-compatible server for the sample.
 */
@NullMarked
package io.github.sigv4.sample.s3;

import org.jspecify.annotations.NullMarked;
