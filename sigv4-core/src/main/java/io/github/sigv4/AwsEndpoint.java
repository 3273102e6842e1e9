package io.github.sigv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the host name of an AWS endpoint tells about signing. Public so that clients and
 * tools can leave out what the host says already.
 * <p>
 * A region is only ever one that the host spells, or the one that AWS documents for an
 * endpoint without a region; no default stands in for what the host does not tell.
 *
 * @param signingName the service as the credential scope names it; {@code null} where the
 * host does not tell it, as with a load balancer or with someone's own endpoint service
 * @param region the region; {@code null} where the host does not tell it, as with a
 * bucket's global name, or where SigV4A signs for several
 * @param algorithm {@link SigningAlgorithm#SIGV4A} where the endpoint takes nothing else,
 * as a Multi-Region Access Point; then the region set to sign for is {@code *}
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/rande.html">AWS service
 * endpoints</a>
 */
public record AwsEndpoint(@Nullable String signingName, @Nullable String region, SigningAlgorithm algorithm) {

	private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+?)\\.?(?::[0-9]*)?");

	/**
	 * The form of a region's code rather than a list, so that tomorrow's regions work
	 * too.
	 */
	private static final String REGION_CODE = "[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}";

	private static final Pattern REGION = Pattern.compile(REGION_CODE);

	/**
	 * The old spelling of S3's endpoints, as in {@code s3-eu-west-1.amazonaws.com}.
	 */
	private static final Pattern S3_DASH_REGION = Pattern.compile("s3-(" + REGION_CODE + ")");

	private static final Pattern FIPS = Pattern.compile("(?<=.)-fips(?=-|$)");

	/**
	 * Services that put the region before their own label, as in
	 * {@code search-books.eu-west-1.es.amazonaws.com}. Other such hosts (load balancers,
	 * instances) take no signature.
	 */
	private static final Set<String> REGION_FIRST = Set.of("aoss", "cloudsearch", "es", "neptune", "neptune-graph",
			"osis", "queue", "rds");

	/** Of an endpoint that takes signatures by {@link SigningAlgorithm#SIGV4}. */
	private AwsEndpoint(@Nullable String signingName, @Nullable String region) {
		this(signingName, region, SigningAlgorithm.SIGV4);
	}

	/**
	 * Infer signing name, region and algorithm from a host name.
	 * @param host the host, with or without a port
	 * @return what the host tells, or empty if it is not one of AWS's or takes no
	 * signature
	 */
	public static Optional<AwsEndpoint> fromHost(String host) {
		Matcher matcher = HOST.matcher(host);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		String name = matcher.group(1).toLowerCase(Locale.ROOT);
		DnsSuffix suffix = DnsSuffix.of(name);
		if (suffix == null) {
			return Optional.empty();
		}
		String prefix = name.substring(0, name.length() - suffix.name().length() - 1);
		List<String> labels = new ArrayList<>(List.of(prefix.split("\\.", -1)));
		return labels.contains("") ? Optional.empty() : fromLabels(labels, suffix);
	}

	/**
	 * Read the labels from the right: what is left of the service is a customer's choice,
	 * and a bucket may well be called {@code s3.eu-west-1.amazonaws.com}.
	 */
	private static Optional<AwsEndpoint> fromLabels(List<String> labels, DnsSuffix suffix) {
		removeLast(labels, "vpce");
		boolean gov = removeLast(labels, "us-gov");
		removeLast(labels, "global");
		String region = isRegion(labels, 1) ? labels.remove(labels.size() - 1) : null;
		removeLast(labels, "dualstack");
		if (labels.isEmpty()) {
			return Optional.empty();
		}
		String service = FIPS.matcher(labels.remove(labels.size() - 1)).replaceFirst("");
		labels.add(service);
		if (service.startsWith("s3-website")) {
			// Websites serve what is public and take no signature.
			// https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
			return Optional.empty();
		}
		if (region != null) {
			return Optional.of(new AwsEndpoint(SigningNames.of(labels), region));
		}
		Matcher dashed = S3_DASH_REGION.matcher(service);
		if (dashed.matches()) {
			return Optional.of(new AwsEndpoint("s3", dashed.group(1)));
		}
		return withoutRegion(labels, service, suffix.regionOf(service, gov));
	}

	private static Optional<AwsEndpoint> withoutRegion(List<String> labels, String service,
			@Nullable String globalRegion) {
		String listed = SigningNames.listed(labels);
		if (SigningNames.isMultiRegion(labels)) {
			return Optional.of(new AwsEndpoint(listed, null, SigningAlgorithm.SIGV4A));
		}
		if ("s3".equals(listed)) {
			// Before all else: the label in front is a bucket, which may be called like a
			// region. The region stays open unless documented: it is the bucket's, and S3
			// answers 307 or 400 where another one is signed.
			// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
			return Optional.of(new AwsEndpoint(listed, globalRegion));
		}
		if (isRegion(labels, 2)) {
			String signingName = REGION_FIRST.contains(service) ? SigningNames.of(labels) : null;
			return Optional.of(new AwsEndpoint(signingName, labels.get(labels.size() - 2)));
		}
		// Not in ec2-203-0-113-1.compute-1.amazonaws.com, which is an instance
		boolean told = listed != null || globalRegion != null || labels.size() == 1;
		String signingName = told ? SigningNames.of(labels) : null;
		return (signingName != null) ? Optional.of(new AwsEndpoint(signingName, globalRegion)) : Optional.empty();
	}

	private static boolean isRegion(List<String> labels, int fromRight) {
		return labels.size() >= fromRight && REGION.matcher(labels.get(labels.size() - fromRight)).matches();
	}

	private static boolean removeLast(List<String> labels, String label) {
		boolean present = !labels.isEmpty() && labels.get(labels.size() - 1).equals(label);
		if (present) {
			labels.remove(labels.size() - 1);
		}
		return present;
	}

}
