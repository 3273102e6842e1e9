package io.github.sigv4;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What AWS publishes, at all three layers: a failure says which one differs.
 */
class PublishedExamplesTests {

	private final SigV4Signer signer = SigV4Signer.create();

	static List<PublishedExample> examples() {
		return PublishedExample.all();
	}

	@ParameterizedTest
	@MethodSource("examples")
	void shouldSignAsPublished(PublishedExample example) {
		SignedRequest signed = example.sign(this.signer);
		assertThat(signed.canonicalRequest()).as("canonical request").isEqualTo(example.canonicalRequest());
		assertThat(signed.stringToSign()).as("string to sign").isEqualTo(example.stringToSign());
		assertThat(signed.signature()).as("signature").isEqualTo(example.signature());
	}

	@ParameterizedTest
	@MethodSource("examples")
	void shouldPutThePublishedSignatureWhereItIsSent(PublishedExample example) {
		SignedRequest signed = example.sign(this.signer);
		if (example.required("kind").equals("query")) {
			assertThat(signed.presignedUrl())
				.startsWith("https://" + example.canonicalRequest()
					.lines()
					.filter((line) -> line.startsWith("host:"))
					.findFirst()
					.orElseThrow()
					.substring("host:".length()) + "/")
				.endsWith("&X-Amz-Signature=" + example.signature());
			assertThat(signed.authorization()).isNull();
		}
		else {
			String[] lines = example.canonicalRequest().split("\n", -1);
			assertThat(signed.authorization()).isEqualTo("AWS4-HMAC-SHA256 Credential="
					+ example.required("access-key-id") + "/" + example.stringToSign().split("\n", -1)[2]
					+ ", SignedHeaders=" + lines[lines.length - 2] + ", Signature=" + example.signature());
			assertThat(signed.presignedUrl()).isNull();
		}
	}

	@Test
	void shouldFindEveryExample() {
		assertThat(examples()).hasSizeGreaterThanOrEqualTo(12);
	}

	@Test
	void shouldDeriveTheThreeSigningKeysThatArePublished() {
		assertThat(signingKey("2015-08-30"))
			.isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
		assertThat(signingKey("2012-02-15"))
			.isEqualTo("f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
		assertThat(signingKey("2011-09-09"))
			.isEqualTo("98f1d889fec4f4421adc522bab0ce1f82e6929c262ed15e5a94c90efd1e3b0e7");
	}

	/** The engine keeps a key in HMAC's padded form; its first 32 bytes are the key. */
	private static String signingKey(String day) {
		SigV4Credentials credentials = SigV4Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
		SigningKey key = new SigningKeyCache().get(credentials, LocalDate.parse(day).toEpochDay(),
				SigningSettings.forService("iam", "us-east-1"));
		ByteBuilder padded = new ByteBuilder(64);
		key.start(padded);
		byte[] bytes = Arrays.copyOf(padded.array(), 32);
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] ^= 0x36;
		}
		return HexFormat.of().formatHex(bytes);
	}

}
