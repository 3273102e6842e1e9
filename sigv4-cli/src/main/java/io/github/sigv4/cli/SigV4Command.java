package io.github.sigv4.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.cli.SignedExchange.Route;
import io.github.sigv4.cli.SignedExchange.Signature;

/**
 * One request: described by curl's options, signed, and sent, printed or explained.
 */
@Command(name = "sigv4", versionProvider = Version.class, mixinStandardHelpOptions = true, sortOptions = false,
		synopsisHeading = "Usage:%n",
		customSynopsis = { "  sigv4 [options] URL", "  sigv4 verify [options] URL|@FILE|@-", "  sigv4 batch" },
		descriptionHeading = "%n",
		description = "Sends an HTTP request with an AWS Signature Version 4, with curl's habits.",
		parameterListHeading = "%n", optionListHeading = "", commandListHeading = "%nCommands (each has --help):%n",
		footerHeading = "%nExamples:%n",
		footer = { "  sigv4 https://abc123.execute-api.eu-west-1.amazonaws.com/prod/orders",
				"  sigv4 -H 'Content-Type: application/json' -d @order.json https://abc123...",
				"  sigv4 -T photo.jpg https://photos.s3.eu-west-1.amazonaws.com/photo.jpg",
				"  sigv4 --presign 3600 https://photos.s3.eu-west-1.amazonaws.com/photo.jpg",
				"  sigv4 -d 'Action=GetCallerIdentity&Version=2011-06-15' \\",
				"      https://sts.eu-west-1.amazonaws.com/",
				"  sigv4 --service es --region eu-west-1 --explain https://search.example.com/",
				"  source <(sigv4 generate-completion)", "",
				"Secrets come from where AWS's tools find them (environment, profiles, roles),",
				"never from the command line. Exit status: 0 done, 2 bad usage, 22 HTTP error",
				"with -f, 1 anything else." })
final class SigV4Command implements Callable<Integer> {

	@Parameters(arity = "0..1", paramLabel = "URL",
			description = "Where to send it. Path and query are sent as they are written, percent-encoded.")
	private @Nullable String url;

	@Mixin
	private RequestOptions request = new RequestOptions();

	@Mixin
	private OutputOptions output = new OutputOptions();

	@Mixin
	private IdentityOptions identity = new IdentityOptions();

	@Mixin
	private SigningOptions signing = new SigningOptions();

	@Option(names = "--presign", paramLabel = "SECONDS", converter = Seconds.class,
			description = "Print a URL that sends the request without credentials for so long, and send nothing.")
	private @Nullable Double presign;

	@Option(names = "--explain", description = "Print canonical request, string to sign and headers, and send nothing.")
	private boolean explain;

	@Option(names = "--allow-insecure-http", description = "Send over plain http to other machines too.")
	private boolean allowInsecureHttp;

	private final Streams streams;

	private final Clock clock;

	SigV4Command(Streams streams, Clock clock) {
		this.streams = streams;
		this.clock = clock;
	}

	/** Whether what is wrong is kept back. */
	boolean isMute() {
		return this.output.isMute();
	}

	@Override
	public Integer call() throws Exception {
		Duration maxTime = this.output.maxTime();
		try (UploadProgress progress = new UploadProgress(this.streams, !this.output.isSilent())) {
			return (maxTime != null) ? Deadline.call(maxTime, () -> perform(progress)) : perform(progress);
		}
	}

	private int perform(UploadProgress progress) throws IOException {
		if (this.url == null) {
			throw CommandException.usage("there is no URL");
		}
		Target target = Target.of(this.url);
		if (!this.allowInsecureHttp) {
			target.requireSecure();
		}
		HttpCall call = this.request.call(target);
		ReservedHeaders.check(call.fields());
		Duration expires = expires();
		SigningSettings settings = this.signing.settings(call.host(), this.identity);
		Instant time = this.identity.instant(this.clock);
		try (RequestBody body = this.request.body(this.streams.in())) {
			IdentityOptions.Identity who = this.identity.identity();
			SigV4Request toSign = toSign(target, call, body, settings, progress);
			SigV4Signer signer = SigV4Signer.create();
			if (expires != null) {
				return presigned(signer.presign(toSign, settings, who.credentials(), time, expires), call, expires);
			}
			Signature signature = new Signature(signer.sign(toSign, settings, who.credentials(), time), time,
					who.credentials(), who.source());
			HttpCall complete = call.with(signature.signed());
			if (this.explain) {
				this.streams.print(SigningReport.of(signature.signed(), complete));
				return ExitStatus.DONE;
			}
			BodyEntity entity = (body != null) ? new BodyEntity(body, progress.start("sending", body.length())) : null;
			Route route = new Route(target, new ProxyVariables(System.getenv()).proxyFor(target),
					this.request.mentions("Expect"));
			boolean head = this.output.isInclude() || this.request.isHead();
			return new SignedExchange(this.streams, this.output, this.clock, head, signature).run(complete, entity,
					route);
		}
	}

	private @Nullable Duration expires() {
		if (this.presign == null) {
			return null;
		}
		Duration expires = Duration.ofSeconds(this.presign.longValue());
		if (this.presign != expires.toSeconds() || expires.compareTo(SigV4Signer.MIN_EXPIRES) < 0
				|| expires.compareTo(SigV4Signer.MAX_EXPIRES) > 0) {
			throw CommandException.usage("--presign takes 1 to 604800 seconds, which is a week");
		}
		return expires;
	}

	/** A hash that is sent as a header is taken for what it says. */
	private SigV4Request toSign(Target target, HttpCall call, @Nullable RequestBody body, SigningSettings settings,
			UploadProgress progress) throws IOException {
		SigV4Request.Builder request = call.toSigV4(target);
		boolean unsignedUrl = this.presign != null && this.signing.isUnsignedPayload();
		boolean hashed = (this.presign != null) ? settings.signedPresignedPayload() : settings.signedPayload();
		if (unsignedUrl) {
			request.payload(PayloadHash.UNSIGNED);
		}
		else if (body != null && hashed && !call.fields().has("X-Amz-Content-Sha256")) {
			request.payload(body.hash(progress.start("hashing", body.length())));
		}
		return request.build();
	}

	private int presigned(SignedRequest signed, HttpCall call, Duration asked) {
		if (this.explain) {
			this.streams.print(SigningReport.of(signed, call));
			return ExitStatus.DONE;
		}
		this.streams.print(signed.presignedUrl() + "\n");
		if (!this.output.isMute()) {
			if (!signed.signedHeaders().equals("host")) {
				this.streams.say("these headers are signed, and are to be sent with the URL as they are: "
						+ signed.signedHeaders());
			}
			if (!asked.equals(signed.expires())) {
				this.streams.say("the URL is good until " + signed.expiration() + " only, when the credentials expire");
			}
		}
		return ExitStatus.DONE;
	}

}
