package io.github.sigv4.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import io.github.sigv4.spring.SigV4Services;

/**
 * {@link Endpoint @Endpoint} that shows the services of {@code aws.sigv4.services}: how
 * their requests are signed, where each value came from, and how it goes. It asks nobody,
 * and shows no secret.
 */
@Endpoint(id = "sigv4")
public class SigV4Endpoint {

	private final SigV4Services services;

	/**
	 * Create the endpoint.
	 * @param services the services to show
	 */
	public SigV4Endpoint(SigV4Services services) {
		this.services = services;
	}

	/**
	 * Return all services.
	 * @return the services by name
	 */
	@ReadOperation
	public ServicesDescriptor services() {
		Map<String, ServiceDescriptor> descriptors = new LinkedHashMap<>();
		this.services.names().forEach((name) -> descriptors.put(name, ServiceDescriptor.of(this.services.get(name))));
		return new ServicesDescriptor(descriptors);
	}

	/**
	 * Return one service.
	 * @param service its name
	 * @return the service, or {@code null} if there is none of that name
	 */
	@ReadOperation
	public @Nullable ServiceDescriptor service(@Selector String service) {
		return this.services.names().contains(service) ? ServiceDescriptor.of(this.services.get(service)) : null;
	}

	/**
	 * All services.
	 *
	 * @param services the services by name
	 */
	public record ServicesDescriptor(Map<String, ServiceDescriptor> services) implements OperationResponseBody {

	}

}
