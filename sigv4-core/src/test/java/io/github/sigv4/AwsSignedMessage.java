package io.github.sigv4;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A request as a server receives it. The good ones are signed by AWS's own signer; the
 * {@code with} methods do what may happen to them on their way.
 *
 * @param method the method
 * @param target path and query
 * @param fields the header fields
 * @param body the body
 */
record AwsSignedMessage(String method, String target, List<Field> fields, String body) {

	static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIDEXAMPLE",
			"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

	static final SigV4Credentials TEMPORARY = SigV4Credentials.of("ASIAEXAMPLE",
			"kWcrlUX5JEDGM/LtmEENI/aVmYvHNif5zB+d9+ct", "IQoJb3JpZ2luX2VjEA//token+/==", NOW.plusSeconds(3600));

	static AwsSignedMessage of(String method, String uri, String body, String... headers) {
		List<Field> fields = new ArrayList<>();
		for (int i = 0; i < headers.length; i += 2) {
			fields.add(new Field(headers[i], headers[i + 1]));
		}
		URI parsed = URI.create(uri);
		fields.add(0, new Field("Host", parsed.getRawAuthority()));
		String query = parsed.getRawQuery();
		return new AwsSignedMessage(method, parsed.getRawPath() + ((query != null) ? "?" + query : ""), fields, body);
	}

	AwsSignedMessage sign(String service, SigV4Credentials credentials) {
		return sign(service, credentials,
				(builder) -> builder.payload(ContentStreamProvider.fromUtf8String(this.body)));
	}

	/** The payload stays unsigned. */
	AwsSignedMessage signUnsigned(String service, SigV4Credentials credentials) {
		return sign(service, credentials,
				(builder) -> builder.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false));
	}

	/** As usual: the body of S3 is not signed, that of others is. */
	AwsSignedMessage presign(String service, SigV4Credentials credentials, Duration expires) {
		if (!service.startsWith("s3")) {
			return presignPayload(service, credentials, expires);
		}
		return sign(service, credentials, (builder) -> presign(builder, expires)
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false));
	}

	AwsSignedMessage presignPayload(String service, SigV4Credentials credentials, Duration expires) {
		return sign(service, credentials,
				(builder) -> presign(builder, expires).payload(ContentStreamProvider.fromUtf8String(this.body)));
	}

	private static SignRequest.Builder<AwsCredentialsIdentity> presign(
			SignRequest.Builder<AwsCredentialsIdentity> builder, Duration expires) {
		return builder.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
			.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expires);
	}

	private AwsSignedMessage sign(String service, SigV4Credentials credentials,
			UnaryOperator<SignRequest.Builder<AwsCredentialsIdentity>> options) {
		boolean s3 = service.startsWith("s3");
		SdkHttpRequest.Builder request = SdkHttpRequest.builder()
			.uri(URI.create("https://" + value("host") + this.target))
			.method(SdkHttpMethod.fromValue(this.method));
		this.fields.forEach((field) -> request.appendHeader(field.name, field.value));
		SignRequest.Builder<AwsCredentialsIdentity> builder = SignRequest.builder(identity(credentials))
			.request(request.build())
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
			.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
			.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !s3)
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !s3)
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
		SdkHttpRequest signed = AwsV4HttpSigner.create().sign(options.apply(builder).build()).request();
		List<Field> fields = new ArrayList<>();
		signed.forEachHeader((name, values) -> values.forEach((value) -> fields.add(new Field(name, value))));
		String query = signed.encodedQueryParameters().map((text) -> "?" + text).orElse("");
		return new AwsSignedMessage(this.method, signed.encodedPath() + query, fields, this.body);
	}

	private static AwsCredentialsIdentity identity(SigV4Credentials credentials) {
		String token = credentials.sessionToken();
		return (token != null)
				? AwsSessionCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey(), token)
				: AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey());
	}

	Verification verify(SigV4Verifier verifier, Instant now) {
		SigV4Request.Builder request = SigV4Request.forTarget(this.method, this.target);
		this.fields.forEach((field) -> request.header(field.name, field.value));
		return verifier.verify(request.build(), PayloadHash.of(this.body.getBytes(StandardCharsets.UTF_8)), now);
	}

	@Nullable String value(String name) {
		return this.fields.stream().filter((field) -> field.isNamed(name)).map(Field::value).findFirst().orElse(null);
	}

	List<String> signedHeaders() {
		String authorization = value("authorization");
		String text = (authorization != null) ? authorization.replaceAll(".*SignedHeaders=|, Signature.*", "")
				: this.target.replaceAll(".*X-Amz-SignedHeaders=|&.*", "").replace("%3B", ";");
		return List.of(text.split(";"));
	}

	AwsSignedMessage withMethod(String method) {
		return new AwsSignedMessage(method, this.target, this.fields, this.body);
	}

	AwsSignedMessage withTarget(String target) {
		return new AwsSignedMessage(this.method, target, this.fields, this.body);
	}

	/** Replace what has to be there. */
	AwsSignedMessage inTarget(String part, String other) {
		if (!this.target.contains(part)) {
			throw new IllegalArgumentException(part + " is not in " + this.target);
		}
		return withTarget(this.target.replace(part, other));
	}

	AwsSignedMessage withBody(String body) {
		return new AwsSignedMessage(this.method, this.target, this.fields, body);
	}

	AwsSignedMessage withFields(List<Field> fields) {
		return new AwsSignedMessage(this.method, this.target, fields, this.body);
	}

	AwsSignedMessage with(String name, String value) {
		List<Field> fields = new ArrayList<>(this.fields);
		fields.add(new Field(name, value));
		return withFields(fields);
	}

	AwsSignedMessage without(String name) {
		List<Field> fields = new ArrayList<>(this.fields);
		if (!fields.removeIf((field) -> field.isNamed(name))) {
			throw new IllegalArgumentException("No header " + name);
		}
		return withFields(fields);
	}

	AwsSignedMessage change(String name, UnaryOperator<String> change) {
		List<Field> fields = new ArrayList<>();
		for (Field field : this.fields) {
			fields.add(field.isNamed(name) ? new Field(field.name, change.apply(field.value)) : field);
		}
		if (fields.equals(this.fields)) {
			throw new IllegalArgumentException("Nothing changed in " + name);
		}
		return withFields(fields);
	}

	/** Replace what has to be there in the Authorization header. */
	AwsSignedMessage inAuthorization(String part, String other) {
		return change("authorization", (value) -> value.replace(part, other));
	}

	/**
	 * A header field.
	 *
	 * @param name the name
	 * @param value the value
	 */
	record Field(String name, String value) {

		boolean isNamed(String other) {
			return this.name.equalsIgnoreCase(other);
		}

	}

}
