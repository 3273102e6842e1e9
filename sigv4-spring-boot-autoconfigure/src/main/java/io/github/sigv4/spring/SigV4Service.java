package io.github.sigv4.spring;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.CredentialsStatus;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Everything about one service of {@code aws.sigv4.services}: how its requests are
 * signed, with whose credentials, and where they may go. All that a client needs to know.
 * <p>
 * Thread-safe. Of what is here, {@link #resolveCredentials()} and
 * {@link #refreshCredentials} may block, and so may {@link #settings()} and signing if
 * the region has to be asked for and credentials were not resolved before.
 */
public final class SigV4Service {

	/** What is held in memory to hash it, if nothing else is said: 10 MB. */
	public static final int DEFAULT_MAX_BUFFER_SIZE = 10 * 1024 * 1024;

	private final String name;

	private final DeferredSettings settings;

	private final SigV4CredentialsProvider credentialsProvider;

	private final SigV4Signer signer;

	private final ServiceClock clock;

	private final @Nullable URI baseUrl;

	private final AllowedHosts allowedHosts;

	private final @Nullable String signingHost;

	private final int maxBufferSize;

	private final @Nullable ChunkedPayload chunkedPayload;

	private final boolean retryOnClockSkew;

	private final boolean retryOnExpiredCredentials;

	private final boolean enabled;

	private final ServiceRefusals refusals;

	private final SigningReports reports;

	private final SigV4Origins origins;

	/** The service of which this one differs in its credentials alone. */
	private final SigV4Service origin;

	private SigV4Service(Builder builder) {
		this.name = builder.name;
		this.settings = new DeferredSettings(builder.settings, builder.question());
		this.credentialsProvider = builder.credentialsProvider;
		this.signer = (builder.signer != null) ? builder.signer : SigV4Signer.create();
		this.clock = new ServiceClock(builder.name, builder.clock);
		this.baseUrl = builder.baseUrl;
		this.allowedHosts = new AllowedHosts(builder.baseUrl, builder.allowedHosts, builder.allowInsecureHttp);
		this.signingHost = builder.signingHost;
		this.maxBufferSize = builder.maxBufferSize;
		this.chunkedPayload = builder.chunkedPayload;
		this.retryOnClockSkew = builder.retryOnClockSkew;
		this.retryOnExpiredCredentials = builder.retryOnExpiredCredentials;
		this.enabled = builder.enabled;
		this.refusals = new ServiceRefusals(builder.name, builder.listener);
		this.reports = new SigningReports(builder.name, builder.listener);
		this.origins = builder.origins;
		this.origin = this;
	}

	private SigV4Service(SigV4Service other, SigV4CredentialsProvider credentialsProvider) {
		this.name = other.name;
		this.settings = other.settings;
		this.credentialsProvider = credentialsProvider;
		this.signer = other.signer;
		this.clock = other.clock;
		this.baseUrl = other.baseUrl;
		this.allowedHosts = other.allowedHosts;
		this.signingHost = other.signingHost;
		this.maxBufferSize = other.maxBufferSize;
		this.chunkedPayload = other.chunkedPayload;
		this.retryOnClockSkew = other.retryOnClockSkew;
		this.retryOnExpiredCredentials = other.retryOnExpiredCredentials;
		this.enabled = other.enabled;
		this.refusals = other.refusals;
		this.reports = other.reports;
		this.origins = other.origins;
		this.origin = other.origin;
	}

	/**
	 * Start a service.
	 * @param name the name by which it is injected
	 * @param settings how its requests are signed
	 * @param credentialsProvider where its credentials come from
	 * @return a builder
	 */
	public static Builder builder(String name, SigningSettings settings, SigV4CredentialsProvider credentialsProvider) {
		return new Builder(name, settings, credentialsProvider);
	}

	/**
	 * Return the name by which the service is injected.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return how requests are signed. May block until the credentials were resolved once,
	 * if the region has to be asked for.
	 * @return the settings
	 * @throws SigV4Exception if there is no region; the message says where it was looked
	 * for
	 */
	public SigningSettings settings() {
		try {
			return this.settings.get();
		}
		catch (SigV4Exception ex) {
			throw named(ex);
		}
	}

	/**
	 * Return where the credentials come from. It may block.
	 * @return the provider
	 */
	public SigV4CredentialsProvider credentialsProvider() {
		return this.credentialsProvider;
	}

	/**
	 * Return the same service with other credentials.
	 * @param credentialsProvider where the credentials come from
	 * @return the service
	 */
	public SigV4Service withCredentials(SigV4CredentialsProvider credentialsProvider) {
		return new SigV4Service(this, credentialsProvider);
	}

	/**
	 * Return whether another is this service, with whatever credentials.
	 * @param other a service
	 * @return whether it is the same
	 */
	public boolean isSameAs(SigV4Service other) {
		return this.origin == other.origin;
	}

	/**
	 * Return the URL to which relative ones are appended.
	 * @return the URL, or {@code null} if there is none
	 */
	public @Nullable URI baseUrl() {
		return this.baseUrl;
	}

	/**
	 * Return the {@code Host} that is signed and sent where it is not that of the URL.
	 * @return the host, or {@code null} if it is that of the URL
	 */
	public @Nullable String signingHost() {
		return this.signingHost;
	}

	/**
	 * Return how much of a body may be held in memory in order to hash it.
	 * @return the number of bytes
	 */
	public int maxBufferSize() {
		return this.maxBufferSize;
	}

	/**
	 * Return how the body of an upload is sent in chunks.
	 * @return the form of such a body, or {@code null} if bodies are sent as they are
	 */
	public @Nullable ChunkedPayload chunkedPayload() {
		return this.chunkedPayload;
	}

	/**
	 * Return whether requests are signed at all. If not, clients work but leave requests
	 * as they are.
	 * @return whether requests are signed
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Return the URI to send, in which signing and sending agree, if the service may send
	 * a signature there.
	 * @param uri where the caller wants the request to go
	 * @return that of the same URI, or of one of the same meaning
	 * @throws SigV4Exception if the host is not one of this service, or not reached
	 * securely; the message names the property that would allow it
	 * @see WireUri
	 */
	public WireUri wireUri(URI uri) {
		try {
			this.allowedHosts.check(uri);
			return WireUri.of(uri, this.settings.provisional());
		}
		catch (SigV4Exception ex) {
			throw this.reports.failed(0, named(ex));
		}
	}

	/**
	 * Sign a request in its headers together with its body, at the present time.
	 * @param request the request as it is sent
	 * @param body the body as it is sent
	 * @param credentials the credentials to sign with
	 * @return the headers to set
	 * @throws SigV4Exception if the request cannot be signed; the message names the
	 * service and says why
	 */
	SignedRequest sign(SigV4Request request, byte[] body, SigV4Credentials credentials) {
		long start = 0;
		try {
			SigningSettings settings = this.settings.get();
			start = this.reports.start();
			return this.reports.signed(start, request,
					this.signer.sign(request, body, settings, credentials, this.clock.instant()));
		}
		catch (SigV4Exception ex) {
			throw this.reports.failed(start, named(ex));
		}
	}

	/**
	 * Sign a request in its headers, at the present time.
	 * @param request the request as it is sent
	 * @param credentials the credentials to sign with
	 * @return the headers to set
	 * @throws SigV4Exception if the request cannot be signed; the message names the
	 * service and says why
	 */
	public SignedRequest sign(SigV4Request request, SigV4Credentials credentials) {
		long start = 0;
		try {
			SigningSettings settings = this.settings.get();
			start = this.reports.start();
			return this.reports.signed(start, request,
					this.signer.sign(request, settings, credentials, this.clock.instant()));
		}
		catch (SigV4Exception ex) {
			throw this.reports.failed(start, named(ex));
		}
	}

	/**
	 * Sign a request in its URL, good from now on.
	 * @param request the request as it will be sent
	 * @param credentials the credentials to sign with
	 * @param expires for how long the URL is good, unless the credentials expire sooner
	 * @return the presigned URL, which tells its {@linkplain SignedRequest#expiration()
	 * expiration}
	 * @throws SigV4Exception if the request cannot be signed, or the credentials expire
	 * within a second; the message names the service and says why
	 */
	public SignedRequest presign(SigV4Request request, SigV4Credentials credentials, Duration expires) {
		long start = 0;
		try {
			SigningSettings settings = this.settings.get();
			start = this.reports.start();
			return this.reports.signed(start, request,
					this.signer.presign(request, settings, credentials, this.clock.instant(), expires));
		}
		catch (SigV4Exception ex) {
			throw this.reports.failed(start, named(ex));
		}
	}

	/**
	 * Return whether a request is signed and sent once more if it is refused for the time
	 * of its signature.
	 * @return whether it is
	 */
	public boolean isRetryOnClockSkew() {
		return this.retryOnClockSkew;
	}

	/**
	 * Return whether a request is signed and sent once more if the credentials are
	 * refused as expired or unknown, and there are others.
	 * @return whether it is
	 */
	public boolean isRetryOnExpiredCredentials() {
		return this.retryOnExpiredCredentials;
	}

	/**
	 * Return the credentials to sign with now if they are at hand. Never blocks.
	 * @return the credentials, or {@code null} if they have to be resolved
	 */
	public @Nullable SigV4Credentials cachedCredentials() {
		try {
			SigV4Credentials cached = this.settings.isKnown() ? this.credentialsProvider.cachedCredentials() : null;
			return (cached != null && !isExpired(cached)) ? cached : null;
		}
		catch (CredentialsException ex) {
			// Said again, with more words, when they are resolved
			return null;
		}
	}

	/**
	 * Return the credentials to sign with now, when all that signing needs is known. May
	 * block.
	 * @return the credentials
	 * @throws CredentialsException if there are none; the message names the service
	 * @throws SigV4Exception if there is no region; the message names the service
	 */
	public SigV4Credentials resolveCredentials() {
		try {
			this.settings.get();
			return unexpired(this.credentialsProvider.resolveCredentials());
		}
		catch (RuntimeException ex) {
			throw this.reports.failed(0, named(ex));
		}
	}

	/**
	 * Return the credentials to sign with now without waiting for them.
	 * @param blocking runs what may block
	 * @return what completes with the credentials or with one of the exceptions of
	 * {@link #resolveCredentials()}
	 */
	public CompletionStage<SigV4Credentials> resolveCredentialsAsync(Executor blocking) {
		if (!this.settings.isKnown()) {
			return mapFailure(this.settings.getAsync(blocking), this::reported)
				.thenCompose((settings) -> resolveCredentialsAsync(blocking));
		}
		return mapFailure(this.credentialsProvider.resolveCredentialsAsync(blocking).thenApply(this::unexpired),
				this::reported);
	}

	/**
	 * Return credentials in place of some that the service has refused. May block.
	 * @param refused the credentials that were refused
	 * @return the credentials; the same ones if there are no others
	 * @throws CredentialsException if there are none; the message names the service
	 */
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		try {
			return unexpired(this.credentialsProvider.refreshCredentials(refused));
		}
		catch (CredentialsException ex) {
			// The request was sent, and the caller gets its answer
			throw named(ex);
		}
	}

	/**
	 * Return credentials in place of some that the service has refused, without waiting
	 * for them.
	 * @param refused the credentials that were refused
	 * @param blocking runs what may block
	 * @return what completes with the credentials or with a {@link CredentialsException}
	 */
	public CompletionStage<SigV4Credentials> refreshCredentialsAsync(SigV4Credentials refused, Executor blocking) {
		return mapFailure(
				this.credentialsProvider.refreshCredentialsAsync(refused, blocking).thenApply(this::unexpired),
				this::named);
	}

	private boolean isExpired(SigV4Credentials credentials) {
		Instant expiration = credentials.expiration();
		return expiration != null && !this.clock.instant().isBefore(expiration);
	}

	/** Not every provider looks. */
	@SuppressWarnings("ConstantValue")
	private SigV4Credentials unexpired(SigV4Credentials credentials) {
		if (credentials == null) {
			throw new CredentialsException("The provider of the credentials returned null.");
		}
		if (isExpired(credentials)) {
			throw new CredentialsException("The credentials with the access key id " + credentials.accessKeyId()
					+ " expired at " + credentials.expiration() + ". Their provider has to give newer ones.");
		}
		return credentials;
	}

	private static <T> CompletionStage<T> mapFailure(CompletionStage<T> answer, UnaryOperator<Throwable> mapping) {
		return answer.exceptionallyCompose((ex) -> CompletableFuture.failedFuture(
				mapping.apply((ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex)));
	}

	private Throwable reported(Throwable failure) {
		return this.reports.failed(0, named(failure));
	}

	private Throwable named(Throwable failure) {
		return (failure instanceof RuntimeException unnamed) ? named(unnamed) : failure;
	}

	private RuntimeException named(RuntimeException failure) {
		if (failure instanceof CredentialsException unnamed) {
			return named(unnamed);
		}
		return (failure instanceof SigV4Exception unnamed) ? named(unnamed) : failure;
	}

	private CredentialsException named(CredentialsException ex) {
		return new CredentialsException(prefixed(ex.getMessage()), ex);
	}

	/**
	 * Remember and log that a signed request was refused.
	 * @param refusal why
	 */
	void refused(Refusal refusal) {
		this.refusals.add(refusal, this.clock.ownTime());
	}

	/**
	 * Return how often and why signed requests were refused so far, whatever their
	 * credentials. One that was cured, by the service's time or by other credentials, is
	 * not among them.
	 * @return a snapshot
	 */
	public SigV4Refusals refusals() {
		return this.refusals.snapshot();
	}

	/**
	 * Return what is known of the credentials. Never blocks, and asks nobody. If their
	 * provider throws even so, that is their failure.
	 * @return what is known
	 */
	public CredentialsStatus credentialsStatus() {
		try {
			return this.credentialsProvider.status();
		}
		catch (CredentialsException ex) {
			return new CredentialsStatus(null, ex, null);
		}
		catch (RuntimeException ex) {
			// Its message may quote anything
			return new CredentialsStatus(null,
					new CredentialsException(
							"The provider of the credentials cannot tell its status: " + ex.getClass().getName()),
					null);
		}
	}

	/**
	 * Return how requests are signed, as far as it is known. Never blocks.
	 * @return the settings, whose region means nothing unless it
	 * {@linkplain #isRegionKnown() is known}
	 */
	public SigningSettings currentSettings() {
		return this.settings.isKnown() ? this.settings.get() : this.settings.provisional();
	}

	/**
	 * Return whether the region is known, or still has to be asked for.
	 * @return whether it is known
	 */
	public boolean isRegionKnown() {
		return this.settings.isKnown();
	}

	/**
	 * Return where the values of the service came from.
	 * @return the origins
	 */
	public SigV4Origins origins() {
		return this.origins;
	}

	/**
	 * Return the hosts that may get a signature, in addition to that of the base URL.
	 * @return hosts, with {@code *.} at the start for any labels
	 */
	public List<String> allowedHosts() {
		return this.allowedHosts.patterns();
	}

	/**
	 * Return by how much the service's clock is ahead of ours, as far as it was learned
	 * from refusals.
	 * @return what is added to our time to sign; negative if the service is behind
	 */
	public Duration clockOffset() {
		return this.clock.offset();
	}

	/** Return the time by the service's clock. */
	ServiceClock clock() {
		return this.clock;
	}

	/** Return whether what comes from there was said by the service. */
	boolean isTrusted(URI uri) {
		return "https".equalsIgnoreCase(uri.getScheme())
				|| (uri.getHost() != null && AllowedHosts.isLoopback(uri.getHost()));
	}

	/**
	 * Return an exception for a request that is not sent, or not to its end. The
	 * {@link SigV4Listener} is told of it here, so create it only to throw it.
	 * @param message what is wrong and how to fix it, without any secret
	 * @param cause the cause, if there is one
	 * @return the exception, whose message starts with the service's name
	 */
	public SigV4Exception failure(String message, @Nullable Throwable cause) {
		return this.reports.failed(0, new SigV4Exception(prefixed(message), cause));
	}

	/**
	 * Return an exception for a body that would have to be held in memory but is larger
	 * than {@link #maxBufferSize()}. The {@link SigV4Listener} is told of it here.
	 * @return the exception, whose message names the alternatives
	 */
	public SigV4Exception bodyTooLarge() {
		String instead = (this.chunkedPayload != null)
				? "or let the client write the body while it is sent, as a Resource or by "
						+ "StreamingHttpOutputMessage.setBody"
				: "or give a body that can be read twice, as a FileSystemResource; or set " + property("payload")
						+ " to unsigned, or for uploads to S3 to chunked, with which bodies stream";
		return failure("The body is larger than " + property("max-buffer-size") + " (" + this.maxBufferSize
				+ " bytes), which is what may be held in memory to hash it, so the request was not sent. Raise it; "
				+ instead + "; or give the body's SHA-256 as the request's x-amz-content-sha256 header.", null);
	}

	/** The same with the message of another exception, which becomes the cause. */
	SigV4Exception failure(SigV4Exception ex) {
		return this.reports.failed(0, named(ex));
	}

	private SigV4Exception named(SigV4Exception ex) {
		return new SigV4Exception(prefixed(ex.getMessage()), ex);
	}

	/**
	 * Return the full name of a property of this service, for a message.
	 * @param key the name below the service, as {@code max-buffer-size}
	 * @return the name as it is written in a properties file
	 */
	public String property(String key) {
		return "aws.sigv4.services." + this.name + "." + key;
	}

	private String prefixed(@Nullable String message) {
		return "SigV4 service '" + this.name + "': " + Objects.requireNonNullElse(message, "");
	}

	@Override
	public String toString() {
		return "SigV4Service[" + this.name + ", " + this.settings.provisional() + "]";
	}

	/**
	 * Collects what a service is.
	 */
	public static final class Builder {

		private final String name;

		private final SigningSettings settings;

		private final SigV4CredentialsProvider credentialsProvider;

		private @Nullable SigV4Signer signer;

		private Clock clock = Clock.systemUTC();

		private @Nullable URI baseUrl;

		private List<String> allowedHosts = List.of();

		private boolean allowInsecureHttp;

		private @Nullable String signingHost;

		private int maxBufferSize = DEFAULT_MAX_BUFFER_SIZE;

		private @Nullable ChunkedPayload chunkedPayload;

		private @Nullable Supplier<String> region;

		private boolean retryOnClockSkew = true;

		private boolean retryOnExpiredCredentials = true;

		private boolean enabled = true;

		private SigV4Listener listener = SigV4Listener.NONE;

		private SigV4Origins origins = SigV4Origins.UNKNOWN;

		private Builder(String name, SigningSettings settings, SigV4CredentialsProvider credentialsProvider) {
			this.name = name;
			this.settings = settings;
			this.credentialsProvider = credentialsProvider;
		}

		/**
		 * Set the signer, so that services share one.
		 * @param signer the signer
		 * @return this builder
		 */
		public Builder signer(SigV4Signer signer) {
			this.signer = signer;
			return this;
		}

		/**
		 * Set the clock that tells the time of signing.
		 * @param clock the clock
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Set the URL to which relative ones are appended, and whose host is allowed.
		 * @param baseUrl an absolute URL
		 * @return this builder
		 */
		public Builder baseUrl(@Nullable URI baseUrl) {
			this.baseUrl = baseUrl;
			return this;
		}

		/**
		 * Set further hosts to which signatures may be sent.
		 * @param allowedHosts hosts, with {@code *.} at the start for any labels
		 * @return this builder
		 */
		public Builder allowedHosts(List<String> allowedHosts) {
			this.allowedHosts = List.copyOf(allowedHosts);
			return this;
		}

		/**
		 * Set whether plain http is allowed beyond the loopback interface.
		 * @param allowInsecureHttp whether it is allowed
		 * @return this builder
		 */
		public Builder allowInsecureHttp(boolean allowInsecureHttp) {
			this.allowInsecureHttp = allowInsecureHttp;
			return this;
		}

		/**
		 * Set the {@code Host} to sign and send where it is not that of the URL, as
		 * through a tunnel.
		 * @param signingHost the host, with a port unless it is the scheme's default
		 * @return this builder
		 */
		public Builder signingHost(@Nullable String signingHost) {
			this.signingHost = signingHost;
			return this;
		}

		/**
		 * Set how much of a body may be held in memory in order to hash it.
		 * @param maxBufferSize the number of bytes
		 * @return this builder
		 */
		public Builder maxBufferSize(int maxBufferSize) {
			this.maxBufferSize = maxBufferSize;
			return this;
		}

		/**
		 * Set how the body of an upload is sent in chunks: of an S3 object or of a part
		 * of one. Other bodies are hashed.
		 * @param chunkedPayload the form of such a body, or {@code null} to send it as it
		 * is
		 * @return this builder
		 */
		public Builder chunkedPayload(@Nullable ChunkedPayload chunkedPayload) {
			this.chunkedPayload = chunkedPayload;
			return this;
		}

		/**
		 * Set what tells the region in place of that in the settings. It is asked once,
		 * for the first signature, and may block.
		 * @param region returns the region, or throws {@link SigV4Exception} if there is
		 * none; {@code null} if the settings have it
		 * @return this builder
		 */
		public Builder region(@Nullable Supplier<String> region) {
			this.region = region;
			return this;
		}

		/**
		 * Set whether a request is signed and sent once more if it is refused for the
		 * time of its signature.
		 * @param retryOnClockSkew whether it is
		 * @return this builder
		 */
		public Builder retryOnClockSkew(boolean retryOnClockSkew) {
			this.retryOnClockSkew = retryOnClockSkew;
			return this;
		}

		/**
		 * Set whether a request is signed and sent once more if the credentials are
		 * refused as expired or unknown, and there are others.
		 * @param retryOnExpiredCredentials whether it is
		 * @return this builder
		 */
		public Builder retryOnExpiredCredentials(boolean retryOnExpiredCredentials) {
			this.retryOnExpiredCredentials = retryOnExpiredCredentials;
			return this;
		}

		/**
		 * Set whether requests are signed at all.
		 * @param enabled whether they are
		 * @return this builder
		 */
		public Builder enabled(boolean enabled) {
			this.enabled = enabled;
			return this;
		}

		/**
		 * Set what is told of the service's requests. What it throws is logged.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder listener(SigV4Listener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Set where the values of the service came from, to show it.
		 * @param origins the origins
		 * @return this builder
		 */
		public Builder origins(SigV4Origins origins) {
			this.origins = origins;
			return this;
		}

		private @Nullable Supplier<SigningSettings> question() {
			Supplier<String> region = this.region;
			if (region == null) {
				return null;
			}
			return () -> (this.settings.algorithm() == SigningAlgorithm.SIGV4A)
					? this.settings.withRegionSet(List.of(region.get())) : this.settings.withRegion(region.get());
		}

		/**
		 * Build the service.
		 * @return the service
		 */
		public SigV4Service build() {
			return new SigV4Service(this);
		}

	}

}
