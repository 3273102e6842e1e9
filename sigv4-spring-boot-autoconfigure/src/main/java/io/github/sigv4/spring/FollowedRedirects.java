package io.github.sigv4.spring;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.http.HttpClient;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.util.ReflectionUtils;

/**
 * Warns of a client that follows redirects: HTTP libraries send a signature or a session
 * token along, some to another host. Public because the packages of Spring's clients use
 * it; applications have no need of it.
 * <p>
 * By reflection, since nothing of this has a getter. What cannot be seen is not warned
 * of: the redirects of HttpComponents, and all in a native image.
 */
public final class FollowedRedirects {

	private static final Log logger = LogFactory.getLog(FollowedRedirects.class);

	private static final String URL_CONNECTION_FACTORY = "org.springframework.http.client.SimpleClientHttpRequestFactory";

	private FollowedRedirects() {
	}

	/**
	 * Warn if a client follows redirects.
	 * @param service the name of the service that signs
	 * @param client what may hold the client's connector or request factory
	 * @param type the type of that
	 */
	public static void warn(String service, Object client, Class<?> type) {
		Object http = type.isInstance(client) ? client : field(client, type, null);
		while (http instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
			http = wrapper.getDelegate();
		}
		if (http != null && follows(http)) {
			logger.warn("SigV4 service '" + service + "': a client that signs for it follows redirects (by "
					+ http.getClass().getSimpleName()
					+ "). A redirected request would not be signed anew, and its session "
					+ "token could go to wherever it is redirected. Build the client with HttpRedirects.DONT_FOLLOW, set "
					+ "spring.http.clients.redirects=dont-follow, or inject @SigV4Client(\"" + service + "\").");
		}
	}

	private static boolean follows(Object http) {
		if (http.getClass().getName().equals(URL_CONNECTION_FACTORY)) {
			return true;
		}
		Object library = field(http, null, "httpClient");
		if (library instanceof HttpClient jdk) {
			return jdk.followRedirects() != HttpClient.Redirect.NEVER;
		}
		if (library == null) {
			return false;
		}
		Object jetty = call(library, "isFollowRedirects");
		Object reactorNetty = call(library, "configuration");
		return Boolean.TRUE.equals(jetty)
				|| (reactorNetty != null && call(reactorNetty, "followRedirectPredicate") != null);
	}

	private static @Nullable Object field(Object object, @Nullable Class<?> type, @Nullable String name) {
		try {
			Field field = ReflectionUtils.findField(object.getClass(), name, type);
			if (field == null) {
				return null;
			}
			ReflectionUtils.makeAccessible(field);
			return ReflectionUtils.getField(field, object);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable Object call(Object object, String name) {
		try {
			Method method = ReflectionUtils.findMethod(object.getClass(), name);
			if (method == null) {
				return null;
			}
			ReflectionUtils.makeAccessible(method);
			return ReflectionUtils.invokeMethod(method, object);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
