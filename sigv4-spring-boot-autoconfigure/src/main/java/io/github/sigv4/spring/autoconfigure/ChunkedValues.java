package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.ChunkSigning;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Chunked;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Payload;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Trailer;

/**
 * What the properties of one service say of bodies in chunks.
 *
 * @param name the service's name
 * @param chunked its properties
 */
record ChunkedValues(String name, Chunked chunked) {

	/** Check what stands beside one value of {@code payload}. */
	void check(@Nullable Payload payload) {
		if (payload != Payload.CHUNKED) {
			throw new InvalidSigV4PropertyException(ServiceNames.property(this.name, "chunked"), null,
					"It says how bodies are sent in chunks, but they are not.",
					"Set " + ServiceNames.property(this.name, "payload") + " to chunked, or take it out.");
		}
		long chunkSize = this.chunked.chunkSize().toBytes();
		if (chunkSize < ChunkedPayload.MIN_CHUNK_SIZE || chunkSize > ChunkedPayload.MAX_CHUNK_SIZE) {
			throw invalid("chunk-size", this.chunked.chunkSize().toString(),
					"It has to be at least 8KB, which S3 demands, and at most 64MB, since a chunk is held in memory.",
					"Give a size such as 64KB.");
		}
		if (this.chunked.chunkSigning() == ChunkSigning.UNSIGNED && this.chunked.trailerChecksum() == Trailer.NONE) {
			throw invalid("trailer-checksum", "none", "S3 takes unsigned chunks with a checksum only.",
					"Use crc64nvme, crc32c, crc32, sha1 or sha256.");
		}
	}

	/** Return the form of such a body. */
	ChunkedPayload payload() {
		int chunkSize = (int) this.chunked.chunkSize().toBytes();
		Trailer trailer = this.chunked.trailerChecksum();
		if (trailer == Trailer.NONE) {
			return ChunkedPayload.signed(chunkSize);
		}
		TrailerChecksum checksum = TrailerChecksum.valueOf(trailer.name());
		return (this.chunked.chunkSigning() == ChunkSigning.SIGNED)
				? ChunkedPayload.signed(chunkSize).withTrailer(checksum) : ChunkedPayload.unsigned(chunkSize, checksum);
	}

	private InvalidSigV4PropertyException invalid(String key, String value, String reason, String fix) {
		return new InvalidSigV4PropertyException(ServiceNames.property(this.name, "chunked", key), value, reason, fix);
	}

}
