package io.github.sigv4.benchmarks;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.amazonaws.DefaultRequest;
import com.amazonaws.auth.AWS4Signer;
import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.http.HttpMethodName;

/**
 * The signer of AWS's SDK for Java 1. It changes the request that it signs, so that one
 * is made for each signature.
 */
final class SdkV1Signer implements RequestSigner {

	private static final URI ENDPOINT = URI.create("https://" + RequestShape.HOST);

	/** Whose clock, unlike its override of the date, counts for the expiry too. */
	private final AWS4Signer signer = new AWS4Signer(RequestShape.SIGNED_AT::toEpochMilli);

	private final AWSCredentials credentials;

	private final HttpMethodName method;

	private final Map<String, String> headers;

	private final byte[] body;

	private final boolean presigned;

	SdkV1Signer(RequestShape shape) {
		this.method = HttpMethodName.valueOf(shape.method());
		this.headers = shape.headers();
		this.body = shape.body();
		this.presigned = shape.isPresigned();
		String token = shape.sessionToken();
		this.credentials = (token != null)
				? new BasicSessionCredentials(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY, token)
				: new BasicAWSCredentials(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY);
		this.signer.setServiceName(RequestShape.SIGNING_NAME);
		this.signer.setRegionName(RequestShape.REGION);
	}

	@Override
	public Object sign() {
		DefaultRequest<Void> request = new DefaultRequest<>(RequestShape.SIGNING_NAME);
		request.setHttpMethod(this.method);
		request.setEndpoint(ENDPOINT);
		request.setResourcePath(RequestShape.PATH);
		request.addParameters("limit", List.of("50"));
		request.addParameters("status", List.of("open"));
		this.headers.forEach(request::addHeader);
		request.setContent(new ByteArrayInputStream(this.body));
		if (this.presigned) {
			this.signer.presignRequest(request, this.credentials,
					Date.from(RequestShape.SIGNED_AT.plus(RequestShape.EXPIRES)));
		}
		else {
			// For which it sets the hash
			request.addHeader("x-amz-content-sha256", "required");
			this.signer.sign(request, this.credentials);
		}
		return request;
	}

	@Override
	public String signature(Object signed) {
		DefaultRequest<?> request = (DefaultRequest<?>) signed;
		return this.presigned ? Objects.requireNonNull(request.getParameters().get("X-Amz-Signature")).get(0)
				: RequestSigner.signatureIn(Objects.requireNonNull(request.getHeaders().get("Authorization")));
	}

}
