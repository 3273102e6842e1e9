package io.github.sigv4.differential;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.github.sigv4.differential.NastyRequest.Field;
import io.github.sigv4.differential.NastyRequest.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Judges the judge: by AWS's published examples, and by what a generator must be.
 */
class ReferenceSignerTests {

	@Test
	void shouldSignListUsersAsPublished() {
		NastyRequest request = new NastyRequest(0, 0);
		request.authority = "iam.amazonaws.com";
		request.query = "Version=2010-05-08&Action=ListUsers";
		request.fields.add(new Field("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
		request.service = "iam";
		request.region = "us-east-1";
		request.contentSha256Header = false;
		request.secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
		request.instant = Instant.parse("2015-08-30T12:36:00Z");
		assertThat(ReferenceSigner.sign(request).signature())
			.isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
	}

	@Test
	void shouldSignAnUploadToS3AsPublished() {
		NastyRequest request = s3();
		request.method = "PUT";
		request.path = "/test$file.text";
		request.fields.add(new Field("Date", "Fri, 24 May 2013 00:00:00 GMT"));
		request.fields.add(new Field("x-amz-storage-class", "REDUCED_REDUNDANCY"));
		request.chosenHeaders.add("date");
		request.payload = Payload.BODY;
		request.body = "Welcome to Amazon S3.".getBytes(StandardCharsets.US_ASCII);
		assertThat(ReferenceSigner.sign(request).signature())
			.isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
	}

	@Test
	void shouldPresignAnObjectOfS3AsPublished() {
		NastyRequest request = s3();
		request.path = "/test.txt";
		request.presign = true;
		request.expires = Duration.ofDays(1);
		assertThat(ReferenceSigner.sign(request).result())
			.endsWith("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
	}

	@Test
	void whenMadeFromTheSameSeedThenTheRequestIsTheSame() {
		for (long index = 0; index < 100; index++) {
			assertThat(NastyRequests.make(7, index)).hasToString(NastyRequests.make(7, index).toString());
			assertThat(NastyRequests.make(7, index).toString()).isNotEqualTo(NastyRequests.make(8, index).toString());
		}
	}

	private static NastyRequest s3() {
		NastyRequest request = new NastyRequest(0, 0);
		request.authority = "examplebucket.s3.amazonaws.com";
		request.service = "s3";
		request.region = "us-east-1";
		request.normalizePath = false;
		request.doubleEncodePath = false;
		request.signedPresignedPayload = false;
		request.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
		request.secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
		request.instant = Instant.parse("2013-05-24T00:00:00Z");
		return request;
	}

}
