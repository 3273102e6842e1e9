package io.github.sigv4.sample.tour;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;

/**
 * One walk through the stops: makes calls and reports what came of each.
 */
final class Tour {

	private final SigV4Services services;

	private final CallRecorder recorder;

	private final Consumer<Call> report;

	Tour(SigV4Services services, CallRecorder recorder, Consumer<Call> report) {
		this.services = services;
		this.recorder = recorder;
		this.report = report;
	}

	/**
	 * Make a call that has to succeed.
	 * @param <T> the type of the answer
	 * @param service the service's name under {@code aws.sigv4.services}
	 * @param call what sends the request
	 * @param expected whether the answer is right
	 */
	<T extends @Nullable Object> void call(String service, Supplier<T> call, Predicate<T> expected) {
		SigV4Service called = this.services.get(service);
		try {
			this.recorder.clear();
			T answer = call.get();
			if (expected.test(answer)) {
				report(called, true, "signed in " + micros(called) + " us");
			}
			else {
				report(called, false,
						"not the answer that was expected: " + ServerReason.oneLine(String.valueOf(answer)));
			}
		}
		catch (RuntimeException ex) {
			report(called, false, explain(ex));
		}
	}

	/**
	 * Make a call that has to be refused.
	 * @param service the service's name under {@code aws.sigv4.services}
	 * @param why what is wrong with the request
	 * @param code the server's error code
	 * @param call what sends the request
	 */
	void refused(String service, String why, String code, Runnable call) {
		SigV4Service called = this.services.get(service);
		try {
			this.recorder.clear();
			call.run();
			report(called, false, "not refused: " + why);
		}
		catch (RuntimeException ex) {
			boolean asExpected = code.equals(reason(ex).code());
			report(called, asExpected, asExpected ? "expected: " + why + ", refused with " + code : explain(ex));
		}
	}

	private void report(SigV4Service service, boolean asExpected, String note) {
		SentRequest sent = this.recorder.sent();
		String signingName = service.settings().signingName();
		this.report
			.accept((sent != null)
					? new Call(asExpected, sent.client(), signingName, sent.method(), sent.target(),
							this.recorder.status(), note)
					: new Call(asExpected, "-", signingName, "-", "-", "-", note));
	}

	private long micros(SigV4Service service) {
		SentRequest sent = Objects.requireNonNull(this.recorder.sent(), "The call sent nothing");
		return Math.max(1, SigningTime.of(service, sent).toNanos() / 1000);
	}

	/**
	 * In the words of the starter; requests that it did not sign in those of the server.
	 */
	private static String explain(RuntimeException ex) {
		Refusal refusal = refusal(ex);
		if (refusal != null) {
			return refusal.explanation();
		}
		String reason = reason(ex).toString();
		return reason.isEmpty() ? ServerReason.oneLine(Objects.requireNonNullElse(ex.getMessage(), ex.toString()))
				: reason;
	}

	private static @Nullable Refusal refusal(RuntimeException ex) {
		if (ex instanceof RestClientResponseException refused) {
			return RestClientSigV4.refusal(refused);
		}
		return (ex instanceof WebClientResponseException refused) ? WebClientSigV4.refusal(refused) : null;
	}

	private static ServerReason reason(RuntimeException ex) {
		if (ex instanceof RestClientResponseException refused) {
			HttpHeaders headers = refused.getResponseHeaders();
			return ServerReason.of((headers != null) ? headers : HttpHeaders.EMPTY,
					refused.getResponseBodyAsByteArray());
		}
		if (ex instanceof WebClientResponseException refused) {
			return ServerReason.of(refused.getHeaders(), refused.getResponseBodyAsByteArray());
		}
		return new ServerReason("", "");
	}

}
