package io.github.sigv4.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

import io.github.sigv4.test.Leniency;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestCredentials;
import io.github.sigv4.test.VerifyingServer;

/**
 * Has a {@link VerifyingServer} for the tests of a class: it stands for an AWS service,
 * on loopback and a free port, and refuses what is not signed right. <pre class="code">
 * &#64;SpringBootTest
 * &#64;SigV4TestServer("orders")
 * class OrdersTests {
 *
 *   &#64;Test
 *   void findsAnOrder(&#64;Autowired Orders orders, VerifyingServer server) {
 *     server.stub("GET", "/prod/orders/42").respond(TestResponse.json("{\"id\":\"42\"}"));
 *     assertThat(orders.find("42")).contains("42");
 *     assertThat(server).received("GET", "/prod/orders/42").isSignedFor("execute-api", "eu-west-1");
 *   }
 *
 * }
 * </pre>
 * <p>
 * <b>With Spring's test support</b>, the server starts and stops with the context. The
 * application finds it at {@code aws.sigv4.services.<name>.base-url}, with the path that
 * this property has otherwise, and gets credentials of
 * {@link TestCredentials#temporary()}, so that it looks for no real ones; for signatures
 * of all its services it gets a {@link TestClock}, and a signer that tells the server
 * what was signed: beans with the qualifier {@code sigv4}, which nobody meets who does
 * not ask for it. The server is a bean with the service's name as its qualifier, to be
 * injected as any bean. Everything else of the service stays as it is configured.
 * <p>
 * <b>Without Spring</b>, the server starts before the first test of the class and stops
 * after the last.
 * <p>
 * In both cases parameters of test and life-cycle methods may be of the types
 * {@link VerifyingServer} and {@link TestClock}; without Spring also
 * {@link io.github.sigv4.credentials.SigV4Credentials} and
 * {@link io.github.sigv4.SigV4Signer}, and those of constructors. Of several servers, a
 * parameter names its own: {@code @SigV4TestServer("orders") VerifyingServer server}.
 * <p>
 * Before each test the server forgets what was received and what was stubbed, and the
 * clock is set back. After each test that made stubs, a request without one fails the
 * test. Tests of classes with equal annotations run one after the other, even where JUnit
 * runs tests in parallel.
 * <p>
 * {@code @Nested} classes have the servers of the class around them, unless they say so
 * themselves.
 */
@Target({ ElementType.TYPE, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(SigV4TestServers.class)
@ExtendWith(SigV4TestServerExtension.class)
@ResourceLock(providers = ServerLocks.class)
public @interface SigV4TestServer {

	/**
	 * Name of the service under {@code aws.sigv4.services}; without Spring any name, by
	 * which parameters tell servers apart.
	 * @return the name
	 */
	String value() default "";

	/**
	 * Service that the server stands for. Without it, it is the application's
	 * {@code signing-name}, else what the host of its {@code base-url} tells, else
	 * {@code execute-api}.
	 * @return the service in the credential scope
	 */
	String signingName() default "";

	/**
	 * Region that the server stands in. Without it, it is the application's own for that
	 * service, else what the host of its {@code base-url} tells, else
	 * {@code aws.sigv4.region}, else {@code eu-west-1}.
	 * @return the region in the credential scope
	 */
	String region() default "";

	/**
	 * Time at which the clock stands.
	 * @return an instant by ISO 8601
	 */
	String time() default "2015-08-30T12:36:00Z";

	/**
	 * How far the request date may be from the server's time, by ISO 8601, as
	 * {@code PT15M}. Without it, it is that of the service.
	 * @return the difference in either direction
	 */
	String maxSkew() default "";

	/**
	 * Whether the credentials are temporary, so that a session token has to be sent and
	 * signed; otherwise they are {@link TestCredentials#permanent()}.
	 * @return whether they are
	 */
	boolean temporaryCredentials() default true;

	/**
	 * What is tolerated. By default nothing is.
	 * @return what is
	 */
	Leniency[] lenient() default {};

}
