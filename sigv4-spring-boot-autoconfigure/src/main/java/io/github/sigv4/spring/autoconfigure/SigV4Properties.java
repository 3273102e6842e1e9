package io.github.sigv4.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an application says about its services.
 *
 * @param enabled Whether requests are signed. If not, the same beans exist but leave
 * requests as they are.
 * @param region Region of every service that has none of its own and whose host does not
 * tell it.
 * @param credentials Credentials of every service that has none of its own.
 * @param services Services to call, by the name used to inject their clients.
 * @param elasticsearch The auto-configured client of Elasticsearch.
 * @param opensearch The client of OpenSearch.
 */
@ConfigurationProperties(SigV4Properties.PREFIX)
record SigV4Properties(@DefaultValue("true") boolean enabled, @Nullable String region,
		@Nullable Credentials credentials, @DefaultValue Map<String, Service> services,
		@DefaultValue SearchClient elasticsearch, @DefaultValue SearchClient opensearch) {

	static final String PREFIX = "aws.sigv4";

	/** What becomes of the body of a request. */
	enum Payload {

		/** The body is hashed and covered by the signature. */
		SIGNED,

		/** The body is sent as it is, and not covered by the signature. */
		UNSIGNED,

		/** The body is signed in chunks while it is sent. */
		CHUNKED

	}

	/** How the signature is computed. */
	enum Algorithm {

		/** Signature Version 4, for one region. */
		SIGV4,

		/** The asymmetric variant, for several regions. */
		SIGV4A

	}

	/** What is signed of a body that is sent in chunks. */
	enum ChunkSigning {

		/** Each chunk. */
		SIGNED,

		/** None: the checksum behind them tells of accidents only. */
		UNSIGNED

	}

	/** The checksum behind a body that is sent in chunks. */
	enum Trailer {

		/** No checksum. */
		NONE,

		/** CRC-32. */
		CRC32,

		/** CRC-32C. */
		CRC32C,

		/** CRC-64/NVME, which S3 prefers. */
		CRC64NVME,

		/** SHA-1. */
		SHA1,

		/** SHA-256. */
		SHA256

	}

	/** What becomes of an {@code Authorization} that is not ours. */
	enum OnExistingAuthorization {

		/** The request fails. */
		REJECT,

		/** The signature takes its place. */
		REPLACE

	}

	/**
	 * Credentials that are written down.
	 *
	 * @param accessKeyId Access key id, which is not a secret.
	 * @param secretAccessKey Secret access key.
	 * @param sessionToken Session token of temporary credentials.
	 * @param profile Profile in the shared config and credentials files.
	 * @param assumeRole Role to assume with the keys or the profile beside it, else with
	 * the credentials that are found in the surroundings.
	 * @param eager Whether credentials are resolved at start.
	 */
	record Credentials(@Nullable String accessKeyId, @Nullable String secretAccessKey, @Nullable String sessionToken,
			@Nullable String profile, @Nullable AssumeRole assumeRole, @Nullable Boolean eager) {

		@Override
		public String toString() {
			return "Credentials[accessKeyId=" + this.accessKeyId + ", secretAccessKey=" + redacted(this.secretAccessKey)
					+ ", sessionToken=" + redacted(this.sessionToken) + ", profile=" + this.profile + ", assumeRole="
					+ this.assumeRole + ", eager=" + this.eager + "]";
		}

		private static String redacted(@Nullable String secret) {
			return (secret != null) ? "******" : "null";
		}

	}

	/**
	 * A role to assume.
	 *
	 * @param roleArn Role to assume.
	 * @param roleSessionName Name of the session, which CloudTrail shows.
	 * @param externalId External id that the owner of the role demands.
	 * @param duration How long the credentials are good.
	 * @param sourceRoles Roles to assume before, each with the credentials of the one
	 * before it.
	 */
	record AssumeRole(@Nullable String roleArn, @Nullable String roleSessionName, @Nullable String externalId,
			@Nullable Duration duration, @DefaultValue List<SourceRole> sourceRoles) {

		/** An external id is nobody else's business. */
		@Override
		public String toString() {
			return "AssumeRole[roleArn=" + this.roleArn + ", sourceRoles=" + this.sourceRoles + "]";
		}

	}

	/**
	 * A role on the way to another one.
	 *
	 * @param roleArn Role to assume.
	 * @param roleSessionName Name of the session, which CloudTrail shows.
	 * @param externalId External id that the owner of the role demands.
	 */
	record SourceRole(@Nullable String roleArn, @Nullable String roleSessionName, @Nullable String externalId) {

		@Override
		public String toString() {
			return "SourceRole[roleArn=" + this.roleArn + "]";
		}

	}

	/**
	 * How bodies are sent in chunks.
	 *
	 * @param chunkSize Bytes in a chunk. One or two are held in memory.
	 * @param chunkSigning Whether each chunk is signed.
	 * @param trailerChecksum Checksum behind the chunks.
	 */
	record Chunked(@DefaultValue("64KB") DataSize chunkSize, @DefaultValue("signed") ChunkSigning chunkSigning,
			@DefaultValue("crc64nvme") Trailer trailerChecksum) {

		static final Chunked DEFAULT = new Chunked(DataSize.ofKilobytes(64), ChunkSigning.SIGNED, Trailer.CRC64NVME);

	}

	/**
	 * One service.
	 *
	 * @param baseUrl URL to which the paths of requests are appended.
	 * @param signingName Service's name in the credential scope.
	 * @param region Region in the credential scope.
	 * @param algorithm How the signature is computed.
	 * @param regionSet Regions in which a signature by SigV4A is good.
	 * @param payload What is signed of a body.
	 * @param chunked How bodies are sent in chunks.
	 * @param maxBufferSize How much of a body may be held in memory in order to hash it.
	 * @param signedHeaders Headers to sign in addition to host, content-type and x-amz-*.
	 * @param allowedHosts Hosts that may get a signature, in addition to that of the base
	 * URL.
	 * @param allowInsecureHttp Whether plain http is allowed beyond the loopback
	 * interface.
	 * @param signingHost Host to sign and to send where the connection goes elsewhere.
	 * @param onExistingAuthorization What becomes of an Authorization header that is not
	 * ours.
	 * @param retryOnClockSkew Whether a request that was refused for its time is signed
	 * and sent once more.
	 * @param retryOnExpiredCredentials Whether a request whose credentials were refused
	 * is signed with new ones and sent once more.
	 * @param enabled Whether requests of this service are signed.
	 * @param normalizePath Whether dot segments and repeated slashes are resolved in the
	 * canonical URI.
	 * @param doubleEncodePath Whether the encoded path is encoded once more in the
	 * canonical URI.
	 * @param contentSha256Header Whether the x-amz-content-sha256 header is sent.
	 * @param credentials Credentials of this service alone.
	 */
	record Service(@Nullable String baseUrl, @Nullable String signingName, @Nullable String region,
			@Nullable Algorithm algorithm, @DefaultValue List<String> regionSet, @Nullable Payload payload,
			@Nullable Chunked chunked, @DefaultValue("10MB") DataSize maxBufferSize,
			@DefaultValue List<String> signedHeaders, @DefaultValue List<String> allowedHosts,
			@DefaultValue("false") boolean allowInsecureHttp, @Nullable String signingHost,
			@DefaultValue("reject") OnExistingAuthorization onExistingAuthorization,
			@DefaultValue("true") boolean retryOnClockSkew, @DefaultValue("true") boolean retryOnExpiredCredentials,
			@DefaultValue("true") boolean enabled, @Nullable Boolean normalizePath, @Nullable Boolean doubleEncodePath,
			@Nullable Boolean contentSha256Header, @Nullable Credentials credentials) {

	}

	/**
	 * A client of a search engine.
	 *
	 * @param service Service that signs its requests.
	 */
	record SearchClient(@Nullable String service) {

	}

}
