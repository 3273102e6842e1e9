package io.github.sigv4.it.refusals;

/**
 * Endpoints of AWS, by the host that is signed, and what they want.
 */
enum Endpoint {

	API_GATEWAY("execute-api", "eu-west-1", "abc123.execute-api.eu-west-1.amazonaws.com"),

	APPSYNC("appsync", "eu-west-1", "abc123.appsync-api.eu-west-1.amazonaws.com"),

	DYNAMODB("dynamodb", "eu-west-1", "dynamodb.eu-west-1.amazonaws.com"),

	EC2("ec2", "eu-west-1", "ec2.eu-west-1.amazonaws.com"),

	IAM("iam", "us-east-1", "iam.amazonaws.com"),

	LAMBDA_URL("lambda", "eu-west-1", "abc123.lambda-url.eu-west-1.on.aws"),

	LATTICE("vpc-lattice-svcs", "eu-west-1", "orders-0a1b2c.7d67968.vpc-lattice-svcs.eu-west-1.on.aws"),

	OPENSEARCH("es", "eu-west-1", "search-orders-abc123.eu-west-1.es.amazonaws.com"),

	OPENSEARCH_SERVERLESS("aoss", "eu-west-1", "abc123.eu-west-1.aoss.amazonaws.com"),

	ROUTE_53("route53", "us-east-1", "route53.amazonaws.com"),

	S3("s3", "eu-central-1", "orders.s3.eu-central-1.amazonaws.com"),

	SSM("ssm", "eu-west-1", "ssm.eu-west-1.amazonaws.com"),

	STS("sts", "eu-west-1", "sts.eu-west-1.amazonaws.com"),

	/** Path-style, at whatever port it has. */
	S3_PROXY("s3", "eu-west-1", "");

	private final String service;

	private final String region;

	private final String host;

	Endpoint(String service, String region, String host) {
		this.service = service;
		this.region = region;
		this.host = host;
	}

	String service() {
		return this.service;
	}

	String region() {
		return this.region;
	}

	String host() {
		return this.host;
	}

}
