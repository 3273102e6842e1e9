package io.github.sigv4.differential;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningUtils;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.Verification;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.differential.NastyRequest.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signature Version 4A between the engine and AWS's Common Runtime, in both directions: a
 * signature is another one each time, so each side verifies the other's. Seed, count and
 * index are those of {@link DifferentialTests}.
 */
class SigV4aDifferentialTests {

	/** Somewhat more than the thousand that can be asked. */
	private static final long COUNT = DifferentialTests.COUNT / 20;

	private static final List<String> REGION_SETS = List.of("*", "us-*", "eu-west-1", "us-east-1,eu-*,ap-southeast-7",
			"*-gov-*", "us-east-1,us-west-2");

	private static final Map<String, ReferenceCurve.Point> PUBLIC_POINTS = new ConcurrentHashMap<>();

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void shouldSignSoThatTheCommonRuntimeVerifies() {
		run("verifies ours", (request) -> {
			SignedRequest ours = request.signWith(this.signer);
			String refusal = refusal(request, ours, ours.signature());
			if (refusal != null) {
				return refusal + " of\n" + ours.canonicalRequest();
			}
			String damaged = damaged(ours.signature());
			return (refusal(request, ours, damaged) != null) ? null : "accepts the damaged signature " + damaged;
		});
	}

	/** Return why it refuses a signature. */
	private static @Nullable String refusal(NastyRequest request, SignedRequest ours, String signature) {
		ReferenceCurve.Point point = PUBLIC_POINTS.computeIfAbsent(request.accessKeyId + " " + request.secretAccessKey,
				(key) -> ReferenceCurve
					.publicPoint(ReferenceCurve.privateValue(request.accessKeyId, request.secretAccessKey)));
		byte[] digits = signature.getBytes(StandardCharsets.US_ASCII);
		CrtOracle oracle = new CrtOracle(request);
		try (AwsSigningConfig config = oracle.config()) {
			boolean verified = hasFourBytes(ours.canonicalRequest())
					? AwsSigningUtils.verifyRawSha256EcdsaSignature(
							ours.stringToSign().getBytes(StandardCharsets.US_ASCII), digits, point.xHex(), point.yHex())
					: AwsSigningUtils.verifySigv4aEcdsaSignature(oracle.unsigned(), ours.canonicalRequest(), config,
							digits, point.xHex(), point.yHex());
			return verified ? null : "not verified";
		}
		catch (CrtRuntimeException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	/** These it takes from Java in another encoding than UTF-8. */
	private static boolean hasFourBytes(String text) {
		return text.chars().anyMatch((c) -> Character.isSurrogate((char) c));
	}

	/** Another last digit, which is one of the signature's second number. */
	private static String damaged(String signature) {
		int last = signature.length() - 1;
		return signature.substring(0, last) + ((signature.charAt(last) != '0') ? '0' : '1');
	}

	@Test
	void shouldVerifyWhatTheCommonRuntimeSigns() {
		run("is verified by us", (request) -> {
			HttpRequest signed = new CrtOracle(request).result().getSignedRequest();
			SigV4Verifier verifier = verifier(request);
			Verification verification = verify(verifier, request, signed, (text) -> text);
			if (!verification.isVerified()) {
				return verification + " of\n" + verification.canonicalRequest();
			}
			List<Outcome> outcomes = List.of(
					verify(verifier, request, signed, SigV4aDifferentialTests::damageSignature).outcome(),
					verify(verifier, request, signed, SigV4aDifferentialTests::changeRegions).outcome());
			return outcomes.stream().allMatch(Outcome.SIGNATURE_MISMATCH::equals) ? null
					: "damaged, and the outcomes are " + outcomes;
		});
	}

	private static String damageSignature(String text) {
		int from = text.indexOf("Signature=") + "Signature=".length();
		int end = text.indexOf('&', from);
		int to = (end >= 0) ? end : text.length();
		return text.contains("Signature=")
				? text.substring(0, from) + damaged(text.substring(from, to)) + text.substring(to) : text;
	}

	private static String changeRegions(String text) {
		return text.replaceAll("^X-Amz-Region-Set: .*", "X-Amz-Region-Set: af-south-1")
			.replaceAll("(?<=[?&])X-Amz-Region-Set=[^&]*", "X-Amz-Region-Set=af-south-1");
	}

	private static SigV4Verifier verifier(NastyRequest request) {
		SigV4Credentials credentials = SigV4Credentials.of(request.accessKeyId, request.secretAccessKey,
				request.sessionToken);
		return SigV4Verifier.builder((id) -> id.equals(request.accessKeyId) ? credentials : null)
			.signingName(request.service)
			.build();
	}

	/** Verify what was signed after a change to its target and to each header line. */
	private static Verification verify(SigV4Verifier verifier, NastyRequest request, HttpRequest signed,
			UnaryOperator<String> change) {
		SigV4Request.Builder received = SigV4Request.forTarget(signed.getMethod(),
				change.apply(signed.getEncodedPath()));
		for (HttpHeader header : signed.getHeaders()) {
			String line = change.apply(header.getName() + ": " + header.getValue());
			int colon = line.indexOf(':');
			received.header(line.substring(0, colon), line.substring(colon + 2));
		}
		return verifier.verify(received.build(), PayloadHash.literal(ReferenceSigner.payloadHash(request)),
				Instant.ofEpochSecond(request.instant.getEpochSecond()));
	}

	private static void run(String title, Judge judge) {
		Score<CrtDifference> score = new Score<>("AWS's Common Runtime", CrtDifference.class);
		DifferentialTests.indexes(COUNT).forEach((index) -> {
			NastyRequest request = verifiable(NastyRequests.make(DifferentialTests.SEED, index));
			CrtOracle oracle = new CrtOracle(request);
			String failure = null;
			try {
				failure = oracle.canAnswer() ? judge.failure(request) : null;
			}
			catch (RuntimeException ex) {
				failure = DifferentialTests.thrown(ex);
			}
			score.add(request, oracle.differences(), oracle.canAnswer(), failure);
		});
		score.print("SigV4A, the Common Runtime " + title + ": seed " + DifferentialTests.SEED);
		score.assertAgreed();
		if (DifferentialTests.INDEX == null && COUNT >= 1300) {
			assertThat(score.asked()).as("Asked of the Common Runtime").isGreaterThanOrEqualTo(1000);
		}
	}

	/** Only what follows the rules of its service can be verified. */
	private static NastyRequest verifiable(NastyRequest request) {
		request.regionSet = REGION_SETS.get((int) (request.index % REGION_SETS.size()));
		request.preset = true;
		NastyRequests.takeRulesOfTheService(request);
		request.instant = request.instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : request.instant;
		if (!request.signedPayload || (request.presign && !request.signedPresignedPayload)) {
			request.payload = Payload.NOT_GIVEN;
			request.fields.removeIf((field) -> field.lowerCaseName().equals("x-amz-content-sha256"));
		}
		Set<String> replaced = Set.of("x-amz-date", "x-amz-security-token");
		request.fields.removeIf((field) -> field.lowerCaseName().startsWith("x-amz-")
				&& !replaced.contains(field.lowerCaseName()) && !ReferenceSigner.signs(request, field.lowerCaseName()));
		return request;
	}

	/** Says what is wrong with a request's signature. */
	@FunctionalInterface
	private interface Judge {

		@Nullable String failure(NastyRequest request);

	}

}
