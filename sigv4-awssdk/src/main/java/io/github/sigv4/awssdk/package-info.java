/**
 * Credentials and region from where AWS's SDK for Java finds them: the only place that
 * knows the SDK.
 */
@NullMarked
package io.github.sigv4.awssdk;

import org.jspecify.annotations.NullMarked;
