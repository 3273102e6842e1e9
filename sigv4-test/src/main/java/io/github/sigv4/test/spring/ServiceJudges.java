package io.github.sigv4.test.spring;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.ApplicationContext;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.test.Leniency;
import io.github.sigv4.test.SignatureJudge;

/**
 * Judges the requests of an application's services by what its context says of them: the
 * properties under {@code aws.sigv4}, by their names, its clock, and its credentials.
 * <pre class="code">
 * SignatureJudge orders = ServiceJudges.of(context).judge("orders");
 * </pre>
 * <p>
 * Of credentials it knows what is written down in properties, and a
 * {@link SigV4CredentialsProvider} bean; it does not look for others. The clock is that
 * by which the application signs: a {@link Clock} bean with the qualifier {@code sigv4},
 * else the only one, else the system's.
 *
 * @see SignedRequestMatchers
 * @see SignedExchanges
 */
public final class ServiceJudges {

	private final ApplicationContext context;

	private ServiceJudges(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Create what judges the requests of an application.
	 * @param context its context
	 * @return the judges of its services
	 */
	public static ServiceJudges of(ApplicationContext context) {
		return new ServiceJudges(context);
	}

	/**
	 * Return the judge of a service.
	 * @param service its name under {@code aws.sigv4.services}
	 * @param lenient what is tolerated that is refused otherwise
	 * @return the judge
	 * @throws IllegalStateException if signing name, region or credentials of the service
	 * are not known; the message names the property
	 */
	public SignatureJudge judge(String service, Leniency... lenient) {
		ServiceProperties properties = new ServiceProperties(this.context.getEnvironment(), service);
		return SignatureJudge.builder()
			.credentials(credentials(properties))
			.service(required(properties.signingName(), properties, "signing-name"),
					required(properties.region(), properties, "region"))
			.clock(clock())
			.lenient(lenient)
			.build();
	}

	private static String required(@Nullable String value, ServiceProperties properties, String key) {
		if (value == null) {
			throw new IllegalStateException(properties.property(key)
					+ " is not set, and the host does not tell it: set it in the test's properties");
		}
		return value;
	}

	/** In the order in which the application looks for them. */
	private SigV4Credentials credentials(ServiceProperties properties) {
		SigV4Credentials own = properties.ownCredentials();
		if (own != null) {
			return own;
		}
		SigV4CredentialsProvider bean = this.context.getBeanProvider(SigV4CredentialsProvider.class).getIfAvailable();
		SigV4Credentials others = (bean != null) ? bean.resolveCredentials() : properties.sharedCredentials();
		if (others == null) {
			throw new IllegalStateException(properties.property("credentials.access-key-id")
					+ " is not set: set it, and secret-access-key beside it, in the test's properties");
		}
		return others;
	}

	private Clock clock() {
		try {
			return BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.context.getAutowireCapableBeanFactory(),
					Clock.class, TestServers.QUALIFIER);
		}
		catch (NoSuchBeanDefinitionException ex) {
			return this.context.getBeanProvider(Clock.class).getIfUnique(Clock::systemUTC);
		}
	}

	@Override
	public String toString() {
		return "ServiceJudges[" + this.context.getId() + "]";
	}

}
