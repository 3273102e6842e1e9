package io.github.sigv4;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The names under which services are signed for. Most are the label in front of the
 * region; this lists the others.
 * <p>
 * AWS publishes the signing name with each service's API model, as the trait
 * {@code aws.auth#sigv4}, and the labels of its endpoints in the general reference.
 *
 * @see <a href=
 * "https://smithy.io/2.0/aws/aws-auth.html#aws-auth-sigv4-trait">aws.auth#sigv4 trait</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html">Service
 * endpoints and quotas</a>
 */
final class SigningNames {

	private static final Map<String, String> BY_LABEL = byLabel();

	/**
	 * Labels that do not tell a signing name.
	 */
	private static final Set<String> UNTOLD = Set.of(
			// A load balancer: what is behind it decides
			"elb",
			// These take a bearer token, basic authentication or a client certificate
			"credentials.iot", "d.codeartifact", "dkr-ecr", "dkr.ecr",
			// Signed for "geo" or for "geo-maps" and so on, depending on the path.
			// https://docs.aws.amazon.com/location/latest/developerguide/what-is.html
			"maps.geo", "places.geo", "routes.geo");

	/**
	 * Labels of endpoints that stand for several regions and take SigV4A alone, by the
	 * rules that AWS publishes for its SDKs: Multi-Region Access Points, EventBridge's
	 * global endpoints, SES's multi-region endpoints, CloudFront KeyValueStore.
	 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html
	 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-global-endpoints.html
	 * https://docs.aws.amazon.com/ses/latest/dg/global-endpoints.html
	 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-kvp.html
	 */
	private static final Set<String> MULTI_REGION = Set.of("accesspoint.s3-global", "cloudfront-kvs", "endpoint.events",
			"endpoints.email");

	private static final Pattern LABELLED_BY_PLACE = Pattern.compile("^(s3express|dsql)-.*");

	private SigningNames() {
	}

	private static Map<String, String> byLabel() {
		Map<String, String> names = new HashMap<>();
		add(names, "IoTSecuredTunneling", "iot-tunneling", "tunneling.iot");
		add(names, "agent-registry", "agent-registry-control");
		add(names, "appconfig", "appconfigdata");
		add(names, "appstream", "appstream2");
		add(names, "appsync", "appsync-api", "appsync-realtime-api");
		add(names, "aps", "aps-workspaces");
		add(names, "aws-marketplace", "marketplace", "agreement-marketplace", "catalog-marketplace",
				"deployment-marketplace", "discovery-marketplace", "entitlement-marketplace", "metering-marketplace",
				"reporting-marketplace");
		add(names, "awsssoportal", "portal.sso");
		add(names, "bedrock", "bedrock-agent", "bedrock-agent-runtime", "bedrock-data-automation",
				"bedrock-data-automation-runtime", "bedrock-runtime");
		add(names, "bedrock-agentcore", "bedrock-agentcore-control");
		add(names, "cassandra", "cassandra-streams");
		add(names, "chime", "identity-chime", "media-pipelines-chime", "meetings-chime", "messaging-chime",
				"voice-chime");
		add(names, "cloudfront-keyvaluestore", "cloudfront-kvs");
		add(names, "cloudhsm", "cloudhsmv2");
		add(names, "cloudwatch", "cloudwatch-omni");
		add(names, "connect", "contact-lens");
		add(names, "dynamodb", "ddb", "search-ddb", "streams-dynamodb");
		add(names, "elasticfilesystem", "efs");
		add(names, "es", "aos");
		add(names, "events", "endpoint.events", "eventsv2");
		add(names, "execute-api", "participant.connect");
		add(names, "forecast", "forecastquery");
		add(names, "iam", "iam-toolbox");
		add(names, "iot-jobs-data", "jobs.iot");
		add(names, "ivs", "ivsrealtime");
		add(names, "kafka", "kafka-api");
		add(names, "kinesis", "control-kinesis", "data-kinesis");
		add(names, "lakeformation", "data-lakeformation", "query-lakeformation");
		// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
		add(names, "lambda", "lambda-url");
		add(names, "lex", "models-v2-lex", "runtime-v2-lex");
		add(names, "logs", "stream-logs", "streaming-logs");
		add(names, "medical-imaging", "runtime-medical-imaging");
		add(names, "memorydb", "memory-db");
		add(names, "mgh", "migrationhub-config");
		add(names, "mobiletargeting", "pinpoint");
		// https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth-connecting.html
		add(names, "neptune-db", "neptune");
		add(names, "omics", "analytics-omics", "control-storage-omics", "storage-omics", "tags-omics",
				"workflows-omics");
		add(names, "partnercentral", "partnercentral-prm");
		add(names, "personalize", "personalize-events", "personalize-runtime");
		add(names, "rekognition", "streaming-rekognition");
		add(names, "route53-recovery-control-config", "arc-recovery-control-config");
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
		add(names, "s3", "s3", "s3-accelerate", "s3-accesspoint", "s3-control", "s3-external-1", "s3-global");
		add(names, "servicecatalog", "servicecatalog-appregistry");
		add(names, "servicediscovery", "data-servicediscovery");
		add(names, "ses", "email", "endpoints.email", "mail-manager");
		add(names, "signer", "data-signer");
		add(names, "sms-voice", "sms-voice.pinpoint");
		add(names, "sqs", "queue");
		add(names, "sso-oauth", "oidc");
		add(names, "states", "sync-states");
		add(names, "timestream", "timestream-ingest", "timestream-query");
		add(names, "transcribe", "transcribestreaming");
		return Map.copyOf(names);
	}

	private static void add(Map<String, String> names, String signingName, String... labels) {
		for (String label : labels) {
			names.put(label, signingName);
		}
	}

	/**
	 * Find the name to sign for.
	 * @param labels the labels in front of the region, the service's (without
	 * {@code -fips}) last
	 * @return the signing name, or {@code null} if the labels do not tell it
	 */
	static @Nullable String of(List<String> labels) {
		String service = labels.get(labels.size() - 1);
		if (UNTOLD.contains(service) || UNTOLD.contains(lastTwo(labels)) || service.startsWith("vpce-")) {
			// vpce-svc-0123: someone's own endpoint service
			return null;
		}
		String listed = listed(labels);
		if (listed != null) {
			return listed;
		}
		if (service.equals("iot") && labels.size() > 1 && !lastTwo(labels).startsWith("vpce-")) {
			// data-ats.iot or an account's own: over HTTPS the SDKs sign for "iotdata".
			// MQTT over WebSocket, which wants "iotdevicegateway", has the same host.
			// https://docs.aws.amazon.com/iot/latest/developerguide/iot-connect-devices.html
			return "iotdata";
		}
		// A label for each Availability Zone, as s3express-use1-az4, or for each service
		// of VPC endpoints, as dsql-fnh4
		return LABELLED_BY_PLACE.matcher(service).replaceFirst("$1");
	}

	/**
	 * Find the name to sign for if it is listed: it differs from the label, or is S3's.
	 * @param labels as above
	 * @return the signing name, or {@code null} if it is not listed
	 */
	static @Nullable String listed(List<String> labels) {
		String service = labels.get(labels.size() - 1);
		if (service.equals("rds") && labels.size() > 2) {
			// A database, as mydb.abc or mydb.cluster-abc, or a proxy of one; not the
			// API, nor a VPC endpoint of it.
			// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html
			return "rds-db";
		}
		String name = BY_LABEL.get(lastTwo(labels));
		return (name != null) ? name : BY_LABEL.get(service);
	}

	/**
	 * Return whether an endpoint without a region stands for several.
	 * @param labels as above
	 * @return whether it takes SigV4A alone
	 */
	static boolean isMultiRegion(List<String> labels) {
		return MULTI_REGION.contains(lastTwo(labels)) || MULTI_REGION.contains(labels.get(labels.size() - 1));
	}

	private static String lastTwo(List<String> labels) {
		return String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
	}

}
