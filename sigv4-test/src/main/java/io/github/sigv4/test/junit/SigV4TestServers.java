package io.github.sigv4.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Several {@link SigV4TestServer} at one place, each with a name of its own. It need not
 * be written: the annotation is repeatable.
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SigV4TestServerExtension.class)
@ResourceLock(providers = ServerLocks.class)
public @interface SigV4TestServers {

	/**
	 * The servers.
	 * @return the servers
	 */
	SigV4TestServer[] value();

}
