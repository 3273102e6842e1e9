package io.github.sigv4.spring.webclient;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * A request that signs itself when its body is written, which is when its headers are
 * known. It hides the zero-copy writing of files, whose bytes nobody would see.
 */
final class SigningClientHttpRequest extends ClientHttpRequestDecorator {

	private final SigV4Service service;

	/** Where the request goes, as it was checked. */
	private final WireUri wireUri;

	private final SigV4Credentials credentials;

	private final CancelTie cancelTie;

	private final SentBody sentBody;

	private final SigningAttempt attempt;

	private @Nullable Resource resource;

	SigningClientHttpRequest(ClientHttpRequest delegate, SigV4Service service, WireUri wireUri,
			SigV4Credentials credentials, CancelTie cancelTie, SentBody sentBody, SigningAttempt attempt) {
		super(delegate);
		this.service = service;
		this.wireUri = wireUri;
		this.credentials = credentials;
		this.cancelTie = cancelTie;
		this.sentBody = sentBody;
		this.attempt = attempt;
	}

	/**
	 * Tell what a codec is given to write.
	 * @param input the input
	 * @param mediaType the type that it is written as
	 */
	void setInput(Publisher<?> input, @Nullable MediaType mediaType) {
		this.sentBody.setInput(input, mediaType);
	}

	/**
	 * Tell which resource is going to be written.
	 * @param resource the resource
	 */
	void setResource(Resource resource) {
		this.resource = resource;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		this.sentBody.setWritten();
		return Mono.defer(() -> {
			HttpHeadersSigning signing = signing();
			return switch (signing.body()) {
				case HASHED -> (this.resource != null && !this.resource.isOpen())
						? signAndWrite(signing, body, this.resource) : signAndWrite(signing, body);
				case CHUNKED -> signAndWriteChunked(signing, body);
				case AS_IS -> {
					signing.sign(null, this.credentials);
					yield super.writeWith(asIs(body));
				}
			};
		});
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		this.sentBody.setWritten();
		return Mono.defer(() -> {
			HttpHeadersSigning signing = signing();
			return switch (signing.body()) {
				case HASHED -> signAndWrite(signing, Flux.from(body).concatMap((buffers) -> buffers));
				case CHUNKED -> signAndWriteChunked(signing, Flux.from(body).concatMap((buffers) -> buffers, 1));
				case AS_IS -> {
					signing.sign(null, this.credentials);
					yield super.writeAndFlushWith(this.cancelTie.tieWritten(body)
						.map((buffers) -> Flux.<DataBuffer>from(buffers)
							.handle(SigningClientHttpRequest::withoutEmpty)));
				}
			};
		});
	}

	@Override
	public Mono<Void> setComplete() {
		return Mono.defer(() -> {
			if (!isCommitted()) {
				signing().sign(null, this.credentials);
			}
			return super.setComplete();
		});
	}

	/**
	 * A single buffer stays one: Reactor Netty sends its length, without which S3 takes
	 * no upload.
	 */
	private Publisher<DataBuffer> asIs(Publisher<? extends DataBuffer> body) {
		return (body instanceof Mono<? extends DataBuffer> single)
				? this.cancelTie.<DataBuffer>tieWritten(single).handle(SigningClientHttpRequest::withoutEmpty)
				: this.cancelTie.<DataBuffer>tieWritten(body).handle(SigningClientHttpRequest::withoutEmpty);
	}

	/**
	 * In chunked transfer coding a buffer without bytes is the end of the body: the JDK's
	 * client writes one for it, and another at the end, which whoever reads takes for the
	 * start of the next request.
	 */
	private static void withoutEmpty(DataBuffer buffer, SynchronousSink<DataBuffer> sink) {
		if (buffer.readableByteCount() > 0) {
			sink.next(buffer);
		}
		else {
			DataBufferUtils.release(buffer);
		}
	}

	private Mono<Void> signAndWrite(HttpHeadersSigning signing, Publisher<? extends DataBuffer> body) {
		return this.cancelTie.collect(body, this.service)
			.flatMap((bytes) -> this.cancelTie.isCancelled() ? Mono.never() : signAndWrite(signing, bytes));
	}

	private Mono<Void> signAndWrite(HttpHeadersSigning signing, Publisher<? extends DataBuffer> body,
			Resource resource) {
		return MeasuredResource.of(resource, this.cancelTie).flatMap((measured) -> {
			getHeaders().setContentLength(measured.length());
			signing.sign(measured.hash(), this.credentials);
			// Not a byte more than was announced, should the resource have grown
			return super.writeWith(
					DataBufferUtils.takeUntilByteCount(this.cancelTie.tieWritten(body), measured.length()));
		});
	}

	private Mono<Void> signAndWrite(HttpHeadersSigning signing, byte[] body) {
		String announced = getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
		String length = Integer.toString(body.length);
		if ((announced != null) ? !announced.equals(length) : body.length > 0) {
			getHeaders().set(HttpHeaders.CONTENT_LENGTH, length);
		}
		signing.signHashed(body, this.credentials);
		return (body.length > 0) ? super.writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(body)))
				: super.setComplete();
	}

	private Mono<Void> signAndWriteChunked(HttpHeadersSigning signing, Publisher<? extends DataBuffer> body) {
		long length = getHeaders().getContentLength();
		if (length == 0) {
			// Nothing to stream; should there be a byte after all, it is signed and sent
			return signAndWrite(signing, body);
		}
		Supplier<ChunkedEncoder> encoders = signing.signChunked(length, this.credentials);
		return super.writeWith(Flux.defer(() -> new ChunkedBody(encoders.get(), bufferFactory(), this.service)
			.encode(this.cancelTie.tieWritten(body))));
	}

	private HttpHeadersSigning signing() {
		if (RedirectedRequest.is(getDelegate())) {
			throw this.service
				.failure("The answer is a redirect, and the HTTP client follows it; the redirected request "
						+ "would take the session token to wherever it is sent, so it was not sent. Build the client with "
						+ "HttpRedirects.DONT_FOLLOW to see the redirect.", null);
		}
		return new HttpHeadersSigning(this.service, getMethod(), getURI(), this.wireUri, getHeaders(), getAttributes())
			.forAttempt(this.attempt)
			.toWire(NettyHeaders.of(getDelegate()));
	}

}
