package io.github.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * Decodes a body until something is wrong with it, then swallows the rest.
 */
final class ChunkedBodyVerifier extends BodyVerifier {

	private final Verification headers;

	private final ChunkedDecoder decoder;

	private @Nullable Verification refusal;

	/**
	 * Start to decode.
	 * @param headers what was found in the headers, which are right
	 * @param decoder decodes the body
	 */
	ChunkedBodyVerifier(Verification headers, ChunkedDecoder decoder) {
		this.headers = headers;
		this.decoder = decoder;
	}

	@Override
	public @Nullable Verification refusal() {
		return this.refusal;
	}

	@Override
	<E extends Exception> void take(byte[] bytes, int offset, int length, ByteSink<E> sink) throws E {
		if (this.refusal != null) {
			return;
		}
		try {
			this.decoder.update(bytes, offset, length, sink);
		}
		catch (RefusedException ex) {
			this.refusal = this.headers.refused(ex);
		}
	}

	@Override
	Verification end() {
		if (this.refusal != null) {
			return this.refusal;
		}
		try {
			this.decoder.finish();
			return this.headers;
		}
		catch (RefusedException ex) {
			return this.headers.refused(ex);
		}
	}

	@Override
	public long decodedLength() {
		return this.decoder.decodedLength();
	}

	@Override
	public @Nullable PayloadHash hash() {
		return null;
	}

}
