package io.github.sigv4.spring.webclient;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import reactor.core.publisher.Mono;

/**
 * A request that is signed when it is written. It leaves the one that it was made of as
 * it is: a copy of its headers, cookies and attributes costs more than the signature.
 */
final class SigningClientRequest implements ClientRequest {

	private final ClientRequest request;

	private final URI wireUri;

	private final SigningBodyInserter body;

	SigningClientRequest(ClientRequest request, URI wireUri, SigningBodyInserter body) {
		this.request = request;
		this.wireUri = wireUri;
		this.body = body;
	}

	@Override
	public HttpMethod method() {
		return this.request.method();
	}

	@Override
	public URI url() {
		return this.wireUri;
	}

	@Override
	public HttpHeaders headers() {
		return this.request.headers();
	}

	@Override
	public MultiValueMap<String, String> cookies() {
		return this.request.cookies();
	}

	/** For a filter that makes another request of this one. */
	@Override
	public BodyInserter<?, ? super ClientHttpRequest> body() {
		return this.body;
	}

	@Override
	public Map<String, Object> attributes() {
		return this.request.attributes();
	}

	@Override
	public @Nullable Consumer<ClientHttpRequest> httpRequest() {
		return this.request.httpRequest();
	}

	@Override
	public String logPrefix() {
		return this.request.logPrefix();
	}

	@Override
	public Mono<Void> writeTo(ClientHttpRequest httpRequest, ExchangeStrategies strategies) {
		return this.request.writeTo(this.body.signing(httpRequest), new BodyAwareStrategies(strategies));
	}

	/**
	 * Strategies whose writers tell a request what is written.
	 *
	 * @param strategies the client's
	 */
	private record BodyAwareStrategies(ExchangeStrategies strategies) implements ExchangeStrategies {

		@Override
		public List<HttpMessageReader<?>> messageReaders() {
			return this.strategies.messageReaders();
		}

		@Override
		public List<HttpMessageWriter<?>> messageWriters() {
			return BodyAwareContext.aware(this.strategies.messageWriters());
		}

	}

}
