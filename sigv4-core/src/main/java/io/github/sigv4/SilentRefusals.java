package io.github.sigv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;

/**
 * Makes the best of answers that do not say why: tells what was signed of that which
 * breaks most often.
 *
 * @see <a href= "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Control
 * access to Lambda function URLs</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-clients.html">OpenSearch
 * Serverless: signing HTTP requests with other clients</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/vpc-lattice/latest/ug/sigv4-authenticated-requests.html">VPC
 * Lattice: SIGv4 authenticated requests</a>
 */
final class SilentRefusals {

	private SilentRefusals() {
	}

	static Finding find(RefusedCall call) {
		if (isPage(call) && (call.answer().status() != 400 || isInFront(call))) {
			return blocked(call);
		}
		if (call.answer().status() == 400) {
			return new Finding(Cause.UNRELATED, "The answer is not about the signature" + said(call)
					+ ". Nothing has to change in how requests are signed.");
		}
		if (call.answer().status() == 401 && call.answer().header("www-authenticate") != null) {
			return new Finding(Cause.UNRELATED, "The answer asks for another kind of authentication (WWW-Authenticate)"
					+ ": it is of an application or a proxy, or of a service that does not take signatures here. Check whether"
					+ " this is the host and path to sign for.");
		}
		String clock = TimeRefusals.hint(call);
		if (clock != null) {
			return new Finding(Cause.CLOCK_SKEW, "The service does not say why, but the time is wrong. " + clock
					+ " Set the clock of this machine by NTP.");
		}
		Finding payload = payload(call);
		if (payload != null) {
			return payload;
		}
		if (call.settings().signingName().equals("lambda")) {
			return new Finding(Cause.FORBIDDEN, "Lambda does not say why" + said(call)
					+ ". A function URL answers so for a wrong signature and for a missing permission: who calls needs both"
					+ " lambda:InvokeFunctionUrl and lambda:InvokeFunction on the function. Check these first. "
					+ signed(call));
		}
		if (call.answer().says("forbidden") || !call.answer().isOfAws()) {
			return new Finding(Cause.FORBIDDEN,
					"The service, or an application behind it, does not say why" + said(call) + ". " + gateway(call)
							+ "Check that the caller is allowed, then what was signed. " + signed(call));
		}
		return new Finding(Cause.UNKNOWN, "Refused for a reason that is not known here" + said(call)
				+ ". Look the code up in the documentation of the service. " + signed(call));
	}

	private static String gateway(RefusedCall call) {
		return switch (call.settings().signingName()) {
			case "execute-api" ->
				"API Gateway answers so for a missing x-api-key, a resource policy, WAF, a custom domain"
						+ " without that mapping, or a VPC endpoint. ";
			case "aoss" -> "OpenSearch Serverless answers so when no data access policy or network policy of the"
					+ " collection lets the caller in, and for a wrong signature. ";
			default -> "";
		};
	}

	/** Some services refuse without a word whoever signs the body otherwise. */
	private static @Nullable Finding payload(RefusedCall call) {
		String service = call.settings().signingName();
		boolean sent = call.signed().signedHeaders().contains("x-amz-content-sha256");
		if (service.equals("vpc-lattice-svcs") && !call.payload().equals(PayloadHash.UNSIGNED)) {
			return new Finding(Cause.PAYLOAD_MODE, "VPC Lattice does not say why, but takes no payload hash other than"
					+ " UNSIGNED-PAYLOAD. Set payload to unsigned.");
		}
		if (ServicePreset.of(service).contentSha256Required() && !sent && !call.isPresigned()) {
			return new Finding(Cause.PAYLOAD_HASH_MISSING, "The service does not say why, but '" + service
					+ "' wants X-Amz-Content-Sha256, which was not sent. Set content-sha256-header to true.");
		}
		return null;
	}

	private static boolean isPage(RefusedCall call) {
		String text = call.answer()
			.text()
			.substring(0, Math.min(call.answer().text().length(), 64))
			.toLowerCase(Locale.ROOT);
		return text.startsWith("<html") || text.startsWith("<!doctype")
				|| call.answer().header("x-amzn-waf-action") != null;
	}

	/** A page for a request that is wrong may be the application's as well. */
	private static boolean isInFront(RefusedCall call) {
		String server = Printable.lowerCase(Objects.requireNonNullElse(call.answer().header("server"), ""));
		return server.startsWith("cloudfront") || server.startsWith("awselb")
				|| call.answer().header("x-amzn-waf-action") != null;
	}

	private static Finding blocked(RefusedCall call) {
		String server = call.answer().header("server");
		String by = (server != null) ? " (Server: " + call.printable().sentence(server, 40) + ")" : "";
		return new Finding(Cause.BLOCKED, "The answer is a web page" + by
				+ ", not one of the service: CloudFront, WAF, a"
				+ " load balancer or a proxy refused the request before its signature was looked at. Check the rules"
				+ " there, and whether " + call.host() + " is the service's own host.");
	}

	private static String said(RefusedCall call) {
		String text = call.printable().sentence(call.answer().message(), 200);
		return text.isEmpty() ? "" : " ('" + text + "')";
	}

	/** Say what was signed of that which differs most often. */
	static String signed(RefusedCall call) {
		List<String> parts = new ArrayList<>();
		parts.add("host " + call.host());
		parts.add("region " + call.settings().region() + ", service " + call.settings().signingName()
				+ expected(call.endpoint().orElse(null), call.settings()));
		String path = call.request().path();
		if (path.contains("%") || path.contains("//") || path.contains("/.")) {
			parts.add("path " + call.printable().value(path, 100) + " (double-encode-path="
					+ call.settings().doubleEncodePath() + ", normalize-path=" + call.settings().normalizePath() + ")");
		}
		parts.add("payload " + Hashes.brief(call.payload().value()));
		parts.add("headers " + FormRefusals.signedHeaders(call));
		return "Signed: " + String.join("; ", parts) + ".";
	}

	private static String expected(@Nullable AwsEndpoint endpoint, SigningSettings settings) {
		if (endpoint == null) {
			return "";
		}
		boolean service = endpoint.signingName() == null || endpoint.signingName().equals(settings.signingName());
		boolean region = endpoint.region() == null || endpoint.region().equals(settings.region());
		return (service && region) ? ""
				: " (but the host looks like " + endpoint.region() + ", " + endpoint.signingName() + ")";
	}

}
