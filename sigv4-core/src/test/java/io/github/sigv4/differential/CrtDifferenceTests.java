package io.github.sigv4.differential;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.sigv4.SigV4Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each of the {@linkplain CrtDifference differences} to AWS's Common Runtime, on purpose:
 * it has another answer, or none, where ours is the reference's.
 */
class CrtDifferenceTests {

	private static final Map<CrtDifference, Consumer<NastyRequest>> EXAMPLES = examples();

	private final SigV4Signer signer = SigV4Signer.create();

	private static Map<CrtDifference, Consumer<NastyRequest>> examples() {
		Map<CrtDifference, Consumer<NastyRequest>> examples = new EnumMap<>(CrtDifference.class);
		examples.put(CrtDifference.SIGNS_HEADERS_THAT_WE_DO_NOT, (request) -> field(request, "Via", "1.1 proxy"));
		examples.put(CrtDifference.REFUSES_HEADERS_THAT_IT_ADDS, (request) -> field(request, "X-Amz-Date", "old"));
		examples.put(CrtDifference.REFUSES_PARAMETERS_THAT_IT_ADDS, (request) -> {
			presign(request);
			request.query = "a=b&X-Amz-Signature=00";
		});
		examples.put(CrtDifference.SIGNS_AN_UNCANONICAL_PATH, (request) -> {
			request.doubleEncodePath = false;
			request.path = "/a%7eb";
		});
		examples.put(CrtDifference.FAILS_ON_MALFORMED_ESCAPES, (request) -> request.query = "a=%zz");
		examples.put(CrtDifference.SIGNS_PARAMETERS_WITHOUT_A_NAME, (request) -> request.query = "a=b&=c");
		examples.put(CrtDifference.TAKES_A_COLON_AND_A_SLASH_IN_THE_QUERY_FOR_A_SCHEME,
				(request) -> request.query = "a=:/b");
		examples.put(CrtDifference.TAKES_A_COLON_AND_A_SLASH_IN_THE_PATH_FOR_A_SCHEME,
				(request) -> request.path = "/arn:/b");
		examples.put(CrtDifference.REFUSES_PARAMETERS_IN_ANY_CASE, (request) -> request.query = "x-amz-date=1");
		examples.put(CrtDifference.ALWAYS_ADDS_CONTENT_SHA256_FOR_LATTICE, (request) -> {
			presign(request);
			request.service = "vpc-lattice-svcs";
			request.signedPresignedPayload = false;
			request.preset = true;
		});
		examples.put(CrtDifference.DROPS_CONTENT_SHA256_FROM_A_URL, (request) -> {
			presign(request);
			field(request, "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
		});
		examples.put(CrtDifference.KNOWS_NO_TIME_BEFORE_1970,
				(request) -> request.instant = Instant.parse("1969-07-20T20:17:40Z"));
		return examples;
	}

	private static void field(NastyRequest request, String name, String value) {
		request.fields.add(new NastyRequest.Field(name, value));
	}

	private static void presign(NastyRequest request) {
		request.presign = true;
		request.expires = Duration.ofMinutes(1);
	}

	@ParameterizedTest
	@EnumSource
	void shouldDifferOnPurpose(CrtDifference difference) {
		NastyRequest request = new NastyRequest(0, 0);
		assertThat(signatureOfCrt(request)).as("without it").isEqualTo(request.signWith(this.signer).signature());
		NastyRequest different = new NastyRequest(0, 0);
		Objects.requireNonNull(EXAMPLES.get(difference)).accept(different);
		String ours = different.signWith(this.signer).signature();
		assertThat(new CrtOracle(different).differences()).contains(difference);
		assertThat(ours).isEqualTo(ReferenceSigner.sign(different).signature());
		assertThat(signatureOfCrt(different)).isNotEqualTo(ours);
	}

	private static String signatureOfCrt(NastyRequest request) {
		try {
			return CrtOracle.verbatim(request).sign().signature();
		}
		catch (IllegalStateException ex) {
			return "refused";
		}
	}

}
