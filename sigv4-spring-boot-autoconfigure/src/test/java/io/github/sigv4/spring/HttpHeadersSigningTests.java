package io.github.sigv4.spring;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.HttpHeadersSigning.Body;
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
	void whenTheValueOfAHeaderIsNullThenThatIsTheClientsBusiness() {
		this.headers.add("X-Correlation-Id", null);
		sign(service(TestServices.EXECUTE_API).build(), null, TestServices.PERMANENT);
		assertThat(this.headers.getFirst("Authorization")).isNotNull().doesNotContain("correlation");
		assertThat(this.headers.get("X-Correlation-Id")).containsExactly((String) null);
	}

	@Test
	void whenTheValueOfASignedHeaderIsNullThenRefuses() {
		this.headers.add("X-Amz-Meta-Tenant", "a");
		this.headers.add("X-Amz-Meta-Tenant", null);
		SigV4Service service = service(TestServices.EXECUTE_API).build();
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> sign(service, null, TestServices.PERMANENT))
			.withMessageStartingWith(
					"SigV4 service 'orders': Header 'X-Amz-Meta-Tenant' is signed but its value is null");
		assertThat(this.headers.headerNames()).containsExactly("X-Amz-Meta-Tenant");
	}

	@Test
	void whenHostMustNotGetASignatureThenSetsNothing() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> new HttpHeadersSigning(service(TestServices.S3).build(), HttpMethod.GET,
					URI.create("https://other.example.com/"), null, this.headers, this.attributes)
				.sign(null, TestServices.TEMPORARY))
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
			.isThrownBy(() -> new HttpHeadersSigning(service(TestServices.S3).build(), HttpMethod.valueOf("GE T"),
					ORDERS, null, this.headers, this.attributes)
				.sign(null, TestServices.TEMPORARY))
			.withMessageStartingWith("SigV4 service 'orders': ");
	}

	@Test
	void whatIsDoneWithABodyDependsOnServiceAndCaller() {
		SigV4Service signed = service(TestServices.S3).build();
		SigV4Service unsigned = service(TestServices.S3.withSignedPayload(false)).build();
		assertThat(body(signed, "PUT", ORDERS)).isEqualTo(Body.HASHED);
		assertThat(body(unsigned, "PUT", ORDERS)).isEqualTo(Body.AS_IS);
		sign(signed, PayloadHash.of(new byte[1]), TestServices.TEMPORARY);
		assertThat(body(signed, "PUT", ORDERS)).as("our own header").isEqualTo(Body.HASHED);
		this.headers.set("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
		assertThat(body(signed, "PUT", ORDERS)).isEqualTo(Body.AS_IS);
		assertThat(body(chunked(), "PUT", ORDERS)).isEqualTo(Body.AS_IS);
	}

	@ParameterizedTest
	@CsvSource({ "PUT, /key, CHUNKED", "PUT, /a/b%2Fc?, CHUNKED", "PUT, /key?x-id=PutObject, CHUNKED",
			"PUT, /key?partNumber=1&uploadId=a%2Bb, CHUNKED", "PUT, /, HASHED", "PUT, '', HASHED",
			"PUT, /key?tagging, HASHED", "PUT, /key?partNumber=1&acl, HASHED", "POST, /key?uploadId=1, HASHED",
			"POST, /?delete, HASHED", "GET, /key, HASHED", "DELETE, /key, HASHED" })
	void onlyObjectsAndPartsAreUploadedInChunks(String method, String target, Body expected) {
		assertThat(body(chunked(), method, URI.create("https://api.example.com" + target))).isEqualTo(expected);
	}

	@Test
	void whenChunkedThenHeadersAreThoseOfTheEncodedBody() {
		this.headers.setContentLength(100_000);
		this.headers.set("content-encoding", "gzip");
		signing(chunked()).signChunked(100_000, TestServices.PERMANENT);
		assertThat(this.headers.get("Content-Encoding")).containsExactly("aws-chunked,gzip");
		assertThat(this.headers.get("X-Amz-Decoded-Content-Length")).containsExactly("100000");
		assertThat(this.headers.get("X-Amz-Content-Sha256"))
			.containsExactly("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
		assertThat(this.headers.get("X-Amz-Trailer")).containsExactly("x-amz-checksum-crc32c");
		// 90 around 65536 bytes, 89 around 34464, the empty chunk, the checksum, its
		// signature, the end
		assertThat(this.headers.getContentLength()).isEqualTo(100_000 + 90 + 89 + 84 + 32 + 90 + 2);
		assertThat(this.headers.getFirst("Authorization")).contains(
				"SignedHeaders=host;x-amz-content-sha256;x-amz-date;" + "x-amz-decoded-content-length;x-amz-trailer,");
	}

	@Test
	void whenCallerHasAChecksumThenItIsTheOnlyOne() {
		this.headers.set("X-Amz-Checksum-Sha256", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
		this.headers.set("x-amz-checksum-type", "FULL_OBJECT");
		signing(chunked()).signChunked(3, TestServices.PERMANENT);
		assertThat(this.headers.headerNames()).doesNotContain("X-Amz-Trailer");
		assertThat(this.headers.getFirst("X-Amz-Content-Sha256")).isEqualTo("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
		SigV4Service unsigned = service(TestServices.S3)
			.chunkedPayload(ChunkedPayload.unsigned(64 * 1024, TrailerChecksum.CRC32))
			.build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> signing(unsigned).signChunked(3, TestServices.PERMANENT))
			.withMessageStartingWith("SigV4 service 'orders': The request has a checksum of its own")
			.withMessageContaining("aws.sigv4.services.orders.chunked.chunk-signing");
	}

	@Test
	void whenCallerAnnouncesATrailerThenItIsRefused() {
		this.headers.set("x-amz-trailer", "x-amz-checksum-sha1");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> signing(chunked()).signChunked(3, TestServices.PERMANENT))
			.withMessageContaining("aws.sigv4.services.orders.chunked.trailer-checksum");
	}

	@Test
	void whenCallerOnlySaysWhatChecksumItIsThenTheTrailerStays() {
		this.headers.set("x-amz-checksum-algorithm", "CRC32C");
		this.headers.set("x-amz-sdk-checksum-algorithm", "CRC32C");
		signing(chunked()).signChunked(3, TestServices.PERMANENT);
		assertThat(this.headers.get("X-Amz-Trailer")).containsExactly("x-amz-checksum-crc32c");
	}

	@Test
	void whenCallerSaysThatTheBodyIsChunkedThenItIsSaidOnce() {
		this.headers.put("Content-Encoding", List.of("AWS-Chunked, gzip", "br"));
		signing(chunked()).signChunked(3, TestServices.PERMANENT);
		assertThat(this.headers.get("Content-Encoding")).containsExactly("aws-chunked,gzip,br");
	}

	@Test
	void whenTheBodyWasEncodedBeforeThenItIsNotEncodedAgain() {
		signing(chunked()).signChunked(3, TestServices.PERMANENT);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> signing(chunked()).body())
			.withMessageContaining("signed and encoded in chunks already");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> signing(service(TestServices.S3).build()).body())
			.withMessageContaining("signed and encoded in chunks already");
	}

	@Test
	void whenSignedAgainThenWhatWasReplacedIsBack() {
		this.headers.setContentLength(9_000);
		this.headers.set("content-encoding", "gzip");
		SigV4Service service = chunked();
		signing(service).signChunked(9_000, TestServices.TEMPORARY);
		signing(service).signChunked(9_000, TestServices.PERMANENT);
		assertThat(this.headers.get("Content-Encoding")).containsExactly("aws-chunked,gzip");
		assertThat(this.headers.get("X-Amz-Decoded-Content-Length")).containsExactly("9000");
		assertThat(this.headers.headerNames()).doesNotContain("X-Amz-Security-Token");
		sign(service, PayloadHash.of(new byte[1]), TestServices.PERMANENT);
		assertThat(this.headers.get("Content-Encoding")).containsExactly("gzip");
		assertThat(this.headers.getContentLength()).isEqualTo(9_000);
		assertThat(this.headers.headerNames()).doesNotContain("X-Amz-Decoded-Content-Length", "X-Amz-Trailer");
	}

	@Test
	void whenLengthIsUnknownThenRefusesAndSetsNothing() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> signing(chunked()).signChunked(-1, TestServices.PERMANENT))
			.withMessageStartingWith("SigV4 service 'orders': The length of the body is not known")
			.withMessageContaining("Content-Length")
			.withMessageContaining("aws.sigv4.services.orders.payload");
		assertThat(this.headers.headerNames()).isEmpty();
	}

	@Test
	void whenSignedThenFieldsCanBeAddedToEachHeader() {
		sign(service(TestServices.S3).signingHost("one.example.com").build(), null, TestServices.TEMPORARY);
		for (String name : List.of("Host", "X-Amz-Date", "Authorization")) {
			this.headers.add(name, "another");
			assertThat(this.headers.get(name)).hasSize(2).last().isEqualTo("another");
		}
	}

	@Test
	void whenASignedHeaderIsNotAsciiThenItIsNamedAsTheCallerWroteIt() {
		this.headers.put("X-Amz-Meta-Owner", List.of("Zoe", "Zoë"));
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> sign(service(TestServices.S3).build(), null, TestServices.TEMPORARY))
			.withMessageStartingWith("SigV4 service 'orders': Header 'X-Amz-Meta-Owner' is signed but has a character "
					+ "outside of ASCII");
		assertThat(this.headers.headerNames()).containsExactly("X-Amz-Meta-Owner");
		assertThat(this.attributes).isEmpty();
	}

	@Test
	void whenAHeaderThatIsNotSignedIsNotAsciiThenItIsLeftAlone() {
		this.headers.set("User-Agent", "Zoë");
		sign(service(TestServices.S3).build(), null, TestServices.TEMPORARY);
		assertThat(this.headers.get("User-Agent")).containsExactly("Zoë");
	}

	@Test
	void whenAttributesAreLoggedThenNoSecretIsSeen() {
		sign(service(TestServices.S3).build(), null, TestServices.TEMPORARY);
		assertThat(this.attributes).hasSize(1);
		assertThat(this.attributes.toString()).doesNotContain(TestServices.TEMPORARY.sessionToken())
			.doesNotContain("Signature=");
	}

	private void sign(SigV4Service service, PayloadHash payload, SigV4Credentials credentials) {
		signing(service).sign(payload, credentials);
	}

	private HttpHeadersSigning signing(SigV4Service service) {
		return new HttpHeadersSigning(service, HttpMethod.PUT, ORDERS, null, this.headers, this.attributes);
	}

	private Body body(SigV4Service service, String method, URI uri) {
		return new HttpHeadersSigning(service, HttpMethod.valueOf(method), uri, null, this.headers, this.attributes)
			.body();
	}

	private static SigV4Service chunked() {
		return service(TestServices.S3)
			.chunkedPayload(ChunkedPayload.signed(64 * 1024).withTrailer(TrailerChecksum.CRC32C))
			.build();
	}

	private static SigV4Service.Builder service(SigningSettings settings) {
		return SigV4Service.builder("orders", settings, SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.clock(new TickingClock())
			.baseUrl(URI.create("https://api.example.com"));
	}

}
