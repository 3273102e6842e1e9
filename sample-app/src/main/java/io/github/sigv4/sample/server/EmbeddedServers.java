package io.github.sigv4.sample.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Starts the servers before anything is bound to properties, so that
 * {@code application.yml} can say {@code base-url: ${sample.s3.url}} of a port that
 * nobody knew.
 */
public final class EmbeddedServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (environment.acceptsProfiles(Profiles.of("aws-true"))) {
			return;
		}
		String region = environment.getRequiredProperty("aws.sigv4.region");
		SigV4Credentials permanent = credentials(environment, "aws.sigv4.credentials");
		SigV4Credentials temporary = credentials(environment, "aws.sigv4.services.ssm.credentials");
		S3Server s3 = S3Server.start(permanent.accessKeyId(), permanent.secretAccessKey());
		context.addApplicationListener(new ClosingListener(s3));
		AwsServers aws = new AwsServers(region, permanent, temporary, expired(environment));
		context.addApplicationListener(new ClosingListener(aws));
		Map<String, Object> urls = new HashMap<>();
		urls.put("sample.s3.url", s3.url().toString());
		aws.urls().forEach((name, url) -> urls.put("sample." + name + ".url", url));
		environment.getPropertySources().addFirst(new MapPropertySource("embedded servers", urls));
	}

	/** What the clients sign with is what the servers know. */
	private static SigV4Credentials credentials(ConfigurableEnvironment environment, String prefix) {
		return SigV4Credentials.of(environment.getRequiredProperty(prefix + ".access-key-id"),
				environment.getRequiredProperty(prefix + ".secret-access-key"),
				environment.getProperty(prefix + ".session-token"));
	}

	/** These are over; nobody but the servers knows. */
	private static SigV4Credentials expired(ConfigurableEnvironment environment) {
		SigV4Credentials expired = credentials(environment, "aws.sigv4.services.orders-expired.credentials");
		return SigV4Credentials.of(expired.accessKeyId(), expired.secretAccessKey(), expired.sessionToken(),
				Instant.now().minus(Duration.ofHours(1)));
	}

	/**
	 * Closes a server when the application ends, be it that it never came to run: threads
	 * of S3Proxy would keep the JVM alive.
	 *
	 * @param server the server
	 */
	private record ClosingListener(AutoCloseable server) implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			if (event instanceof ContextClosedEvent || event instanceof ApplicationFailedEvent) {
				try {
					this.server.close();
				}
				catch (Exception ex) {
					throw new IllegalStateException("A server of the sample did not stop", ex);
				}
			}
		}

	}

}
