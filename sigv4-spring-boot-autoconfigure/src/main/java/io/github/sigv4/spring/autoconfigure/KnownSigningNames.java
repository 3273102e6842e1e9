package io.github.sigv4.spring.autoconfigure;

import java.util.Optional;
import java.util.Set;

/**
 * Names that AWS's services are signed for, to notice a typo. No list of them can be
 * complete, so another name is never an error.
 */
final class KnownSigningNames {

	static final Set<String> ALL = Set.of("acm", "airflow", "aoss", "appconfig", "application-autoscaling", "appstream",
			"appsync", "aps", "athena", "autoscaling", "aws-marketplace", "backup", "batch", "bedrock",
			"bedrock-agentcore", "cassandra", "ce", "cloudformation", "cloudfront", "cloudfront-keyvaluestore",
			"cloudsearch", "cloudtrail", "codeartifact", "codebuild", "codecommit", "codepipeline", "cognito-identity",
			"cognito-idp", "comprehend", "connect", "dax", "dsql", "dynamodb", "ebs", "ec2", "ecr", "ecs", "eks",
			"elasticache", "elasticfilesystem", "elasticloadbalancing", "elasticmapreduce", "email", "emr-containers",
			"emr-serverless", "es", "events", "execute-api", "firehose", "geo", "glacier", "glue", "guardduty",
			"healthlake", "iam", "iot", "iotdata", "iotdevicegateway", "kafka", "kafka-cluster", "kendra", "kinesis",
			"kms", "lakeformation", "lambda", "lex", "logs", "managedblockchain", "medical-imaging", "monitoring", "mq",
			"neptune-db", "neptune-graph", "networkmanager", "organizations", "osis", "personalize", "pipes", "polly",
			"qbusiness", "quicksight", "rds", "rds-data", "rds-db", "redshift", "redshift-data", "rekognition",
			"route53", "s3", "s3-object-lambda", "s3-outposts", "s3express", "s3tables", "sagemaker", "scheduler",
			"schemas", "secretsmanager", "securityhub", "servicediscovery", "ses", "sns", "sqs", "ssm", "sso",
			"sso-oauth", "states", "sts", "textract", "timestream", "transcribe", "transfer", "translate",
			"verifiedpermissions", "vpc-lattice", "vpc-lattice-svcs", "waf", "wafv2", "workspaces", "xray");

	private KnownSigningNames() {
	}

	/**
	 * Return what may have been meant by a name that is not known.
	 * @param signingName a signing name
	 * @return a warning, or empty if the name is known
	 */
	static Optional<String> warning(String signingName) {
		if (ALL.contains(signingName)) {
			return Optional.empty();
		}
		return Optional.of("is not one of the signing names known here"
				+ Nearest.to(signingName, ALL).map((nearest) -> "; did you mean '" + nearest + "'?").orElse(".")
				+ " It is used as it is.");
	}

}
