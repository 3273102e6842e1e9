/**
 * Services of AWS as an application's properties describe them, and how their requests
 * are signed.
 */
@NullMarked
package io.github.sigv4.spring;

import org.jspecify.annotations.NullMarked;
