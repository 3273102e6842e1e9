package com.example.orders;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;
import io.github.sigv4.test.junit.SigV4TestServer;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@SigV4TestServer("orders")
class OrdersTests {

	@Test
	void findsAnOrder(@Autowired Orders orders, VerifyingServer server) {
		server.stub("GET", "/prod/orders/42").respond(TestResponse.json("{\"id\":\"42\"}"));
		assertThat(orders.find("42")).contains("42");
		assertThat(server).received("GET", "/prod/orders/42").isSignedFor("execute-api", "eu-west-1").hasSessionToken();
	}

}
