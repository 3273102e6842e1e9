package io.github.sigv4.spring.webclient;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

import io.github.sigv4.SigV4Exception;

/**
 * An exchange to which the body of its request is tied, and whose failure to sign is not
 * one of the connection. By one operator, as each request has it: {@code doFinally} and
 * {@code onErrorMap} would do the same.
 */
final class TiedExchange extends MonoOperator<ClientResponse, ClientResponse> {

	private final CancelTie cancelTie;

	TiedExchange(Mono<? extends ClientResponse> exchange, CancelTie cancelTie) {
		super(exchange);
		this.cancelTie = cancelTie;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ClientResponse> actual) {
		this.source.subscribe(new Tied(actual, this.cancelTie));
	}

	private static final class Tied implements CoreSubscriber<ClientResponse>, Subscription {

		private final CoreSubscriber<? super ClientResponse> actual;

		private final CancelTie cancelTie;

		/** Asked for by all before this, and each time through all behind it. */
		private final Context context;

		private @Nullable Subscription exchange;

		private boolean answered;

		Tied(CoreSubscriber<? super ClientResponse> actual, CancelTie cancelTie) {
			this.actual = actual;
			this.cancelTie = cancelTie;
			this.context = actual.currentContext();
		}

		@Override
		public Context currentContext() {
			return this.context;
		}

		@Override
		public void onSubscribe(Subscription exchange) {
			this.exchange = exchange;
			this.actual.onSubscribe(this);
		}

		@Override
		public void onNext(ClientResponse response) {
			this.answered = true;
			this.actual.onNext(response);
		}

		/** For a retry the other would look like a failure that goes by. */
		@Override
		public void onError(Throwable failure) {
			this.actual
				.onError((failure instanceof WebClientRequestException && failure.getCause() instanceof SigV4Exception)
						? failure.getCause() : failure);
		}

		@Override
		public void onComplete() {
			this.actual.onComplete();
		}

		@Override
		public void request(long count) {
			Subscription exchange = this.exchange;
			if (exchange != null) {
				exchange.request(count);
			}
		}

		/**
		 * First the connector, to whom it would be an error otherwise. With an answer in
		 * hand, to cancel is to give up what is left of that.
		 */
		@Override
		public void cancel() {
			Subscription exchange = this.exchange;
			if (exchange != null) {
				exchange.cancel();
			}
			if (!this.answered) {
				this.cancelTie.cancel();
			}
		}

	}

}
