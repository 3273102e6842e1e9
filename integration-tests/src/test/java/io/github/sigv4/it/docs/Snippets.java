package io.github.sigv4.it.docs;

import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.awssdk.AssumedRole;
import io.github.sigv4.awssdk.AssumedRoleCredentialsProvider;
import io.github.sigv4.awssdk.AwsCredentialsChain;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.PresignedRequest;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Listener;
import io.github.sigv4.spring.SigV4Presigner;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;
import io.github.sigv4.spring.jdkclient.JdkHttpClientSigV4;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;

/**
 * What the documentation shows beside recipes, so that it compiles. Other tests run the
 * same with more to it.
 */
final class Snippets {

	private Snippets() {
	}

	static void engine(HttpURLConnection connection, SigV4Credentials credentials) {
		SigV4Signer signer = SigV4Signer.create();
		SigV4Request request = SigV4Request
			.builder("GET", "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15")
			.build();
		SignedRequest signed = signer.sign(request, SigningSettings.forService("sts", "eu-west-1"), credentials,
				Instant.now());
		signed.headers().forEach(connection::setRequestProperty);
	}

	static WebClient webClient(WebClient.Builder builder, String url, WebClientSigV4 webClientSigV4) {
		WebClient client = builder.baseUrl(url).apply(webClientSigV4.forService("orders")).build();
		return client;
	}

	static RestClient restClient(RestClient.Builder builder, String url, RestClientSigV4 restClientSigV4) {
		RestClient client = builder.baseUrl(url).apply(restClientSigV4.forService("orders")).build();
		return client;
	}

	static CloseableHttpClient httpClient(HttpClientSigV4 httpClientSigV4) {
		HttpClientBuilder builder = HttpClientBuilder.create().disableRedirectHandling();
		httpClientSigV4.forService("orders").accept(builder);
		CloseableHttpClient orders = builder.build();
		return orders;
	}

	static CloseableHttpAsyncClient httpAsyncClient(HttpClientSigV4 httpClientSigV4) {
		HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create().disableRedirectHandling();
		httpClientSigV4.forAsyncService("orders").accept(builder);
		CloseableHttpAsyncClient orders = builder.build();
		return orders;
	}

	static HttpClient jdkHttpClient(JdkHttpClientSigV4 jdkHttpClientSigV4) {
		HttpClient orders = jdkHttpClientSigV4.forService("orders").apply(HttpClient.newHttpClient());
		return orders;
	}

	static void attributes(RestClient orders, RestClient client, String id, SigV4Credentials tenant) {
		orders.get()
			.uri("/orders/{id}", id)
			.attributes(SigV4Attributes.credentials(tenant))
			.retrieve()
			.body(String.class);
		client.get()
			.uri("https://search.example.com/_search")
			.attributes(SigV4Attributes.service("search"))
			.retrieve()
			.body(String.class);
	}

	static void tenants(RestClient client, Tenants tenants, String tenant) {
		client.get()
			.uri("/orders")
			.attributes(SigV4Attributes.credentials(tenants.credentialsOf(tenant)))
			.retrieve()
			.body(String.class);
	}

	static SigV4CredentialsProvider role(String roleArn, String tenant, Clock clock) {
		SigV4CredentialsProvider provider = SigV4CredentialsProvider
			.caching(new AssumedRoleCredentialsProvider(new AssumedRole(roleArn, "orders-" + tenant, null, null),
					AwsCredentialsChain.create(), () -> "eu-west-1"), clock);
		return provider;
	}

	static void upload(RestClient files, Path path) {
		files.put().uri("/{key}", "video.mp4").body(new FileSystemResource(path)).retrieve().toBodilessEntity();
	}

	static void presign(SigV4Presigner presigner) {
		PresignedRequest upload = presigner.presignRequest("PUT", URI.create("/report.pdf"), Duration.ofMinutes(15),
				Map.of("Content-Type", "application/pdf"));
		upload.uri();
		upload.headers();
		upload.expiration();
	}

	static String password(SigV4Presigner presigner) {
		String password = presigner.databaseToken("app").value();
		return password;
	}

	static String refused(RestClient orders, String id) {
		try {
			return orders.get().uri("/orders/{id}", id).retrieve().body(String.class);
		}
		catch (RestClientResponseException ex) {
			Refusal refusal = RestClientSigV4.refusal(ex);
			if (refusal != null && refusal.cause() == Refusal.Cause.NOT_ALLOWED) {
				return "none of your orders";
			}
			throw ex;
		}
	}

	@Bean
	SigV4Listener refusedRequests(Alarm alarm) {
		return new SigV4Listener() {

			@Override
			public void refused(String service, Refusal refusal) {
				alarm.raise(service, refusal.explanation());
			}

		};
	}

	interface Alarm {

		void raise(String service, String explanation);

	}

	interface Tenants {

		SigV4Credentials credentialsOf(String tenant);

	}

	interface OrderApi {

		@GetExchange("/orders/{id}")
		Order find(@PathVariable String id, @RequestAttribute(SigV4Attributes.CREDENTIALS) SigV4Credentials tenant);

	}

	record Order(String id) {
	}

	@ImportHttpServices(group = "orders", types = OrderApi.class)
	static class ByRestClient {

	}

	@ImportHttpServices(group = "orders", types = OrderApi.class, clientType = ClientType.WEB_CLIENT)
	static class ByWebClient {

	}

	static class Orders {

		Orders(@SigV4Client("orders") WebClient webClient, @SigV4Client("orders") RestClient restClient,
				@SigV4Client("orders") RestTemplate restTemplate, @SigV4Client("orders") SigV4Presigner presigner) {
		}

	}

	static class Reports {

		private final SigV4Presigner presigner;

		Reports(@SigV4Client("files") SigV4Presigner presigner) {
			this.presigner = presigner;
		}

		SigV4Presigner presigner() {
			return this.presigner;
		}

	}

}
