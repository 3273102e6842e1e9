package io.github.sigv4.spring;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HttpHeadersSigningTests {

	private static final URI ORDERS = URI.create("https://api.example.com/orders");

	private final HttpHeaders headers = new HttpHeaders();

	private final Map<String, Object> attributes = new HashMap<>();

	@Test
	void whenSignedAgainThenNothingOfTheFirstTimeIsLeft() {
		SigV4Service service = service(TestServices.S3).build();
		sign(service, PayloadHash.of(new byte[1]), TestServices.TEMPORARY);
		HttpHeaders first = HttpHeaders.copyOf(this.headers);
		assertThat(first.headerNames()).containsExactlyInAnyOrder("X-Amz-Date", "X-Amz-Security-Token",
				"X-Amz-Content-Sha256", "Authorization");
		sign(service, PayloadHash.of(new byte[2]), TestServices.PERMANENT);
		assertThat(this.headers.headerNames()).containsExactlyInAnyOrder("X-Amz-Date", "X-Amz-Content-Sha256",
				"Authorization");
		this.headers.forEach((name, values) -> assertThat(values).hasSize(1).isNotEqualTo(first.get(name)));
	}

	@Test
	void whenSignedAgainThenHeadersOfOthersStayInTheirOrder() {
		SigV4Service service = service(TestServices.S3).build();
		this.headers.put("B", List.of("1", "2"));
		sign(service, null, TestServices.TEMPORARY);
		this.headers.add("a", "3");
		sign(service, null, TestServices.TEMPORARY);
		assertThat(this.headers.headerNames()).containsSubsequence("B", "a");
		assertThat(this.headers.get("b")).containsExactly("1", "2");
		assertThat(this.headers.get("A")).containsExactly("3");
	}

	@Test
	void whenAHeaderOfOursWasChangedThenItIsSomebodyElses() {
		SigV4Service service = service(TestServices.EXECUTE_API).build();
		sign(service, null, TestServices.TEMPORARY);
		this.headers.set("authorization", "Bearer token");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> sign(service, null, TestServices.TEMPORARY))
			.withMessageStartingWith("SigV4 service 'orders': ")
			.withMessageContaining("Authorization");
	}

	@Test
	void whenOurAuthorizationIsOnAnotherRequestThenItIsForeignThere() {
		SigV4Service service = service(TestServices.EXECUTE_API).build();
		sign(service, null, TestServices.TEMPORARY);
		this.attributes.clear();
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> sign(service, null, TestServices.TEMPORARY))
			.withMessageContaining("Authorization");
	}

	@Test
	void whenHostMustNotGetASignatureThenSetsNothing() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> HttpHeadersSigning.sign(service(TestServices.S3).build(), HttpMethod.GET,
					URI.create("https://other.example.com/"), this.headers, this.attributes, null,
					TestServices.TEMPORARY))
			.withMessageContaining("allowed-hosts");
		assertThat(this.headers.headerNames()).isEmpty();
		assertThat(this.attributes).isEmpty();
	}

	@Test
	void whenHostHeaderRepeatsTheUrlThenIsKept() {
		this.headers.set("Host", "API.example.com");
		sign(service(TestServices.EXECUTE_API).build(), null, TestServices.TEMPORARY);
		assertThat(this.headers.get("Host")).containsExactly("api.example.com");
	}

	@Test
	void whenSigningHostChangesThenHostChanges() {
		sign(service(TestServices.EXECUTE_API).signingHost("one.example.com").build(), null, TestServices.TEMPORARY);
		assertThat(this.headers.get("Host")).containsExactly("one.example.com");
		sign(service(TestServices.EXECUTE_API).signingHost("two.example.com").build(), null, TestServices.TEMPORARY);
		assertThat(this.headers.get("Host")).containsExactly("two.example.com");
		sign(service(TestServices.EXECUTE_API).build(), null, TestServices.TEMPORARY);
		assertThat(this.headers.get("Host")).isNull();
	}

	@Test
	void whenRequestHasATokenButKeysArePermanentThenRefuses() {
		this.headers.set("X-Amz-Security-Token", "token of somebody");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> sign(service(TestServices.EXECUTE_API).build(), null, TestServices.PERMANENT))
			.withMessageContaining("X-Amz-Security-Token")
			.withMessageNotContaining("somebody");
	}

	@Test
	void whenMethodIsNoMethodThenNamesTheService() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> HttpHeadersSigning.sign(service(TestServices.S3).build(), HttpMethod.valueOf("GE T"),
					ORDERS, this.headers, this.attributes, null, TestServices.TEMPORARY))
			.withMessageStartingWith("SigV4 service 'orders': ");
	}

	@Test
	void whenPayloadHashIsNeededDependsOnServiceAndCaller() {
		SigV4Service signed = service(TestServices.S3).build();
		SigV4Service unsigned = service(TestServices.S3.withSignedPayload(false)).build();
		assertThat(HttpHeadersSigning.needsPayloadHash(signed, this.headers, this.attributes)).isTrue();
		assertThat(HttpHeadersSigning.needsPayloadHash(unsigned, this.headers, this.attributes)).isFalse();
		sign(signed, PayloadHash.of(new byte[1]), TestServices.TEMPORARY);
		assertThat(HttpHeadersSigning.needsPayloadHash(signed, this.headers, this.attributes)).as("our own header")
			.isTrue();
		this.headers.set("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
		assertThat(HttpHeadersSigning.needsPayloadHash(signed, this.headers, this.attributes)).isFalse();
	}

	@Test
	void whenAttributesAreLoggedThenNoSecretIsSeen() {
		sign(service(TestServices.S3).build(), null, TestServices.TEMPORARY);
		assertThat(this.attributes).hasSize(1);
		assertThat(this.attributes.toString()).doesNotContain(TestServices.TEMPORARY.sessionToken())
			.doesNotContain("Signature=");
	}

	private void sign(SigV4Service service, PayloadHash payload, SigV4Credentials credentials) {
		HttpHeadersSigning.sign(service, HttpMethod.PUT, ORDERS, this.headers, this.attributes, payload, credentials);
	}

	private static SigV4Service.Builder service(SigningSettings settings) {
		return SigV4Service.builder("orders", settings, SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.clock(new TickingClock())
			.baseUrl(URI.create("https://api.example.com"));
	}

}
