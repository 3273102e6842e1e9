package io.github.sigv4.it.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.aws.AwsStandIn;
import io.github.sigv4.it.docs.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands below a heading of the documentation, to be run: the properties as they are
 * there, but for where the connection goes.
 */
public final class Recipe {

	private static final String SERVICES = "aws.sigv4.services.";

	private final List<PropertySource<?>> page = new ArrayList<>();

	private final Map<String, Object> instead = new HashMap<>();

	private final Map<String, Object> beans = new HashMap<>();

	private final Document document;

	private final String service;

	private final URI baseUrl;

	private Recipe(Document document, String heading) {
		this.document = document;
		and(heading);
		EnumerablePropertySource<?> properties = (EnumerablePropertySource<?>) this.page.get(0);
		String name = List.of(properties.getPropertyNames())
			.stream()
			.filter((property) -> property.startsWith(SERVICES) && property.endsWith(".base-url"))
			.findFirst()
			.orElseThrow();
		this.service = name.replace(SERVICES, "").replace(".base-url", "");
		this.baseUrl = URI.create(properties.getProperty(name).toString());
	}

	/**
	 * Take a recipe, which configures one service.
	 * @param path the page
	 * @param heading the heading
	 * @return the recipe
	 */
	public static Recipe of(String path, String heading) throws IOException {
		return new Recipe(Document.read(path), heading);
	}

	/**
	 * Add the properties below another heading.
	 * @param heading the heading, on the same page
	 * @return this recipe
	 */
	public Recipe and(String heading) {
		byte[] yaml = this.document.block(heading, "yaml").getBytes(StandardCharsets.UTF_8);
		try {
			this.page.addAll(new YamlPropertySourceLoader().load(heading, new ByteArrayResource(yaml)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/**
	 * Have all requests go to a stand-in, with the {@code Host} of the service.
	 * @param standIn where they go
	 * @return this recipe
	 */
	public Recipe at(AwsStandIn standIn) {
		return with("base-url", standIn.url() + this.baseUrl.getRawPath()).with("signing-host", host());
	}

	/**
	 * Sign with credentials that are those of all services.
	 * @param credentials the credentials
	 * @return this recipe
	 */
	public Recipe signedBy(SigV4Credentials credentials) {
		set("aws.sigv4.credentials.access-key-id", credentials.accessKeyId());
		set("aws.sigv4.credentials.secret-access-key", credentials.secretAccessKey());
		return (credentials.sessionToken() != null)
				? set("aws.sigv4.credentials.session-token", credentials.sessionToken()) : this;
	}

	/**
	 * Set a property beside those of the page.
	 * @param name its name
	 * @param value its value
	 * @return this recipe
	 */
	public Recipe set(String name, String value) {
		this.instead.put(name, value);
		return this;
	}

	/**
	 * Set a property of the service beside those of the page.
	 * @param property its name, without those of the groups that it is in
	 * @param value its value
	 * @return this recipe
	 */
	public Recipe with(String property, String value) {
		return set(SERVICES + this.service + "." + property, value);
	}

	/**
	 * Add a bean that is there before all others.
	 * @param name its name
	 * @param bean the bean
	 * @return this recipe
	 */
	public Recipe bean(String name, Object bean) {
		this.beans.put(name, bean);
		return this;
	}

	/**
	 * Return the name of the service.
	 * @return the name
	 */
	public String service() {
		return this.service;
	}

	/**
	 * Return the host that the page names.
	 * @return the host of the base URL
	 */
	public String host() {
		return this.baseUrl.getHost();
	}

	/**
	 * Start an application.
	 * @param configurations its components
	 * @return the running application
	 */
	public ConfigurableApplicationContext start(Class<?>... configurations) {
		return new SpringApplicationBuilder(Application.class).sources(configurations)
			.web(WebApplicationType.NONE)
			.initializers((context) -> {
				this.page.forEach(context.getEnvironment().getPropertySources()::addFirst);
				context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("instead", this.instead));
				this.beans.forEach(context.getBeanFactory()::registerSingleton);
			})
			.properties("spring.main.banner-mode=off", "spring.http.clients.imperative.factory=http-components",
					"spring.http.clients.reactive.connector=reactor")
			.run();
	}

	/**
	 * Check that all that came was accepted, with the {@code Host} of the service.
	 * @param standIn where it came
	 * @param received method and target of each request
	 */
	public void assertReceived(AwsStandIn standIn, String... received) {
		assertThat(standIn.refused()).isEmpty();
		assertThat(standIn.requests())
			.allSatisfy((request) -> assertThat(request.values("Host")).containsExactly(host()))
			.extracting((request) -> request.method() + " " + request.target().replaceFirst("&X-Amz-.*", ""))
			.containsExactly(received);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
