package io.github.sigv4.spring.webclient;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ResourceHttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import reactor.core.publisher.Mono;

/**
 * Tells a request what is written to it, of which it would see the bytes alone: a
 * resource can be read twice, the first time to hash it, and what cannot be sent twice is
 * not sent again.
 *
 * @param context the context of the client
 */
record BodyAwareContext(BodyInserter.Context context) implements BodyInserter.Context {

	/** Return writers that tell a request what they write. */
	static List<HttpMessageWriter<?>> aware(List<HttpMessageWriter<?>> writers) {
		return new Writers(writers);
	}

	@Override
	public List<HttpMessageWriter<?>> messageWriters() {
		return aware(this.context.messageWriters());
	}

	@Override
	public Optional<ServerHttpRequest> serverRequest() {
		return this.context.serverRequest();
	}

	@Override
	public Map<String, Object> hints() {
		return this.context.hints();
	}

	/**
	 * The client's writers, each made when it is looked at: most requests need the first.
	 */
	private static final class Writers extends AbstractList<HttpMessageWriter<?>> implements RandomAccess {

		private final List<HttpMessageWriter<?>> delegates;

		Writers(List<HttpMessageWriter<?>> delegates) {
			this.delegates = delegates;
		}

		@Override
		public HttpMessageWriter<?> get(int index) {
			return new Writer<>(this.delegates.get(index));
		}

		@Override
		public int size() {
			return this.delegates.size();
		}

	}

	/**
	 * A writer that tells what it writes.
	 *
	 * @param delegate the client's
	 * @param <T> what it writes
	 */
	private record Writer<T>(HttpMessageWriter<T> delegate) implements HttpMessageWriter<T> {

		@Override
		public List<MediaType> getWritableMediaTypes() {
			return this.delegate.getWritableMediaTypes();
		}

		@Override
		public List<MediaType> getWritableMediaTypes(ResolvableType elementType) {
			return this.delegate.getWritableMediaTypes(elementType);
		}

		@Override
		public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
			return this.delegate.canWrite(elementType, mediaType);
		}

		@Override
		public Mono<Void> write(Publisher<? extends T> input, ResolvableType elementType, @Nullable MediaType mediaType,
				ReactiveHttpOutputMessage message, Map<String, Object> hints) {
			if (!(message instanceof SigningClientHttpRequest request)) {
				return this.delegate.write(input, elementType, mediaType, message, hints);
			}
			request.setInput(input, mediaType);
			// Spring's own writer alone: a subclass may write something else than the
			// resource
			if (this.delegate.getClass() != ResourceHttpMessageWriter.class) {
				return this.delegate.write(input, elementType, mediaType, message, hints);
			}
			return Mono.from(input).flatMap((resource) -> {
				request.setResource((Resource) resource);
				return this.delegate.write(Mono.just(resource), elementType, mediaType, message, hints);
			});
		}

	}

}
