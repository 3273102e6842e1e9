package io.github.sigv4.differential;

import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

import io.github.sigv4.TrailerChecksum;

/**
 * What can be nasty about an upload. Each is read off the finished upload, not claimed by
 * the generator.
 */
enum UploadNastiness {

	SIGNED_CHUNKS((upload) -> upload.signed),

	UNSIGNED_CHUNKS((upload) -> !upload.signed),

	ASYMMETRIC((upload) -> upload.request.regionSet != null),

	ASYMMETRIC_WITH_SIGNED_CHUNKS((upload) -> upload.request.regionSet != null && upload.signed),

	ASYMMETRIC_FOR_ALL_REGIONS((upload) -> "*".equals(upload.request.regionSet)),

	ASYMMETRIC_FOR_SEVERAL_REGIONS(
			(upload) -> upload.request.regionSet != null && upload.request.regionSet.contains(",")),

	TRAILER_NONE((upload) -> upload.trailer == null),

	TRAILER_CRC32((upload) -> upload.trailer == TrailerChecksum.CRC32),

	TRAILER_CRC32C((upload) -> upload.trailer == TrailerChecksum.CRC32C),

	TRAILER_CRC64NVME((upload) -> upload.trailer == TrailerChecksum.CRC64NVME),

	TRAILER_SHA1((upload) -> upload.trailer == TrailerChecksum.SHA1),

	TRAILER_SHA256((upload) -> upload.trailer == TrailerChecksum.SHA256),

	BODY_EMPTY((upload) -> upload.body.length == 0),

	BODY_OF_ONE_BYTE((upload) -> upload.body.length == 1),

	BODY_ONE_BYTE_SHORT_OF_A_CHUNK((upload) -> upload.body.length == upload.chunkSize - 1),

	BODY_OF_ONE_CHUNK((upload) -> upload.body.length == upload.chunkSize),

	BODY_ONE_BYTE_MORE_THAN_A_CHUNK((upload) -> upload.body.length == upload.chunkSize + 1),

	BODY_OF_WHOLE_CHUNKS((upload) -> upload.body.length > upload.chunkSize && rest(upload) == 0),

	BODY_OF_CHUNKS_AND_A_REST((upload) -> upload.body.length > upload.chunkSize + 1 && rest(upload) > 0),

	CHUNK_SMALLEST((upload) -> upload.chunkSize == 8192),

	CHUNK_OF_ODD_SIZE((upload) -> upload.chunkSize % 2 == 1),

	CHUNK_LARGE((upload) -> upload.chunkSize >= 65_535),

	SIZE_WITH_LETTERS((upload) -> Patterns.find("[a-f]", Integer.toHexString(rest(upload)))),

	SIZE_OF_ONE_DIGIT((upload) -> rest(upload) > 0 && rest(upload) < 16),

	PIECE_WHOLE((upload) -> upload.body.length > 0 && upload.pieces.get(0) == Integer.MAX_VALUE),

	PIECES_OF_A_CHUNK((upload) -> comesInPieces(upload) && upload.pieces.get(0) == upload.chunkSize),

	PIECES_WITH_EMPTY_ONES((upload) -> comesInPieces(upload) && upload.pieces.contains(0)),

	PIECES_SMALL((upload) -> comesInPieces(upload) && upload.pieces.stream().allMatch((piece) -> piece < 400)),

	PIECES_LARGER_THAN_A_CHUNK((upload) -> upload.body.length > upload.chunkSize
			&& upload.pieces.stream().anyMatch((piece) -> piece > upload.chunkSize && piece < upload.body.length)),

	ENCODED_ALREADY((upload) -> upload.contentEncoding != null),

	ENCODED_TWICE_ALREADY((upload) -> upload.contentEncoding != null && upload.contentEncoding.contains(",")),

	CONTENT_ENCODING_SIGNED((upload) -> ReferenceSigner.signs(upload.request, "content-encoding")),

	CONTENT_ENCODING_NOT_SIGNED((upload) -> !ReferenceSigner.signs(upload.request, "content-encoding")),

	CONTENT_LENGTH_SIGNED((upload) -> ReferenceSigner.signs(upload.request, "content-length")),

	HEADER_CONTENT_TYPE((upload) -> upload.request.header("content-type") != null),

	HEADER_META((upload) -> upload.request.fields.stream()
		.anyMatch((field) -> field.lowerCaseName().startsWith("x-amz-meta-"))),

	KEY_NOT_CANONICAL((upload) -> !ReferenceSigner.canonicalPath(upload.request.sentPath(), false, false)
		.equals(upload.request.sentPath())),

	KEY_WITH_DOT_SEGMENT((upload) -> Patterns.find("/\\.{1,2}(/|$)", upload.request.path)),

	QUERY((upload) -> upload.request.query != null),

	TOKEN((upload) -> upload.request.sessionToken != null),

	TOKEN_NONE((upload) -> upload.request.sessionToken == null),

	TIME_MIDNIGHT((upload) -> time(upload).toLocalTime().equals(LocalTime.MIDNIGHT)),

	TIME_LAST_SECOND_OF_DAY((upload) -> time(upload).toLocalTime().isAfter(LocalTime.of(23, 59, 58))),

	TIME_LEAP_DAY((upload) -> MonthDay.of(2, 29).equals(MonthDay.from(time(upload)))),

	TIME_FRACTION_OF_SECOND(
			(upload) -> !upload.request.instant.equals(upload.request.instant.truncatedTo(ChronoUnit.SECONDS)));

	@SuppressWarnings("ImmutableEnumChecker")
	private final Predicate<NastyUpload> predicate;

	UploadNastiness(Predicate<NastyUpload> predicate) {
		this.predicate = predicate;
	}

	static Set<UploadNastiness> of(NastyUpload upload) {
		Set<UploadNastiness> found = EnumSet.noneOf(UploadNastiness.class);
		for (UploadNastiness nastiness : values()) {
			if (nastiness.predicate.test(upload)) {
				found.add(nastiness);
			}
		}
		return found;
	}

	/** How many bytes the last chunk with any has, if it is not full. */
	private static int rest(NastyUpload upload) {
		return upload.body.length % upload.chunkSize;
	}

	private static boolean comesInPieces(NastyUpload upload) {
		return upload.body.length > upload.pieces.get(0);
	}

	private static OffsetDateTime time(NastyUpload upload) {
		return upload.request.instant.atOffset(ZoneOffset.UTC);
	}

}
