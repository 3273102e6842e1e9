package io.github.sigv4.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AliasFor;

/**
 * Asks for the client of a service of {@code aws.sigv4.services}. <pre class="code">
 * OrderClient(&#64;SigV4Client("orders") WebClient webClient) {
 *     this.webClient = webClient;
 * }
 * </pre>
 * <p>
 * What can be asked for are {@code WebClient}, {@code RestClient} and
 * {@code RestTemplate}, ready to use, and {@code ExchangeFilterFunction},
 * {@code ClientHttpRequestInterceptor} and {@code SigV4Presigner} to build with. The same
 * as {@link Qualifier @Qualifier}, but it says what for.
 */
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface SigV4Client {

	/**
	 * The service's name under {@code aws.sigv4.services}.
	 * @return the name
	 */
	@AliasFor(annotation = Qualifier.class, attribute = "value")
	String value();

}
