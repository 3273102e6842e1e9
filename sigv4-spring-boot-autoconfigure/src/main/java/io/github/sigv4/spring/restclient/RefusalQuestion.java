package io.github.sigv4.spring.restclient;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClientResponseException;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Asks an answer for the refusal that it is, through all that it was wrapped in since.
 * Spring's exceptions have neither request nor answer, and copy the answer's headers; but
 * they keep the answer to convert its body when they are asked to. That begins with its
 * status, where ours gives the refusal in its place.
 */
final class RefusalQuestion {

	private static final ThreadLocal<Boolean> ASKED = new ThreadLocal<>();

	private RefusalQuestion() {
	}

	static @Nullable Refusal ask(ClientHttpResponse response) {
		return ask(response::getStatusCode);
	}

	static @Nullable Refusal ask(RestClientResponseException ex) {
		// Else a converter would be asked, and in vain
		return SigningAttempt.mayBeRefusal(ex.getStatusCode()) ? ask(() -> ex.getResponseBodyAs(Void.class)) : null;
	}

	private static @Nullable Refusal ask(Question question) {
		ASKED.set(true);
		try {
			question.ask();
			return null;
		}
		catch (Answer answer) {
			return answer.refusal;
		}
		catch (IOException | RuntimeException ex) {
			// An exception that somebody else has made has nothing to convert
			return (ex.getCause() instanceof Answer answer) ? answer.refusal : null;
		}
		finally {
			ASKED.remove();
		}
	}

	/**
	 * Answer if this is the question.
	 * @throws IOException the answer
	 */
	static void answer(@Nullable Refusal refusal) throws IOException {
		if (ASKED.get() != null) {
			throw new Answer(refusal);
		}
	}

	private interface Question {

		@Nullable Object ask() throws IOException;

	}

	private static final class Answer extends IOException {

		private static final long serialVersionUID = 1L;

		private final transient @Nullable Refusal refusal;

		Answer(@Nullable Refusal refusal) {
			this.refusal = refusal;
		}

		@Override
		public Throwable fillInStackTrace() {
			return this;
		}

	}

}
