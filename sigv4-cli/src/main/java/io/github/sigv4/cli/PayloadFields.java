package io.github.sigv4.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;

/**
 * Bytes among the fields of a JSON object: as text, as base64, or as a text so many
 * times.
 */
final class PayloadFields {

	/** What S3 takes in one request, and some seconds of hashing. */
	private static final long MAX_REPEATED = 5L * 1024 * 1024 * 1024;

	/** The bytes that are hashed at a time. */
	private static final int PIECE = 64 * 1024;

	private final JsonFields fields;

	PayloadFields(JsonFields fields) {
		this.fields = fields;
	}

	/**
	 * Return the bytes of a text, or those in base64 in the field with {@code _b64}
	 * behind its name.
	 */
	@Nullable ByteBuffer bytes(String name) {
		ByteBuffer text = text(name);
		ByteBuffer decoded = decoded(name + "_b64");
		if (text != null && decoded != null && !text.equals(decoded)) {
			throw this.fields.wrong(name, "has other bytes than '" + name + "_b64'. Give one of them.");
		}
		return (text != null) ? text : decoded;
	}

	private @Nullable ByteBuffer text(String name) {
		String text = this.fields.text(name);
		return (text != null) ? utf8(name, text) : null;
	}

	private ByteBuffer utf8(String name, String text) {
		try {
			return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
		}
		catch (CharacterCodingException ex) {
			throw this.fields.wrong(name, "has half of a surrogate pair, which is not UTF-8. "
					+ "Give bytes that are not text in base64, as 'body_b64' or 'chunk.data_b64'.");
		}
	}

	private @Nullable ByteBuffer decoded(String name) {
		String base64 = this.fields.text(name);
		try {
			return (base64 != null) ? ByteBuffer.wrap(Base64.getDecoder().decode(base64)) : null;
		}
		catch (IllegalArgumentException ex) {
			throw this.fields.wrong(name, "is not base64. Use the alphabet with '+' and '/', and no line ends.");
		}
	}

	/** Return the hash of a text so many times, which is never in memory as a whole. */
	PayloadHash repeated(String name) {
		String type = "an array of a string and how many times it is there, as [\"a\",65536]";
		List<?> pair = this.fields.array(name, type);
		if (!(pair.size() == 2 && pair.get(0) instanceof String text
				&& (pair.get(1) instanceof Integer || pair.get(1) instanceof Long))) {
			throw this.fields.wrongType(name, type);
		}
		ByteBuffer utf8 = utf8(name, text);
		long times = ((Number) pair.get(1)).longValue();
		long most = MAX_REPEATED / Math.max(1, utf8.remaining());
		if (times < 0 || times > most) {
			throw this.fields.wrong(name,
					"needs a count from 0 to " + most + ". No more than " + MAX_REPEATED + " bytes are hashed.");
		}
		return hash(utf8, times);
	}

	private static PayloadHash hash(ByteBuffer text, long times) {
		int timesInPiece = (int) Math.min(times, 1 + PIECE / Math.max(1, text.remaining()));
		ByteBuffer piece = ByteBuffer.allocate(timesInPiece * text.remaining());
		while (piece.hasRemaining()) {
			piece.put(text.duplicate());
		}
		MessageDigest sha256 = sha256();
		long left = times;
		while (left > timesInPiece) {
			sha256.update(piece.array());
			left -= timesInPiece;
		}
		sha256.update(piece.array(), 0, (int) left * text.remaining());
		return PayloadHash.of(sha256);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
