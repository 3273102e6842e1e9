package io.github.sigv4.spring.webclient;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;

/**
 * A request that signs itself when its body is written, which is when its headers are
 * known. It hides the zero-copy writing of files, whose bytes nobody would see.
 */
final class SigningClientHttpRequest extends ClientHttpRequestDecorator {

	private final SigV4Service service;

	private final SigV4Credentials credentials;

	private final CancelTie cancelTie;

	SigningClientHttpRequest(ClientHttpRequest delegate, SigV4Service service, SigV4Credentials credentials,
			CancelTie cancelTie) {
		super(delegate);
		this.service = service;
		this.credentials = credentials;
		this.cancelTie = cancelTie;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return Mono.defer(() -> {
			if (HttpHeadersSigning.needsPayloadHash(this.service, getHeaders(), getAttributes())) {
				return signAndWrite(body);
			}
			sign(null);
			return super.writeWith(this.cancelTie.tieWritten(body));
		});
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return Mono.defer(() -> {
			if (HttpHeadersSigning.needsPayloadHash(this.service, getHeaders(), getAttributes())) {
				return signAndWrite(Flux.from(body).concatMap((buffers) -> buffers));
			}
			sign(null);
			return super.writeAndFlushWith(this.cancelTie.tieWritten(body));
		});
	}

	@Override
	public Mono<Void> setComplete() {
		return Mono.defer(() -> {
			if (!isCommitted()) {
				sign(null);
			}
			return super.setComplete();
		});
	}

	private Mono<Void> signAndWrite(Publisher<? extends DataBuffer> body) {
		return this.cancelTie.tieCollected(body)
			.collect(() -> new BodyBytes(this.service), BodyBytes::add)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.flatMap((bytes) -> signAndWrite(bytes.toByteArray()));
	}

	private Mono<Void> signAndWrite(byte[] body) {
		if (body.length > 0 || getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH) != null) {
			getHeaders().setContentLength(body.length);
		}
		sign(PayloadHash.of(body));
		return (body.length > 0) ? super.writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(body)))
				: super.setComplete();
	}

	private void sign(@Nullable PayloadHash payload) {
		HttpHeadersSigning.sign(this.service, getMethod(), getURI(), getHeaders(), getAttributes(), payload,
				this.credentials);
	}

}
