package io.github.sigv4;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.EndpointAuthScheme;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4aAuthScheme;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.s3.endpoints.authscheme.S3ExpressEndpointAuthScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AwsEndpoint} by the endpoint rules of AWS's S3 client: whatever host it would
 * send a request to tells us what it would sign that request for.
 */
class S3EndpointTests {

	private static final S3EndpointProvider RULES = S3EndpointProvider.defaultProvider();

	private static final List<String> REGIONS = List.of("us-east-1", "us-west-2", "eu-west-1", "ap-southeast-5",
			"us-gov-west-1", "cn-north-1", "eusc-de-east-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1",
			"us-isof-south-1", "aws-global");

	private static final List<String> BUCKETS = List.of("", "my-bucket", "my.dotted.bucket", "s3.eu-west-1",
			"eu-west-1", "my-bucket--use1-az4--x-s3", "my-ap--usw2-az1--xa-s3",
			"test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3",
			"arn:PARTITION:s3:REGION:123456789012:accesspoint:myap",
			"arn:PARTITION:s3-object-lambda:REGION:123456789012:accesspoint:mine",
			"arn:PARTITION:s3-outposts:REGION:123456789012:outpost:op-01234567890123456:accesspoint:myap",
			"arn:PARTITION:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap");

	private static final int FLAGS = 8;

	private final Map<String, AwsEndpoint> expected = new HashMap<>();

	@Test
	void shouldTellOfEachHostWhatAwsSignsFor() {
		for (String region : REGIONS) {
			for (String bucket : BUCKETS) {
				for (int flags = 0; flags < 1 << FLAGS; flags++) {
					resolve(params(region, bucket, flags)).ifPresent((endpoint) -> expect(endpoint, bucket));
				}
			}
		}
		this.expected.forEach((host, endpoint) -> assertThat(AwsEndpoint.fromHost(host)).as(host).contains(endpoint));
		// All that the rules know of, and enough of it
		assertThat(values(AwsEndpoint::signingName)).containsExactlyInAnyOrder("s3", "s3-object-lambda", "s3-outposts",
				"s3express");
		assertThat(values(AwsEndpoint::algorithm)).containsExactlyInAnyOrder(SigningAlgorithm.values());
		assertThat(this.expected).hasSizeGreaterThan(300);
	}

	private static S3EndpointParams params(String region, String bucket, int flags) {
		String partition = Region.of(region).metadata().partition().id();
		S3EndpointParams.Builder params = S3EndpointParams.builder()
			.region(Region.of(region))
			.useFips(isSet(flags, 0))
			.useDualStack(isSet(flags, 1))
			.accelerate(isSet(flags, 2))
			.useGlobalEndpoint(isSet(flags, 3))
			.useObjectLambdaEndpoint(isSet(flags, 4))
			.useS3ExpressControlEndpoint(isSet(flags, 5))
			.disableS3ExpressSessionAuth(isSet(flags, 6))
			.forcePathStyle(isSet(flags, 7));
		if (!bucket.isEmpty()) {
			params.bucket(bucket.replace("PARTITION", partition).replace("REGION", region));
		}
		return params.build();
	}

	private static boolean isSet(int flags, int flag) {
		return (flags & (1 << flag)) != 0;
	}

	/**
	 * Many combinations do not exist, and some have a name only: aws-global is no region.
	 */
	private static Optional<Endpoint> resolve(S3EndpointParams params) {
		try {
			return Optional.of(RULES.resolveEndpoint(params).join())
				.filter((endpoint) -> !endpoint.endpointUrl().host().contains("aws-global"));
		}
		catch (CompletionException ex) {
			return Optional.empty();
		}
	}

	private void expect(Endpoint endpoint, String bucket) {
		String host = endpoint.endpointUrl().host();
		boolean inPath = !endpoint.endpointUrl().encodedPath().isEmpty();
		String withoutBucket = (host.startsWith(bucket + ".") && !inPath) ? host.substring(bucket.length()) : host;
		AwsEndpoint signedFor = signedFor(withoutBucket, endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES));
		assertThat(this.expected.getOrDefault(host, signedFor)).as(host).isEqualTo(signedFor);
		this.expected.put(host, signedFor);
	}

	/** Where they offer both algorithms, the one that needs no more than a region. */
	private static AwsEndpoint signedFor(String host, List<EndpointAuthScheme> schemes) {
		for (EndpointAuthScheme scheme : schemes) {
			if (scheme instanceof SigV4AuthScheme sigV4) {
				return signedFor(host, sigV4.signingName(), sigV4.signingRegion());
			}
			if (scheme instanceof S3ExpressEndpointAuthScheme express) {
				return signedFor(host, express.signingName(), express.signingRegion());
			}
		}
		SigV4aAuthScheme sigV4a = (SigV4aAuthScheme) schemes.get(0);
		assertThat(sigV4a.signingRegionSet()).as(host).containsExactly("*");
		return new AwsEndpoint(sigV4a.signingName(), null, SigningAlgorithm.SIGV4A);
	}

	/** A region that the host does not spell is known to the client only. */
	private static AwsEndpoint signedFor(String host, String signingName, String region) {
		return new AwsEndpoint(signingName, host.contains(region) ? region : null, SigningAlgorithm.SIGV4);
	}

	private <T> Set<T> values(Function<AwsEndpoint, T> property) {
		Set<T> values = new TreeSet<>();
		this.expected.values().forEach((endpoint) -> values.add(property.apply(endpoint)));
		return values;
	}

}
