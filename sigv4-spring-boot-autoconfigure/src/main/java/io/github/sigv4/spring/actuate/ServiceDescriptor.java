package io.github.sigv4.spring.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.CredentialsStatus;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Origins;
import io.github.sigv4.spring.SigV4Refusals;
import io.github.sigv4.spring.SigV4Service;

/**
 * What the endpoint shows of a service. Of one whose requests are sent unsigned, nothing
 * that only signing needs.
 *
 * @param enabled whether its requests are signed
 * @param baseUrl the URL to which relative ones are appended
 * @param allowedHosts further hosts that may get a signature
 * @param signingHost the host that is signed in place of the URL's
 * @param signing how requests are signed
 * @param credentials the credentials
 * @param clockOffset by how many seconds the service's clock is ahead of ours
 * @param retries what becomes of requests that are refused
 * @param refusals the requests that were refused
 */
public record ServiceDescriptor(boolean enabled, @Nullable String baseUrl, List<String> allowedHosts,
		@Nullable String signingHost, @Nullable SigningDescriptor signing, @Nullable CredentialsDescriptor credentials,
		@Nullable Double clockOffset, @Nullable RetriesDescriptor retries,
		@Nullable RefusalsDescriptor refusals) implements OperationResponseBody {

	static ServiceDescriptor of(SigV4Service service) {
		String baseUrl = (service.baseUrl() != null) ? service.baseUrl().toString() : null;
		if (!service.isEnabled()) {
			return new ServiceDescriptor(false, baseUrl, service.allowedHosts(), service.signingHost(), null, null,
					null, null, null);
		}
		return new ServiceDescriptor(true, baseUrl, service.allowedHosts(), service.signingHost(),
				SigningDescriptor.of(service),
				CredentialsDescriptor.of(service.credentialsStatus(), service.origins().credentials()),
				service.clockOffset().toMillis() / 1000.0,
				new RetriesDescriptor(service.isRetryOnClockSkew(), service.isRetryOnExpiredCredentials()),
				RefusalsDescriptor.of(service.refusals()));
	}

	/**
	 * How requests are signed.
	 *
	 * @param name the signing name
	 * @param algorithm the algorithm: sigv4 or sigv4a
	 * @param region the region, by sigv4
	 * @param regionSet the regions, by sigv4a
	 * @param payload what is signed of a body: signed, unsigned or chunked
	 */
	public record SigningDescriptor(ValueDescriptor name, ValueDescriptor algorithm, @Nullable ValueDescriptor region,
			@Nullable ValueDescriptor regionSet, ValueDescriptor payload) {

		static SigningDescriptor of(SigV4Service service) {
			SigningSettings settings = service.currentSettings();
			SigV4Origins origins = service.origins();
			boolean sigV4a = settings.algorithm() == SigningAlgorithm.SIGV4A;
			ValueDescriptor region = service.isRegionKnown()
					? new ValueDescriptor(sigV4a ? settings.regionSet() : settings.region(), origins.region())
					: new ValueDescriptor("not resolved yet", origins.region());
			return new SigningDescriptor(new ValueDescriptor(settings.signingName(), origins.signingName()),
					new ValueDescriptor(sigV4a ? "sigv4a" : "sigv4", origins.algorithm()), sigV4a ? null : region,
					sigV4a ? region : null, new ValueDescriptor(payload(service, settings), origins.payload()));
		}

		private static String payload(SigV4Service service, SigningSettings settings) {
			if (service.chunkedPayload() != null) {
				return "chunked";
			}
			return settings.signedPayload() ? "signed" : "unsigned";
		}

	}

	/**
	 * A value.
	 *
	 * @param value the value
	 * @param source where it was found, if that is known
	 */
	public record ValueDescriptor(String value, @Nullable String source) {

	}

	/**
	 * Credentials.
	 *
	 * @param source where they come from, if that is known
	 * @param accessKeyId the end of the access key id of those that are kept
	 * @param expiration when those expire
	 * @param asked when their source was last asked
	 * @param failure why it gave none then
	 */
	public record CredentialsDescriptor(@Nullable String source, @Nullable String accessKeyId,
			@Nullable Instant expiration, @Nullable Instant asked, @Nullable String failure) {

		/** Enough to tell it from others. */
		private static final int SHOWN = 4;

		static CredentialsDescriptor of(CredentialsStatus status, @Nullable String source) {
			SigV4Credentials credentials = status.credentials();
			return new CredentialsDescriptor(source, (credentials != null) ? end(credentials.accessKeyId()) : null,
					(credentials != null) ? credentials.expiration() : null, status.asked(),
					(status.failure() != null) ? status.failure().getMessage() : null);
		}

		private static String end(String accessKeyId) {
			return "****" + accessKeyId.substring(Math.max(accessKeyId.length() - SHOWN, 0));
		}

	}

	/**
	 * What becomes of requests that are refused.
	 *
	 * @param onClockSkew whether one refused for its time is signed and sent once more
	 * @param onExpiredCredentials whether one whose credentials were refused is
	 */
	public record RetriesDescriptor(boolean onClockSkew, boolean onExpiredCredentials) {

	}

	/**
	 * Requests that were refused.
	 *
	 * @param count how many there were since the start
	 * @param causes how many there were by cause
	 * @param last the last one
	 */
	public record RefusalsDescriptor(long count, Map<String, Long> causes, @Nullable RefusalDescriptor last) {

		static RefusalsDescriptor of(SigV4Refusals refusals) {
			Map<String, Long> causes = new TreeMap<>();
			refusals.counts().forEach((cause, count) -> causes.put(name(cause), count));
			Refusal last = refusals.last();
			return new RefusalsDescriptor(refusals.count(), causes, (last != null)
					? new RefusalDescriptor(refusals.lastTime(), name(last.cause()), last.code(), last.explanation())
					: null);
		}

		private static String name(Refusal.Cause cause) {
			return cause.name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * A request that was refused.
	 *
	 * @param time when
	 * @param cause the kind of cause
	 * @param code AWS's error code
	 * @param explanation what was the matter and what to do
	 */
	public record RefusalDescriptor(@Nullable Instant time, String cause, @Nullable String code, String explanation) {

	}

}
