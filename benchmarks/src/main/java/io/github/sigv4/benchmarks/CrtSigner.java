package io.github.sigv4.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningResult;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;

/**
 * AWS's Common Runtime, which signs in native code.
 */
final class CrtSigner implements RequestSigner {

	private final AwsSigningConfig config = new AwsSigningConfig();

	private final HttpRequest request;

	CrtSigner(RequestShape shape) {
		List<HttpHeader> headers = new ArrayList<>();
		headers.add(new HttpHeader("Host", RequestShape.HOST));
		shape.headers().forEach((name, value) -> headers.add(new HttpHeader(name, value)));
		this.request = new HttpRequest(shape.method(), RequestShape.PATH + "?" + RequestShape.QUERY,
				headers.toArray(HttpHeader[]::new), shape.hasBody() ? new Body(shape.body()) : null);
		String token = shape.sessionToken();
		this.config.setCredentials(new Credentials(ascii(RequestShape.ACCESS_KEY_ID),
				ascii(RequestShape.SECRET_ACCESS_KEY), ascii(token)));
		this.config.setService(RequestShape.SIGNING_NAME);
		this.config.setRegion(RequestShape.REGION);
		this.config.setTime(RequestShape.SIGNED_AT.toEpochMilli());
		this.config.setAlgorithm(AwsSigningConfig.AwsSigningAlgorithm.SIGV4);
		if (shape.isPresigned()) {
			this.config.setSignatureType(AwsSigningConfig.AwsSignatureType.HTTP_REQUEST_VIA_QUERY_PARAMS);
			this.config.setExpirationInSeconds(RequestShape.EXPIRES.toSeconds());
		}
		else {
			this.config.setSignatureType(AwsSigningConfig.AwsSignatureType.HTTP_REQUEST_VIA_HEADERS);
			this.config.setSignedBodyHeader(AwsSigningConfig.AwsSignedBodyHeaderType.X_AMZ_CONTENT_SHA256);
		}
	}

	private static byte @Nullable [] ascii(@Nullable String text) {
		return (text != null) ? text.getBytes(StandardCharsets.US_ASCII) : null;
	}

	@Override
	public Object sign() {
		return AwsSigner.sign(this.request, this.config).join();
	}

	@Override
	public String signature(Object signed) {
		return new String(((AwsSigningResult) signed).getSignature(), StandardCharsets.US_ASCII);
	}

	/** Read from the start for each signature. */
	private static final class Body implements HttpRequestBodyStream {

		private final byte[] bytes;

		private int position;

		Body(byte[] bytes) {
			this.bytes = bytes;
		}

		@Override
		public boolean sendRequestBody(ByteBuffer out) {
			int count = Math.min(out.remaining(), this.bytes.length - this.position);
			out.put(this.bytes, this.position, count);
			this.position += count;
			return this.position == this.bytes.length;
		}

		@Override
		public boolean resetPosition() {
			this.position = 0;
			return true;
		}

		@Override
		public long getLength() {
			return this.bytes.length;
		}

	}

}
