package io.github.sigv4.it.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.http.HttpMethod;

import io.github.sigv4.it.matrix.Call.Body;
import io.github.sigv4.it.matrix.Sender.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * All calls by one of Spring's clients on some HTTP libraries, each with a damaged
 * request that has to be refused.
 */
final class Matrix implements AutoCloseable {

	private final Sender sender;

	private final WireServer server;

	private final List<Library> libraries;

	Matrix(Sender sender, WireServer server, List<Library> libraries) {
		this.sender = sender;
		this.server = server;
		this.libraries = libraries;
	}

	List<Library> libraries() {
		return this.libraries;
	}

	/**
	 * The cells: a library, a call, and a number that no other cell of the library has.
	 */
	Stream<Arguments> cells(List<Call> calls) {
		List<Arguments> cells = new ArrayList<>();
		for (Library library : this.libraries) {
			for (int i = 0; i < calls.size(); i++) {
				cells.add(Arguments.of(library, calls.get(i), i));
			}
		}
		return cells.stream();
	}

	void check(Library library, Call call, int number, String protocol) throws Exception {
		this.server.take();
		assertThat(this.server.malformed()).as("after the request before").isEmpty();
		String impossible = impossible(library, call);
		if (impossible != null) {
			assertRefused(() -> this.sender.send(library, this.server, call), impossible);
			return;
		}
		Answer answer = this.sender.send(library, this.server, call);
		assertThat(answer.status()).as("%s, %s: %s", library, call, answer.text()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo(call.method().equals(HttpMethod.HEAD) ? "" : "ok");
		WireRequest request = this.server.take();
		assertThat(request.protocol()).isEqualTo(protocol);
		assertThat(request.method()).isEqualTo(call.method().name());
		assertThat(request.value("X-Amz-Default")).isEqualTo("1");
		assertThat(request.body().length > 0).as("%s, %s: has a body", library, call)
			.isEqualTo(call.body() != Body.NONE && call.body() != Body.EMPTY);
		Damage damage = Damage.of(number, request);
		assertThat(this.server.send(damage.to(request).toBytes())).as("%s, %s, damaged %s", library, call, damage)
			.isEqualTo(403);
	}

	/** What the client cannot do says so, and nothing is sent. */
	private void assertRefused(ThrowingCallable call, String reason) {
		assertThat(catchThrowable(call)).hasStackTraceContaining(reason);
		assertThat(this.server.take()).isNull();
	}

	private String impossible(Library library, Call call) {
		if (library.is("simple")) {
			if (call.method().equals(HttpMethod.PATCH)) {
				return "Invalid HTTP method: PATCH";
			}
			if (Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS).contains(call.method())
					&& call.body() != Body.NONE) {
				return "GET with a body";
			}
		}
		if (library.is("jetty") && this.sender == Sender.WEB_CLIENT && call.isFor("//")) {
			return "NullPointerException";
		}
		return null;
	}

	@Override
	public void close() {
		this.libraries.forEach(Library::close);
		this.server.close();
	}

}
