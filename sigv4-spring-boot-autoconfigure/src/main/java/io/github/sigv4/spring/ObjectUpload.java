package io.github.sigv4.spring;

import java.net.URI;
import java.util.Set;

import org.springframework.http.HttpMethod;

/**
 * The requests whose body S3 takes as {@code aws-chunked}: of an object, or of one part
 * of it. Where the bucket is in the path, a bucket that is created with a body looks like
 * an object.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Amazon S3:
 * transferring the payload in multiple chunks</a>
 */
final class ObjectUpload {

	/**
	 * Any other parameter names a subresource, as {@code ?tagging}, or another action.
	 */
	private static final Set<String> PARAMETERS = Set.of("partNumber", "uploadId", "x-id");

	private ObjectUpload() {
	}

	static boolean is(HttpMethod method, URI uri) {
		return HttpMethod.PUT.equals(method) && uri.getRawPath().length() > 1 && hasParametersOfUploads(uri);
	}

	private static boolean hasParametersOfUploads(URI uri) {
		if (uri.getRawQuery() == null) {
			return true;
		}
		for (String parameter : uri.getRawQuery().split("&", -1)) {
			if (!parameter.isEmpty() && !PARAMETERS.contains(parameter.replaceFirst("=.*", ""))) {
				return false;
			}
		}
		return true;
	}

}
