package io.github.sigv4.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.sigv4.ChunkSigner;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedChunk;

/**
 * What a line asks to be signed as a chunk of an {@code aws-chunked} body, or as the
 * trailer behind it, in the terms of the engine. The signature before it is taken as it
 * is given.
 */
final class BatchChunk {

	private final JsonFields line;

	private final JsonFields chunk;

	private final PayloadFields payload;

	BatchChunk(JsonFields line) {
		this.line = line;
		this.chunk = line.object("chunk");
		this.payload = new PayloadFields(this.chunk);
	}

	/**
	 * Sign the chunk.
	 * @throws BatchException if a field is missing or not what it has to be
	 */
	SignedChunk sign(SigV4Signer signer) {
		SigningFields signing = new SigningFields(this.line);
		ChunkSigner chunks = signer.chunkSigner(signing.settings(), signing.credentials(), signing.timestamp());
		String previousSignature = this.chunk.required("previous_signature");
		return switch (content()) {
			case "trailer" -> chunks.signTrailer(previousSignature, trailer());
			case "data_repeat" -> chunks.sign(previousSignature, this.payload.repeated("data_repeat"));
			default -> chunks.sign(previousSignature, data());
		};
	}

	/** The name of the field that has what is signed. */
	private String content() {
		List<String> contents = Stream.of("data", "data_b64", "data_repeat", "trailer")
			.filter(this.chunk::has)
			.map((name) -> name.equals("data_b64") ? "data" : name)
			.distinct()
			.toList();
		if (contents.size() != 1) {
			throw this.line.wrong("chunk", "has " + contents.size() + " of 'data', 'data_repeat' and 'trailer'. "
					+ "Give one of them; the last chunk is one with empty data.");
		}
		return contents.get(0);
	}

	private PayloadHash data() {
		return PayloadHash.of(Objects.requireNonNull(this.payload.bytes("data")));
	}

	private List<Map.Entry<String, String>> trailer() {
		List<Map.Entry<String, String>> trailer = new ArrayList<>();
		this.chunk.forEachPair("trailer", (name, value) -> trailer.add(Map.entry(name, value)));
		return trailer;
	}

}
