package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.util.concurrent.Executor;

import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Threads;

/**
 * Has the requests of an async client signed.
 */
final class SigningAsyncExecChainHandler implements AsyncExecChainHandler {

	private final ServiceSelector services;

	private final Executor blocking = SigV4Threads.forBlocking();

	SigningAsyncExecChainHandler(ServiceSelector services) {
		this.services = services;
	}

	@Override
	public void execute(HttpRequest request, @Nullable AsyncEntityProducer entity, AsyncExecChain.Scope scope,
			AsyncExecChain chain, AsyncExecCallback callback) throws HttpException, IOException {
		HttpClientContext context = scope.clientContext;
		SignedAsyncCall call;
		try {
			SigV4Service service = SignedTarget.service(this.services, context);
			// Of an attempt before, if it is tried again
			context.removeAttribute(SigV4Attributes.REFUSAL);
			if (!service.isEnabled() || RequestSigning.isUnderWay(service, scope.exchangeId, context)) {
				chain.proceed(request, entity, scope, callback);
				return;
			}
			call = new SignedAsyncCall(service, request, entity, scope, chain, callback, this.blocking);
		}
		catch (RuntimeException ex) {
			// Not to the caller, who has a future
			callback.failed(ex);
			return;
		}
		call.start();
	}

}
