package io.github.sigv4.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * An upload that AWS's own signer encoded as {@code aws-chunked}.
 *
 * @param headers names and values
 * @param encoded the body on the wire, one character for each byte
 */
record ChunkedSdkUpload(List<Map.Entry<String, String>> headers, String encoded) {

	/** The checksum is the name of an algorithm, or empty. */
	static ChunkedSdkUpload of(VerifyingServer server, String service, SigV4Credentials credentials, Instant now,
			byte[] body, boolean signed, String checksum) {
		// On plain http it would sign each chunk, told to or not
		SdkHttpRequest request = SdkHttpRequest.builder()
			.method(SdkHttpMethod.PUT)
			.uri(URI.create("https://127.0.0.1:" + server.port() + "/key"))
			.putHeader("Content-Length", Integer.toString(body.length))
			.build();
		SignRequest.Builder<AwsCredentialsIdentity> builder = SignRequest
			.builder(AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()))
			.request(request)
			.payload(() -> new ByteArrayInputStream(body))
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
			.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
			.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
			.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC));
		if (!checksum.isEmpty()) {
			builder.putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.fromValue(checksum));
		}
		SignedRequest result = AwsV4HttpSigner.create().sign(builder.build());
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		result.request()
			.forEachHeader((name, values) -> values.forEach((value) -> headers.add(Map.entry(name, value))));
		try {
			byte[] encoded = result.payload().orElseThrow().newStream().readAllBytes();
			return new ChunkedSdkUpload(headers, new String(encoded, StandardCharsets.ISO_8859_1));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	byte[] wire() {
		StringBuilder text = new StringBuilder("PUT /key HTTP/1.1\r\n");
		this.headers.forEach((field) -> text.append(field.getKey() + ": " + field.getValue() + "\r\n"));
		return (text + "\r\n" + this.encoded).getBytes(StandardCharsets.ISO_8859_1);
	}

}
