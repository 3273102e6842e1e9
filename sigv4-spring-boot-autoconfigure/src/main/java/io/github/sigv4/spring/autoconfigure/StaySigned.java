package io.github.sigv4.spring.autoconfigure;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Lets what is made of a signing client sign as well: {@link RestClient#mutate()} gives a
 * builder whose request factory, which signs, may be replaced, as a
 * {@code MockRestServiceServer} does. By proxies, since the next version of these
 * interfaces may have further methods.
 *
 * @param signing lets the requests of a request factory be signed
 */
record StaySigned(UnaryOperator<ClientHttpRequestFactory> signing) implements MethodInterceptor {

	/**
	 * Return a client that is the same in all but what is made of it.
	 * @param client a client that signs
	 * @return the client
	 */
	RestClient client(RestClient client) {
		return proxy(RestClient.class, client);
	}

	private <T> T proxy(Class<T> type, Object target) {
		ProxyFactory factory = new ProxyFactory();
		factory.setInterfaces(type);
		factory.setTarget(target);
		factory.setOpaque(true);
		factory.addAdvice(this);
		return type.cast(factory.getProxy(type.getClassLoader()));
	}

	/** Where a method returns its own object, the proxy takes its place. */
	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		return switch (invocation.getMethod().getName()) {
			case "mutate", "clone" -> proxy(RestClient.Builder.class, proceed(invocation));
			case "build" -> proxy(RestClient.class, proceed(invocation));
			case "apply" -> apply(invocation);
			case "bufferContent" -> {
				KeptAttributes.addTo((RestClient.Builder) Objects.requireNonNull(invocation.getThis()));
				yield invocation.proceed();
			}
			case "requestFactory" -> {
				@Nullable Object[] arguments = invocation.getArguments();
				if (arguments[0] instanceof ClientHttpRequestFactory requestFactory) {
					arguments[0] = this.signing.apply(requestFactory);
				}
				yield invocation.proceed();
			}
			default -> invocation.proceed();
		};
	}

	private static Object proceed(MethodInvocation invocation) throws Throwable {
		return Objects.requireNonNull(invocation.proceed());
	}

	@SuppressWarnings("unchecked")
	private static Object apply(MethodInvocation invocation) {
		RestClient.Builder builder = (RestClient.Builder) ((ProxyMethodInvocation) invocation).getProxy();
		((Consumer<RestClient.Builder>) Objects.requireNonNull(invocation.getArguments()[0])).accept(builder);
		return builder;
	}

}
