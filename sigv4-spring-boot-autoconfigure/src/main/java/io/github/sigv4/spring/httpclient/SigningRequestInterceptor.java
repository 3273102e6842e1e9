package io.github.sigv4.spring.httpclient;

import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Signs a request that the chain has prepared, when its headers are those that are sent.
 */
final class SigningRequestInterceptor implements HttpRequestInterceptor {

	@Override
	public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) throws HttpException {
		RequestSigning signing = RequestSigning.in(context);
		if (signing != null) {
			try {
				signing.sign(request);
			}
			catch (RuntimeException ex) {
				// HttpClient repeats for some exceptions, and swallows others
				throw new NotSignedException(ex);
			}
		}
	}

}
