package io.github.sigv4.differential;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.differential.NastyRequest.Field;

/**
 * Makes random uploads to S3 out of the requests of {@link NastyRequests}: their keys,
 * headers, credentials and times, with a body that is sent in chunks. One seed and one
 * index always make the same upload.
 */
final class NastyUploads {

	private static final int KIB = 1024;

	/** Those that the chunks set themselves, and those that no such request has. */
	private static final Set<String> DROPPED = Set.of("authorization", "content-encoding", "content-length",
			"transfer-encoding", "x-amz-content-sha256", "x-forwarded-for");

	private static final List<String> BUCKETS = List.of("bucket.s3.eu-west-1.amazonaws.com", "s3.us-west-2.example",
			"my.bucket.s3.amazonaws.com", "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com");

	private static final List<Field> HEADERS = List.of(new Field("Content-Type", "text/csv; charset=utf-8"),
			new Field("x-amz-storage-class", "STANDARD_IA"), new Field("X-Amz-Meta-Size", "größer  als"),
			new Field("x-amz-tagging", "a=b&c=d"), new Field("x-amz-sdk-checksum-algorithm", "CRC32"),
			new Field("x-amz-server-side-encryption", "aws:kms"), new Field("If-None-Match", "*"));

	private static final List<String> REGION_SETS = List.of("*", "us-*", "eu-west-1", "us-east-1,eu-*,ap-southeast-7");

	private final NastyUpload upload;

	private final Random random;

	private NastyUploads(long seed, long index) {
		this.upload = new NastyUpload(NastyRequests.make(seed, index));
		this.random = new Random((seed ^ 0x5DEECE66DL) + index * 0x9E3779B97F4A7C15L);
	}

	static NastyUpload make(long seed, long index) {
		NastyUploads uploads = new NastyUploads(seed, index);
		uploads.request();
		uploads.upload.request.regionSet = uploads.chance(25) ? uploads.pick(REGION_SETS) : null;
		uploads.payload(uploads.chunkSize(), 5);
		return uploads.upload;
	}

	/** An upload as the signer for Java signs and sends it. */
	static NastyUpload makeForSdk(long seed, long index, int chunkSize) {
		NastyUploads uploads = new NastyUploads(seed, index);
		uploads.request();
		uploads.upload.request.allHeaders = true;
		uploads.upload.request.chosenHeaders.clear();
		uploads.payload(chunkSize, 2);
		return uploads.upload;
	}

	private void request() {
		NastyRequest request = this.upload.request;
		request.method = "PUT";
		request.service = chance(80) ? "s3" : pick(List.of("s3-outposts", "s3-object-lambda"));
		request.preset = true;
		NastyRequests.takeRulesOfTheService(request);
		request.signedToken = true;
		request.scheme = "https";
		request.authority = chance(80) ? pick(BUCKETS) : request.authority;
		// A URL that is presigned already is refused
		request.query = (chance(20) && !request.presign) ? request.query
				: chance(30) ? "partNumber=2&uploadId=VXBsb2FkIElE.-_~" : null;
		request.presign = false;
		request.expires = null;
		request.dropBody();
		request.instant = request.instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : request.instant;
		request.fields.removeIf((field) -> DROPPED.contains(field.lowerCaseName()));
		while (chance(40)) {
			request.fields.add(pick(HEADERS));
		}
		for (String name : List.of("content-encoding", "content-length")) {
			if (chance(30)) {
				request.chosenHeaders.add(name);
			}
		}
	}

	private int chunkSize() {
		int percent = this.random.nextInt(100);
		if (percent < 40) {
			return 8 * KIB;
		}
		return (percent < 85) ? 8 * KIB + this.random.nextInt(8 * KIB + 1)
				: pick(List.of(64 * KIB, 64 * KIB - 1, 100_000, 128 * KIB));
	}

	private void payload(int chunkSize, int mostChunks) {
		this.upload.chunkSize = chunkSize;
		this.upload.signed = chance(75);
		this.upload.trailer = (this.upload.signed && chance(25)) ? null : pick(List.of(TrailerChecksum.values()));
		this.upload.contentEncoding = chance(70) ? null : pick(List.of("gzip", "br", "zstd", "gzip, br", "GZIP"));
		this.upload.body = new byte[length(chunkSize, mostChunks)];
		this.random.nextBytes(this.upload.body);
		this.upload.pieces = switch (this.random.nextInt(6)) {
			case 0 -> List.of(Integer.MAX_VALUE);
			case 1 -> List.of(chunkSize);
			case 2 -> List.of(8 * KIB);
			case 3 -> List.of(1, 0, chunkSize - 1, chunkSize + 1);
			case 4 -> List.of(1 + this.random.nextInt(100), this.random.nextInt(300));
			default -> this.random.ints(5, 1, 3 * chunkSize).boxed().toList();
		};
	}

	private int length(int chunkSize, int mostChunks) {
		int chunks = 2 + this.random.nextInt((chunkSize > 20 * KIB) ? 2 : mostChunks - 1);
		return switch (this.random.nextInt(10)) {
			case 0 -> 0;
			case 1 -> 1;
			case 2 -> chunkSize - 1;
			case 3 -> chunkSize;
			case 4 -> chunkSize + 1;
			case 5 -> chunks * chunkSize;
			case 6, 7 -> chunks * chunkSize + this.random.nextInt(chunkSize);
			// Around where the size in hexadecimal digits gets another one
			case 8 -> pick(List.of(9, 10, 15, 16, 17, 255, 256, 257, 4095, 4096));
			default -> this.random.nextInt(chunkSize);
		};
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private <T> T pick(List<T> from) {
		return from.get(this.random.nextInt(from.size()));
	}

}
