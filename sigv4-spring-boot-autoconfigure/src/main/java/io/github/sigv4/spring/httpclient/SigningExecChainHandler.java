package io.github.sigv4.spring.httpclient;

import java.io.IOException;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.github.sigv4.Refusal;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Has the requests of a classic client signed, and sends one once more if it was refused
 * for a reason that has a cure.
 */
final class SigningExecChainHandler implements ExecChainHandler {

	private final ServiceSelector services;

	SigningExecChainHandler(ServiceSelector services) {
		this.services = services;
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		HttpClientContext context = scope.clientContext;
		SigV4Service service = SignedTarget.service(this.services, context);
		// Of an attempt before, if it is tried again
		context.removeAttribute(SigV4Attributes.REFUSAL);
		if (!service.isEnabled() || RequestSigning.isUnderWay(service, scope.exchangeId, context)) {
			return chain.proceed(request, scope);
		}
		try {
			return new Call(service, request, scope, chain).execute();
		}
		catch (NotSignedException ex) {
			throw ex.failure();
		}
		finally {
			RequestSigning.removeFrom(context);
		}
	}

	/** One request, which is sent once or twice. */
	private static final class Call {

		private final SigV4Service service;

		private final ClassicHttpRequest request;

		private final ExecChain.Scope scope;

		private final ExecChain chain;

		private final HttpHost host;

		private final SignedTarget target;

		Call(SigV4Service service, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) {
			this.service = service;
			this.request = request;
			this.scope = scope;
			this.chain = chain;
			this.host = scope.route.getTargetHost();
			this.target = SignedTarget.of(service, scope.exchangeId, request, this.host);
		}

		ClassicHttpResponse execute() throws IOException, HttpException {
			SigV4Credentials credentials = this.service.resolveCredentials();
			SignedEntity entity = SignedEntity.of(this.request.getEntity(), this.target.body(this.request),
					this.service);
			RequestSigning signing = new RequestSigning(this.target, credentials, entity.payload());
			ClassicHttpResponse response = send(entity, signing);
			SigningAttempt attempt = signing.attempt();
			if (attempt == null || !SigningAttempt.mayBeRefusal(HttpStatusCode.valueOf(response.getCode()))) {
				return response;
			}
			HttpHeaders headers = RequestSigning.headers(response);
			byte[] start = PeekedEntity.peek(response, headers);
			SigV4Credentials others = attempt.cured(headers, start, credentials).orElse(null);
			if (others == null || !entity.isRepeatable()) {
				return explained(response, headers, start, attempt);
			}
			response.close();
			return sendAgain(entity, new RequestSigning(this.target, others, entity.payload()));
		}

		private ClassicHttpResponse sendAgain(SignedEntity entity, RequestSigning signing)
				throws IOException, HttpException {
			ClassicHttpResponse response = send(entity, signing);
			SigningAttempt attempt = signing.attempt();
			if (attempt == null || !SigningAttempt.mayBeRefusal(HttpStatusCode.valueOf(response.getCode()))) {
				return response;
			}
			HttpHeaders headers = RequestSigning.headers(response);
			return explained(response, headers, PeekedEntity.peek(response, headers), attempt);
		}

		private ClassicHttpResponse send(SignedEntity entity, RequestSigning signing)
				throws IOException, HttpException {
			// A copy: the caller's request stays as it was, for another attempt
			ClassicHttpRequest wire = ClassicRequestBuilder.copy(this.request).build();
			this.target.applyTo(wire, this.host);
			wire.setEntity(entity.toSend(signing));
			signing.putIn(this.scope.clientContext);
			return this.chain.proceed(wire, this.scope);
		}

		private ClassicHttpResponse explained(ClassicHttpResponse response, HttpHeaders headers, byte[] start,
				SigningAttempt attempt) {
			Refusal refusal = attempt.refused(HttpStatusCode.valueOf(response.getCode()), headers, start);
			if (refusal != null) {
				this.scope.clientContext.setAttribute(SigV4Attributes.REFUSAL, refusal);
			}
			return response;
		}

	}

}
