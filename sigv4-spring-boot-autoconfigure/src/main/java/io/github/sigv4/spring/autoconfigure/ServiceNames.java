package io.github.sigv4.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * The names under {@code aws.sigv4.services}.
 */
final class ServiceNames {

	static final String PROPERTY = SigV4Properties.PREFIX + ".services";

	private static final ConfigurationPropertyName NAMES = ConfigurationPropertyName.of(PROPERTY);

	private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

	private ServiceNames() {
	}

	/**
	 * Return the names without creating any bean: those that binding would find, but
	 * without binding, which takes as long for one name as for all that is below it. Only
	 * a name that has no property in a form that is known may be one by a variable in an
	 * old form, as {@code AWS_SIGV4_SERVICES_ORDERS_BASE_URL}, which binding knows of.
	 * @param environment the environment
	 * @return the names, valid or not
	 */
	static List<String> of(Environment environment) {
		Map<String, Boolean> found = new LinkedHashMap<>();
		Map<String, ConfigurationPropertyName> others = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().filter(NAMES::isAncestorOf).forEach((property) -> {
					String name = property.getElement(NAMES.getNumberOfElements(), Form.ORIGINAL);
					if (PropertyNames.isKnown(property)) {
						found.put(name, true);
					}
					else {
						others.put(name, property.chop(NAMES.getNumberOfElements() + 1));
					}
				});
			}
		}
		others.forEach((name, service) -> {
			if (!found.containsKey(name) && isBound(environment, service)) {
				found.put(name, true);
			}
		});
		return List.copyOf(distinct(found).keySet());
	}

	private static boolean isBound(Environment environment, ConfigurationPropertyName service) {
		return Binder.get(environment).bind(service, Bindable.of(Service.class)).isBound();
	}

	/**
	 * Leave out what is another spelling of the same service: an environment variable
	 * {@code AWS_SIGV4_SERVICES_MYORDERS_REGION} is of {@code my-orders}, and bound to it
	 * too, but its own spelling has no dash.
	 * @param services services by name
	 * @param <T> the type of the services
	 * @return the same without duplicates, in the same order
	 */
	static <T> Map<String, T> distinct(Map<String, T> services) {
		Set<String> withoutDashes = services.keySet()
			.stream()
			.filter((name) -> name.contains("-"))
			.map((name) -> name.replace("-", ""))
			.collect(Collectors.toSet());
		Map<String, T> distinct = new LinkedHashMap<>(services);
		distinct.keySet().removeIf(withoutDashes::contains);
		return distinct;
	}

	static boolean isValid(String name) {
		return NAME.matcher(name).matches();
	}

	static void check(String name) {
		if (!isValid(name)) {
			throw new InvalidSigV4PropertyException(property(name), null,
					"The service name '" + name + "' is not of lower-case letters, digits and dashes alone, "
							+ "so that environment variables could not set its properties.",
					"Rename the service, for example to '" + suggestion(name) + "'.");
		}
	}

	private static String suggestion(String name) {
		String suggestion = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^a-z0-9]+", "-");
		return suggestion.equals("-") ? "orders" : suggestion;
	}

	/**
	 * Return the full name of a service, or of a property of a service.
	 * @param name the service's name
	 * @param keys the property's name below the service
	 * @return the name as it is written in a properties file
	 */
	static String property(String name, String... keys) {
		String service = isValid(name) ? PROPERTY + "." + name : PROPERTY + "[" + name + "]";
		return (keys.length != 0) ? service + "." + String.join(".", keys) : service;
	}

}
