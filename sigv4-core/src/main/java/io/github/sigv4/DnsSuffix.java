package io.github.sigv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The end of the host names of AWS, which tells the partition.
 *
 * @param name the suffix
 * @param globalRegion the region that the partition's global services sign for
 * @see <a href=
 * "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html">Partitions</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints">Global
 * endpoints</a>
 */
record DnsSuffix(String name, String globalRegion) {

	private static final List<DnsSuffix> ALL = all();

	/**
	 * Services of a whole partition, by the label of their endpoint.
	 */
	private static final Set<String> GLOBAL = Set.of("budgets", "cloudfront", "health", "iam", "partnercentral-channel",
			"partnercentral-prm", "route53", "savingsplans", "sustainability");

	/**
	 * Endpoints under {@code amazonaws.com} alone that have no region in their name and
	 * for which AWS documents us-east-1.
	 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html
	 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-endpoints.html
	 * https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
	 */
	private static final Set<String> US_EAST_1 = Set.of("ec2", "queue", "s3-external-1", "sdb", "sts", "waf");

	/**
	 * Of each partition first the suffix of IPv4 endpoints, then those of dual-stack
	 * endpoints and of single resources.
	 */
	private static List<DnsSuffix> all() {
		List<DnsSuffix> all = new ArrayList<>();
		// AWS, and AWS GovCloud (US), which is told apart by its regions or by "us-gov"
		add(all, "us-east-1", "amazonaws.com", "api.aws", "on.aws");
		// China
		add(all, "cn-northwest-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "on.amazonwebservices.com.cn");
		// European Sovereign Cloud
		add(all, "eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu", "on.amazonwebservices.eu");
		// ISO, ISOB, ISOE and ISOF
		add(all, "us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov");
		add(all, "us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud");
		add(all, "eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk");
		add(all, "us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov");
		return List.copyOf(all);
	}

	private static void add(List<DnsSuffix> all, String globalRegion, String... names) {
		for (String name : names) {
			all.add(new DnsSuffix(name, globalRegion));
		}
	}

	static @Nullable DnsSuffix of(String host) {
		for (DnsSuffix suffix : ALL) {
			if (host.endsWith("." + suffix.name)) {
				return suffix;
			}
		}
		return null;
	}

	/**
	 * Return the region that a service without one in its host name signs for, if AWS
	 * documents it.
	 * @param service the service's label
	 * @param gov whether the host name says {@code us-gov}
	 * @return the region, or {@code null}
	 */
	@Nullable String regionOf(String service, boolean gov) {
		if (!GLOBAL.contains(service)) {
			return (this.name.equals("amazonaws.com") && !gov && US_EAST_1.contains(service)) ? "us-east-1" : null;
		}
		if (gov) {
			return "us-gov-west-1";
		}
		// https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
		boolean iamInChina = service.equals("iam") && this.globalRegion.equals("cn-northwest-1");
		return iamInChina ? "cn-north-1" : this.globalRegion;
	}

}
