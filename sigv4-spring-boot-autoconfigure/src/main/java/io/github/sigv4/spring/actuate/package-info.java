/**
 * What Boot's actuator shows.
 */
@NullMarked
package io.github.sigv4.spring.actuate;

import org.jspecify.annotations.NullMarked;
