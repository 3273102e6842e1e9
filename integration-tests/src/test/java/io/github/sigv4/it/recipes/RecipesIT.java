package io.github.sigv4.it.recipes;

import java.io.IOException;
import java.time.Clock;

import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsStandIn;
import io.github.sigv4.it.aws.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each recipe of the documentation: its properties as they stand there, and its
 * class. Only the connection goes to a server here, which gets what the service would,
 * its {@code Host} too, answers in the service's form, and is told by AWS's own signer
 * whether the signature is right.
 */
class RecipesIT {

	@Test
	void apiGateway() throws Exception {
		run("## API Gateway", Orders.class, "execute-api", Reply.json("{\"id\":\"42\",\"item\":\"tea\"}"),
				(orders) -> assertThat(orders.find("42")).contains("tea"), "GET /prod/orders/42");
	}

	@Test
	void lambdaFunctionUrl() throws Exception {
		run("## Lambda function URL", Greeting.class, "lambda", Reply.json("{\"greeting\":\"Hello, J & J\"}"),
				(greeting) -> assertThat(greeting.greet("J & J").block()).contains("Hello, J & J"),
				"GET /?name=J%20%26%20J");
	}

	@Test
	void openSearch() throws Exception {
		run("## OpenSearch", Search.class, "es",
				Reply.json("{\"took\":1,\"timed_out\":false,\"hits\":{\"total\":{\"value\":1,\"relation\":\"eq\"},"
						+ "\"hits\":[{\"_index\":\"books\",\"_id\":\"1\",\"_source\":{\"title\":\"Tea\"}}]}}"),
				(search) -> assertThat(search.find("tea")).contains("\"title\":\"Tea\""), "POST /books/_search");
	}

	@Test
	void openSearchServerless() throws Exception {
		run("## OpenSearch Serverless", Vectors.class, "aoss",
				Reply.json("{\"_index\":\"books\",\"_id\":\"1\",\"result\":\"created\"}").withStatus(201),
				(vectors) -> vectors.index("1", "Tea"), "PUT /books/_doc/1");
	}

	@Test
	void appSync() throws Exception {
		run("## AppSync", Books.class, "appsync", Reply.json("{\"data\":{\"book\":{\"title\":\"Tea\"}}}"),
				(books) -> assertThat(books.title("1").block()).isEqualTo("Tea"), "POST /graphql");
	}

	@Test
	void vpcLattice() throws Exception {
		run("## VPC Lattice", Stock.class, "vpc-lattice-svcs", Reply.json("{\"reserved\":2}"),
				(stock) -> assertThat(stock.reserve("tea", 2)).contains("reserved"), "POST /reservations");
	}

	private static <T> void run(String heading, Class<T> type, String signingName, Reply answer,
			ThrowingConsumer<T> call, String received) throws IOException {
		Recipe recipe = Recipe.of("docs/recipes.md", heading);
		try (AwsStandIn service = new AwsStandIn(signingName, "eu-west-1", Clock.systemUTC(), (request) -> answer)
			.knowing(TestSecrets.TEMPORARY);
				ConfigurableApplicationContext context = recipe.at(service)
					.signedBy(TestSecrets.TEMPORARY)
					.start(type)) {
			call.accept(context.getBean(type));
			recipe.assertReceived(service, received);
		}
	}

}
