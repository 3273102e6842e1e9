package io.github.sigv4.spring;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Everything about one service of {@code aws.sigv4.services}: how its requests are
 * signed, with whose credentials, and where they may go. All that a client needs to know.
 * <p>
 * Immutable and thread-safe. Nothing here blocks but the
 * {@linkplain #credentialsProvider() credentials provider}.
 */
public final class SigV4Service {

	/** What is held in memory to hash it, if nothing else is said: 10 MB. */
	public static final int DEFAULT_MAX_BUFFER_SIZE = 10 * 1024 * 1024;

	private final String name;

	private final SigningSettings settings;

	private final SigV4CredentialsProvider credentialsProvider;

	private final SigV4Signer signer;

	private final Clock clock;

	private final @Nullable URI baseUrl;

	private final AllowedHosts allowedHosts;

	private final @Nullable String signingHost;

	private final int maxBufferSize;

	private final @Nullable ChunkedPayload chunkedPayload;

	private final boolean enabled;

	/** The service of which this one differs in its credentials alone. */
	private final SigV4Service origin;

	private SigV4Service(Builder builder) {
		this.name = builder.name;
		this.settings = builder.settings;
		this.credentialsProvider = builder.credentialsProvider;
		this.signer = (builder.signer != null) ? builder.signer : SigV4Signer.create();
		this.clock = builder.clock;
		this.baseUrl = builder.baseUrl;
		this.allowedHosts = new AllowedHosts(builder.baseUrl, builder.allowedHosts, builder.allowInsecureHttp);
		this.signingHost = builder.signingHost;
		this.maxBufferSize = builder.maxBufferSize;
		this.chunkedPayload = builder.chunkedPayload;
		this.enabled = builder.enabled;
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
		this.enabled = other.enabled;
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
	 * Return how requests are signed.
	 * @return the settings
	 */
	public SigningSettings settings() {
		return this.settings;
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
	 * @return the same URI or one of the same meaning
	 * @throws SigV4Exception if the host is not one of this service, or not reached
	 * securely; the message names the property that would allow it
	 * @see WireUri
	 */
	public URI wireUri(URI uri) {
		try {
			this.allowedHosts.check(uri);
			return WireUri.of(uri, this.settings);
		}
		catch (SigV4Exception ex) {
			throw named(ex);
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
		try {
			return this.signer.sign(request, this.settings, credentials, this.clock.instant());
		}
		catch (SigV4Exception ex) {
			throw named(ex);
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
		try {
			return this.signer.presign(request, this.settings, credentials, this.clock.instant(), expires);
		}
		catch (SigV4Exception ex) {
			throw named(ex);
		}
	}

	/**
	 * Return the credentials to sign with now. May block.
	 * @return the credentials
	 * @throws CredentialsException if there are none; the message names the service
	 */
	public SigV4Credentials resolveCredentials() {
		try {
			return this.credentialsProvider.resolveCredentials();
		}
		catch (CredentialsException ex) {
			throw new CredentialsException(prefixed(ex.getMessage()), ex);
		}
	}

	/**
	 * Return an exception about this service.
	 * @param message what is wrong and how to fix it, without any secret
	 * @param cause the cause, if there is one
	 * @return the exception, whose message starts with the service's name
	 */
	public SigV4Exception failure(String message, @Nullable Throwable cause) {
		return new SigV4Exception(prefixed(message), cause);
	}

	/**
	 * Return an exception for a body that would have to be held in memory but is larger
	 * than {@link #maxBufferSize()}.
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

	/** The same exception, with a message that starts with the service's name. */
	SigV4Exception named(SigV4Exception ex) {
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
		return "SigV4Service[" + this.name + ", " + this.settings + "]";
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

		private boolean enabled = true;

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
		 * Set whether requests are signed at all.
		 * @param enabled whether they are
		 * @return this builder
		 */
		public Builder enabled(boolean enabled) {
			this.enabled = enabled;
			return this;
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
