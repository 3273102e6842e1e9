/**
 * From properties to services to beans. Nothing here is called while a request is made.
 */
@NullMarked
package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
