package io.github.sigv4.sample.tour;

import java.util.Map;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.sample.server.EmbeddedOnly;

/**
 * The orders by an interface, also with the credentials of a tenant.
 */
@Component
@Order(3)
@EmbeddedOnly
@ImportHttpServices(group = "orders", types = OrderApi.class)
class InterfaceStop implements Stop {

	private static final SigV4Credentials TENANT = SigV4Credentials.of("ASIAIOSFODNN7EXAMPLE",
			"je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY", "AQoDYXdzEPTexample");

	private static final SigV4Credentials FORMER_TENANT = SigV4Credentials.of("ASIAIOSFODNN7EXAMPLE",
			"je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY", "AQoDYXdzEPTformer");

	private final OrderApi orders;

	InterfaceStop(OrderApi orders) {
		this.orders = orders;
	}

	@Override
	public void visit(Tour tour) {
		Map<String, Object> expected = Map.of("id", "ü/1+1", "item", "tea", "quantity", 2);
		tour.call("orders", () -> this.orders.find("ü/1+1"), expected::equals);
		tour.call("orders", () -> this.orders.find("ü/1+1", TENANT), expected::equals);
		tour.refused("orders", "former tenant's token", "UnrecognizedClientException",
				() -> this.orders.find("ü/1+1", FORMER_TENANT));
	}

}
