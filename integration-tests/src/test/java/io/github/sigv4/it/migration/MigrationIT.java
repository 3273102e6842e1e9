package io.github.sigv4.it.migration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.Verification;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the page on migration says of the usual interceptor on AWS's signer, and of ours
 * in its place: both get the same calls.
 */
class MigrationIT {

	private static final String URL = "https://abc123.execute-api.eu-west-1.amazonaws.com/prod";

	private static final SigV4Credentials CREDENTIALS = TestSecrets.TEMPORARY;

	private static final AwsCredentialsProvider SDK_CREDENTIALS = StaticCredentialsProvider.create(AwsSessionCredentials
		.create(CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey(), String.valueOf(CREDENTIALS.sessionToken())));

	private final List<WireRequest> sent = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(strings = { "/orders/42", "/orders?state=open&state=new", "/a%20b?q=a%2Bb" })
	void bothAreAccepted(String path) {
		assertThat(verify(before().get().uri(URI.create(URL + path)))).isTrue();
		assertThat(verify(after().get().uri(URI.create(URL + path)))).isTrue();
	}

	@Test
	void bothAreAcceptedWithBody() {
		assertThat(verify(before().post().uri("/orders").contentType(MediaType.APPLICATION_JSON).body("{}"))).isTrue();
		assertThat(verify(after().post().uri("/orders").contentType(MediaType.APPLICATION_JSON).body("{}"))).isTrue();
	}

	@Test
	void legacySignerSignsTheSameButForAHeader() {
		SdkHttpFullRequest request = SdkHttpFullRequest.builder()
			.method(SdkHttpMethod.GET)
			.uri(URI.create(URL + "/orders/42"))
			.build();
		SdkHttpFullRequest signed = LegacySignature.sign(request, SDK_CREDENTIALS);
		assertThat(signed.firstMatchingHeader("Authorization")).get()
			.asString()
			.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,");
	}

	@Test
	void tracingHeaderThatIsRewrittenOnTheWayBreaksTheOneBefore() {
		verify(before().get().uri("/orders").header("traceparent", "00-1-2-01"));
		verify(after().get().uri("/orders").header("traceparent", "00-1-2-01"));
		assertThat(this.sent.get(0).signedHeaders()).contains("traceparent");
		assertThat(this.sent.get(1).signedHeaders()).isEqualTo("host;x-amz-date;x-amz-security-token");
		this.sent.forEach((request) -> request.getHeaders().set("traceparent", "00-1-3-01"));
		assertThat(this.sent.get(0).verify().isVerified()).isFalse();
		assertThat(this.sent.get(1).verify().isVerified()).isTrue();
	}

	@Test
	void contentSha256IsNoLongerSentToServicesThatDoNotNeedIt() {
		verify(before().get().uri("/orders"));
		verify(after().get().uri("/orders"));
		assertThat(this.sent.get(0).getHeaders().containsHeader("x-amz-content-sha256")).isTrue();
		assertThat(this.sent.get(1).getHeaders().containsHeader("x-amz-content-sha256")).isFalse();
	}

	@Test
	void barePlusInTheQueryIsSignedAsItIsSent() {
		URI uri = URI.create(URL + "/orders?q=a+b");
		assertThat(verify(before().get().uri(uri))).isFalse();
		assertThat(verify(after().get().uri(uri))).isTrue();
	}

	@Test
	void foreignAuthorizationIsRefusedInPlaceOfBeingSignedAndOverwritten() {
		assertThat(verify(before().get().uri("/orders").header(HttpHeaders.AUTHORIZATION, "Bearer of another")))
			.isFalse();
		assertThatThrownBy(
				() -> verify(after().get().uri("/orders").header(HttpHeaders.AUTHORIZATION, "Bearer of another")))
			.hasStackTraceContaining("on-existing-authorization");
		assertThat(this.sent).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://elsewhere.example.com/", "http://abc123.execute-api.eu-west-1.amazonaws.com/" })
	void otherHostsAndPlainHttpGetNoSignature(String elsewhere) {
		URI uri = URI.create(elsewhere);
		verify(before().get().uri(uri));
		assertThat(this.sent).hasSize(1)
			.allMatch((request) -> request.getHeaders().containsHeader("X-Amz-Security-Token"));
		assertThatThrownBy(() -> verify(after().get().uri(uri))).hasStackTraceContaining("SigV4 service 'orders'");
		assertThat(this.sent).hasSize(1);
	}

	private boolean verify(RestClient.RequestHeadersSpec<?> call) {
		call.retrieve().toBodilessEntity();
		Verification verification = this.sent.get(this.sent.size() - 1).verify();
		return verification.isVerified();
	}

	private RestClient before() {
		return client().requestInterceptor(new SigningInterceptor(SDK_CREDENTIALS)).build();
	}

	private RestClient after() {
		SigV4Service orders = SigV4Service
			.builder("orders", SigningSettings.forService("execute-api", "eu-west-1"),
					SigV4CredentialsProvider.of(CREDENTIALS))
			.baseUrl(URI.create(URL))
			.build();
		return client().apply(RestClientSigV4.of(new SigV4Services(List.of(orders))).forService("orders")).build();
	}

	private RestClient.Builder client() {
		return RestClient.builder().baseUrl(URL).requestFactory(this::request);
	}

	private WireRequest request(URI uri, HttpMethod method) {
		WireRequest request = new WireRequest(method, uri, CREDENTIALS);
		this.sent.add(request);
		return request;
	}

}
