package io.github.sigv4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.github.sigv4.AwsEndpoint;
import io.github.sigv4.BodyVerifier;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.SignatureDifference;
import io.github.sigv4.Verification;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.cli.IdentityOptions.Identity;

/**
 * Says whether a request that somebody signed, or a presigned URL, is right for these
 * credentials, and if not, why.
 */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
		header = "Says whether a signed request or a presigned URL is right, and if not, why.",
		synopsisHeading = "%nUsage:%n", customSynopsis = "  sigv4 verify [options] URL|@FILE|@-",
		descriptionHeading = "%n", description = "The request is verified with your credentials and is not sent.",
		parameterListHeading = "%n", optionListHeading = "", footerHeading = "%nExamples:%n",
		footer = { "  sigv4 verify 'https://photos.s3.eu-west-1.amazonaws.com/photo.jpg?X-Amz-...'",
				"  sigv4 verify @request.http",
				"  sigv4 verify -H 'X-Amz-Date: 20150830T123600Z' -H 'Authorization: AWS4-...' \\",
				"      --date 20150830T123600Z https://iam.amazonaws.com/", "",
				"Exit status: 0 the signature is right, 1 it is not, 2 it could not be verified." })
final class VerifyCommand implements Callable<Integer> {

	@Parameters(paramLabel = "URL|@FILE|@-",
			description = "A URL, presigned or with the headers of a signed request as -H; or a file or standard "
					+ "input with a request as it is on the wire.")
	private String source = "";

	@Mixin
	private RequestOptions request = new RequestOptions();

	@Mixin
	private IdentityOptions identity = new IdentityOptions();

	private final Streams streams;

	private final Clock clock;

	VerifyCommand(Streams streams, Clock clock) {
		this.streams = streams;
		this.clock = clock;
	}

	@Override
	public Integer call() throws IOException {
		RawRequest received = this.source.startsWith("@") ? read(this.source.substring(1)) : ofOptions();
		try (RequestBody body = received.body()) {
			return verify(received.call(), body);
		}
	}

	private RawRequest read(String file) throws IOException {
		if (file.equals("-")) {
			return RawRequest.read(this.streams.in());
		}
		try (InputStream in = Files.newInputStream(Path.of(file))) {
			return RawRequest.read(in);
		}
		catch (IOException ex) {
			throw CommandException.failed(file + " cannot be read: " + FileTrouble.reason(ex));
		}
	}

	private RawRequest ofOptions() {
		HttpCall call = this.request.call(Target.of(this.source));
		RequestBody body = this.request.body(this.streams.in());
		return new RawRequest(call, (body != null) ? body : RequestBody.of(new byte[0]));
	}

	private int verify(HttpCall call, RequestBody body) throws IOException {
		Instant now = this.identity.instant(this.clock);
		Identity who = this.identity.identity();
		SigV4Verifier verifier = verifier(call, who);
		BodyVerifier bodyVerifier;
		try {
			bodyVerifier = verifier.bodyVerifier(call.toSigV4().build(), now);
		}
		catch (SigV4Exception ex) {
			throw CommandException.failed("the request cannot be verified: " + ex.getMessage());
		}
		Verification verification = verify(bodyVerifier, body);
		PayloadHash hash = bodyVerifier.hash();
		SignatureDifference difference = null;
		if (verification.outcome() == Outcome.SIGNATURE_MISMATCH && hash != null) {
			difference = new Suspects(call, hash).find((suspect) -> isRight(verifier, suspect, now));
		}
		this.streams.print(new VerificationReport(verification, call, who, hash).text(difference));
		return verification.isVerified() ? ExitStatus.DONE : ExitStatus.FAILED;
	}

	/** A body that is not the one that was signed is another matter. */
	private static boolean isRight(SigV4Verifier verifier, Suspects.Suspect suspect, Instant now) {
		Verification verification = verifier.verify(suspect.call().toSigV4().build(), suspect.hash(), now);
		return verification.isVerified() || verification.outcome() == Outcome.PAYLOAD_MISMATCH;
	}

	private static Verification verify(BodyVerifier verifier, RequestBody body) throws IOException {
		byte[] buffer = new byte[64 * 1024];
		try (InputStream in = body.open()) {
			for (int read = in.read(buffer); read >= 0 && verifier.refusal() == null; read = in.read(buffer)) {
				verifier.update(buffer, 0, read, (bytes, offset, length) -> {
				});
			}
		}
		return verifier.finish();
	}

	private SigV4Verifier verifier(HttpCall call, Identity who) {
		SigV4Verifier.Builder builder = SigV4Verifier
			.builder((id) -> id.equals(who.credentials().accessKeyId()) ? who.credentials() : null);
		@Nullable AwsEndpoint endpoint = AwsEndpoint.fromHost(call.host()).orElse(null);
		String service = (this.identity.service() != null || endpoint == null) ? this.identity.service()
				: endpoint.signingName();
		String region = (this.identity.region() != null || endpoint == null) ? this.identity.region()
				: endpoint.region();
		if (service != null) {
			builder.signingName(service);
		}
		if (region != null) {
			builder.region(region);
		}
		return builder.build();
	}

}
