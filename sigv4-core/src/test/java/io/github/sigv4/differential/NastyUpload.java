package io.github.sigv4.differential;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.TrailerChecksum;

/**
 * An upload to S3 that the generator made, with how its body is to be sent: plain fields,
 * as those of {@link NastyRequest}.
 */
final class NastyUpload {

	/** The request, without the headers that announce the chunks. */
	final NastyRequest request;

	byte[] body = new byte[0];

	int chunkSize = 8192;

	boolean signed = true;

	@Nullable TrailerChecksum trailer;

	/** The encoding that the body has already. */
	@Nullable String contentEncoding;

	/** How many bytes come at once; after the last, the first again. */
	List<Integer> pieces = List.of(Integer.MAX_VALUE);

	NastyUpload(NastyRequest request) {
		this.request = request;
	}

	/** The trailer that there has to be. */
	TrailerChecksum requiredTrailer() {
		return Objects.requireNonNull(this.trailer);
	}

	SigningAlgorithm algorithm() {
		return (this.request.regionSet != null) ? SigningAlgorithm.SIGV4A : SigningAlgorithm.SIGV4;
	}

	ChunkedPayload payload() {
		if (!this.signed) {
			return ChunkedPayload.unsigned(this.chunkSize, requiredTrailer());
		}
		ChunkedPayload payload = ChunkedPayload.signed(this.chunkSize);
		return (this.trailer != null) ? payload.withTrailer(this.trailer) : payload;
	}

	/** Encode the body as it comes in its pieces, in an array that is reused. */
	byte[] encodeWith(SigV4Signer signer, String seed) {
		ChunkedEncoder encoder = payload().encoder(seed,
				signer.chunkSigner(this.request.settings(), this.request.credentials(), this.request.instant));
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		byte[] buffer = new byte[this.body.length + 2];
		int from = 0;
		for (int i = 0; from < this.body.length; i++) {
			int length = Math.min(this.pieces.get(i % this.pieces.size()), this.body.length - from);
			System.arraycopy(this.body, from, buffer, 1, length);
			encoder.update(buffer, 1, length, out::write);
			from += length;
		}
		encoder.finish(out::write);
		return out.toByteArray();
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%d bytes%s in %s chunks of %d with %s, in pieces of %s, of%n%s",
				this.body.length, (this.contentEncoding != null) ? " of " + this.contentEncoding : "",
				this.signed ? "signed" : "unsigned", this.chunkSize,
				(this.trailer != null) ? this.trailer : "no checksum", this.pieces, this.request);
	}

}
