package io.github.sigv4.it.matrix;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * An application whose clients run on one HTTP library.
 */
final class Library implements AutoCloseable {

	/** The kind that the core has, whose lines have to be in the log, too. */
	private static final Logger logger = System.getLogger(Library.class.getName());

	private final String name;

	private final ConfigurableApplicationContext context;

	/**
	 * Start an application.
	 * @param property the property that chooses the library
	 * @param name the name of the library
	 * @param server the server of all services
	 * @param configuration what else the application has
	 * @param properties further properties
	 */
	Library(String property, String name, WireServer server, Class<?> configuration, String... properties) {
		this.name = name;
		List<String> all = new ArrayList<>(List.of(properties));
		all.add(property + "=" + name);
		all.add("spring.main.banner-mode=off");
		all.add("aws.sigv4.region=" + StrictJudge.REGION);
		all.add("aws.sigv4.credentials.access-key-id=" + StrictJudge.CREDENTIALS.accessKeyId());
		all.add("aws.sigv4.credentials.secret-access-key=" + StrictJudge.CREDENTIALS.secretAccessKey());
		all.add("aws.sigv4.credentials.session-token=" + StrictJudge.CREDENTIALS.sessionToken());
		for (String service : List.of("api", "bucket", "open")) {
			String prefix = "aws.sigv4.services." + service + ".";
			all.add(prefix + "base-url=" + server.uri(""));
			all.add(prefix + "allowed-hosts=localhost,[::1]");
			all.add(prefix + "signing-name=" + (service.equals("api") ? "execute-api" : "s3"));
			all.add(prefix + "content-sha256-header=true");
			all.add(prefix + "signed-headers=x-tenant-id");
		}
		all.add("aws.sigv4.services.open.payload=unsigned");
		this.context = new SpringApplicationBuilder(Application.class, configuration).web(WebApplicationType.NONE)
			.properties(all.toArray(String[]::new))
			.run();
		logger.log(Level.TRACE, "An application with {0}={1}", property, name);
	}

	<T> T client(Class<T> type, String service) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.context.getBeanFactory(), type, service);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	boolean is(String name) {
		return this.name.equals(name);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** An application whose clients have a default header. */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		WebClientCustomizer webClientCustomizer() {
			return (builder) -> builder.defaultHeader("X-Amz-Default", "1").defaultHeader("X-Default", "2");
		}

		@Bean
		RestClientCustomizer restClientCustomizer() {
			return (builder) -> builder.defaultHeader("X-Amz-Default", "1").defaultHeader("X-Default", "2");
		}

		@Bean
		RestTemplateCustomizer restTemplateCustomizer() {
			return (template) -> template.getClientHttpRequestInitializers()
				.add((request) -> request.getHeaders().set("X-Amz-Default", "1"));
		}

	}

}
