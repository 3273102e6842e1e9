package io.github.sigv4;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AwsEndpoint}. Where AWS's SDKs resolve such an endpoint, the expected
 * name and region are theirs; a {@code -} is a {@code null}.
 */
class AwsEndpointTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			airflow.eu-west-1.amazonaws.com               | airflow
			api.airflow.eu-west-1.amazonaws.com           | airflow
			aoss.eu-west-1.amazonaws.com                  | aoss
			api.detective.eu-west-1.amazonaws.com         | detective
			api.ecr.eu-west-1.amazonaws.com               | ecr
			api.pricing.eu-west-1.amazonaws.com           | pricing
			api.sagemaker.eu-west-1.amazonaws.com         | sagemaker
			aps.eu-west-1.amazonaws.com                   | aps
			bedrock-agentcore.eu-west-1.amazonaws.com     | bedrock-agentcore
			bedrock-mantle.eu-west-1.api.aws              | bedrock-mantle
			cloudsearch.eu-west-1.amazonaws.com           | cloudsearch
			cognito-idp.eu-west-1.amazonaws.com           | cognito-idp
			data.iotsitewise.eu-west-1.amazonaws.com      | iotsitewise
			data.mediastore.eu-west-1.amazonaws.com       | mediastore
			dynamodb.eu-west-1.amazonaws.com              | dynamodb
			ec2.eu-west-1.amazonaws.com                   | ec2
			es.eu-west-1.amazonaws.com                    | es
			iot.eu-west-1.amazonaws.com                   | iot
			kafka.eu-west-1.amazonaws.com                 | kafka
			logs.eu-west-1.amazonaws.com                  | logs
			models.lex.eu-west-1.amazonaws.com            | lex
			monitoring.eu-west-1.amazonaws.com            | monitoring
			neptune-graph.eu-west-1.amazonaws.com         | neptune-graph
			organizations.eu-west-1.amazonaws.com         | organizations
			query.timestream.eu-west-1.amazonaws.com      | timestream
			rds-data.eu-west-1.amazonaws.com              | rds-data
			runtime.lex.eu-west-1.amazonaws.com           | lex
			runtime.sagemaker.eu-west-1.amazonaws.com     | sagemaker
			session.qldb.eu-west-1.amazonaws.com          | qldb
			sqs.eu-west-1.amazonaws.com                   | sqs
			ssm.eu-west-1.amazonaws.com                   | ssm
			streams.dynamodb.eu-west-1.amazonaws.com      | dynamodb
			sts.eu-west-1.amazonaws.com                   | sts
			verification.signer.eu-west-1.amazonaws.com   | signer
			some-service-of-tomorrow.eu-west-1.amazonaws.com | some-service-of-tomorrow
			""")
	void whenServiceIsSignedForItsLabelThenIsLabelBeforeRegion(String host, String signingName) {
		assertEndpoint(host, signingName, "eu-west-1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			agreement-marketplace                 | aws-marketplace
			aos                                   | es
			api.tunneling.iot                     | IoTSecuredTunneling
			appconfigdata                         | appconfig
			appstream2                            | appstream
			bedrock-agent                         | bedrock
			bedrock-agent-runtime                 | bedrock
			bedrock-agentcore-control             | bedrock-agentcore
			bedrock-runtime                       | bedrock
			catalog.marketplace                   | aws-marketplace
			cloudhsmv2                            | cloudhsm
			contact-lens                          | connect
			data-ats.iot                          | iotdata
			data-servicediscovery                 | servicediscovery
			data.iot                              | iotdata
			data.jobs.iot                         | iot-jobs-data
			efs                                   | elasticfilesystem
			email                                 | ses
			entitlement.marketplace               | aws-marketplace
			eventsv2                              | events
			meetings-chime                        | chime
			memory-db                             | memorydb
			metering.marketplace                  | aws-marketplace
			migrationhub-config                   | mgh
			oidc                                  | sso-oauth
			participant.connect                   | execute-api
			pinpoint                              | mobiletargeting
			portal.sso                            | awsssoportal
			query-lakeformation                   | lakeformation
			runtime-v2-lex                        | lex
			servicecatalog-appregistry            | servicecatalog
			sms-voice.pinpoint                    | sms-voice
			storage-omics                         | omics
			stream-logs                           | logs
			streaming-rekognition                 | rekognition
			streams-dynamodb                      | dynamodb
			sync-states                           | states
			transcribestreaming                   | transcribe
			""")
	void whenServiceIsSignedForAnotherNameThenIsThatName(String labels, String signingName) {
		assertEndpoint(labels + ".ap-northeast-1.amazonaws.com", signingName, "ap-northeast-1");
		assertEndpoint(labels + ".ap-northeast-1.api.aws", signingName, "ap-northeast-1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			abc123.execute-api.eu-west-1.amazonaws.com                     | execute-api       | eu-west-1
			us-east-1.execute-api.eu-west-1.amazonaws.com                  | execute-api       | eu-west-1
			iam.execute-api.eu-west-1.amazonaws.com                        | execute-api       | eu-west-1
			abc123-vpce-0a1b2c.execute-api.eu-west-1.amazonaws.com         | execute-api       | eu-west-1
			abcdefghijklmnopqrstuvwxyz.lambda-url.eu-west-1.on.aws         | lambda            | eu-west-1
			abc.appsync-api.eu-west-1.amazonaws.com                        | appsync           | eu-west-1
			abc.appsync-realtime-api.eu-west-1.amazonaws.com               | appsync           | eu-west-1
			svc-0a1b-0c2d.7d67968.vpc-lattice-svcs.eu-west-1.on.aws        | vpc-lattice-svcs  | eu-west-1
			1tg2xudton46knx2a95g.aoss.us-east-1.on.aws                     | aoss              | us-east-1
			search-books-abc.aos.us-east-1.on.aws                          | es                | us-east-1
			aps-workspaces.eu-west-1.amazonaws.com                         | aps               | eu-west-1
			gw-abc.gateway.bedrock-agentcore.us-west-2.amazonaws.com       | bedrock-agentcore | us-west-2
			a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com                 | iotdata           | eu-west-1
			a1b2c3d4e5f6g7.iot.eu-west-1.amazonaws.com                     | iotdata           | eu-west-1
			123456789012.ddb.eu-west-1.amazonaws.com                       | dynamodb          | eu-west-1
			123456789012.data-kinesis.eu-west-1.amazonaws.com              | kinesis           | eu-west-1
			123456789012.control-kinesis-fips.us-east-1.api.aws            | kinesis           | us-east-1
			s-1a2b3c4d.kinesisvideo.eu-west-1.amazonaws.com                | kinesisvideo      | eu-west-1
			abc.dsql.us-east-1.on.aws                                      | dsql              | us-east-1
			abc.data.mediastore.eu-west-1.amazonaws.com                    | mediastore        | eu-west-1
			instance.cluster.neptune.cn-north-1.amazonaws.com.cn           | neptune-db        | cn-north-1
			""")
	void whenHostIsOfOneResourceThenResourceIsIgnored(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			search-books-abc123.eu-west-1.es.amazonaws.com                 | es            | eu-west-1
			vpc-books-abc123.us-gov-west-1.es.amazonaws.com                | es            | us-gov-west-1
			search-us-east-1.ap-southeast-5.es.amazonaws.com               | es            | ap-southeast-5
			search-books-abc123.cn-north-1.es.amazonaws.com.cn             | es            | cn-north-1
			07tjusf2h91cunochc.us-east-1.aoss.amazonaws.com                | aoss          | us-east-1
			07tjusf2h91cunochc.us-east-1.aoss-fips.amazonaws.com           | aoss          | us-east-1
			pipeline-abc.us-east-1.osis.amazonaws.com                      | osis          | us-east-1
			doc-movies-abc.us-east-1.cloudsearch.amazonaws.com             | cloudsearch   | us-east-1
			my.cluster-ro-abc.us-west-2.neptune.amazonaws.com              | neptune-db    | us-west-2
			g-0123456789.us-west-2.neptune-graph.amazonaws.com             | neptune-graph | us-west-2
			eu-west-1.queue.amazonaws.com                                  | sqs           | eu-west-1
			""")
	void whenRegionStandsBeforeServiceThenIsFound(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	/** The hosts of databases, as AWS's documentation and JDBC driver know them. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			mydb.abc123.eu-west-1.rds.amazonaws.com                        | rds-db | eu-west-1
			mydb.cluster-abc123.us-gov-west-1.rds.amazonaws.com            | rds-db | us-gov-west-1
			mydb.cluster-ro-abc123.eu-west-1.rds.amazonaws.com             | rds-db | eu-west-1
			analytics.cluster-custom-abc123.eu-west-1.rds.amazonaws.com    | rds-db | eu-west-1
			mydb.shardgrp-abc123.eu-west-1.rds.amazonaws.com               | rds-db | eu-west-1
			my-proxy.proxy-abc123.eu-west-1.rds.amazonaws.com              | rds-db | eu-west-1
			reader.endpoint.proxy-abc123.eu-west-1.rds.amazonaws.com       | rds-db | eu-west-1
			mydb.cluster-abc123.eu-west-1.rds.amazonaws.com:3306           | rds-db | eu-west-1
			mydb.abc123.rds.cn-north-1.amazonaws.com.cn                    | rds-db | cn-north-1
			mydb.cluster-ro-abc123.rds.cn-northwest-1.amazonaws.com.cn     | rds-db | cn-northwest-1
			mydb.abc123.cn-north-1.rds.amazonaws.com.cn                    | rds-db | cn-north-1
			mydb.cluster-abc123.rds.us-iso-east-1.c2s.ic.gov               | rds-db | us-iso-east-1
			mydb.cluster-abc123.rds.us-isob-east-1.sc2s.sgov.gov           | rds-db | us-isob-east-1
			mydb.global-abc123.global.rds.amazonaws.com                    | rds-db | -
			abc123.dsql.eu-west-1.on.aws                                   | dsql   | eu-west-1
			abc123.dsql-fnh4.us-east-1.on.aws                              | dsql   | us-east-1
			dsql.us-east-1.api.aws                                         | dsql   | us-east-1
			dsql-fips.us-east-1.api.aws                                    | dsql   | us-east-1
			rds.eu-west-1.amazonaws.com                                    | rds    | eu-west-1
			rds-fips.us-east-1.amazonaws.com                               | rds    | us-east-1
			rds.us-gov-west-1.amazonaws.com                                | rds    | us-gov-west-1
			rds.cn-north-1.amazonaws.com.cn                                | rds    | cn-north-1
			rds.eu-west-1.api.aws                                          | rds    | eu-west-1
			vpce-0123-abc.rds.eu-west-1.vpce.amazonaws.com                 | rds    | eu-west-1
			vpce-0123-abc-eu-west-1a.rds.eu-west-1.vpce.amazonaws.com      | rds    | eu-west-1
			""")
	void whenHostIsOfADatabaseThenIsNotTheApi(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			s3.eu-west-1.amazonaws.com                                             | s3               | eu-west-1
			s3.eu-west-1.api.aws                                                   | s3               | eu-west-1
			s3.dualstack.eu-west-1.amazonaws.com                                   | s3               | eu-west-1
			s3-fips.dualstack.us-gov-west-1.amazonaws.com                          | s3               | us-gov-west-1
			s3-eu-west-1.amazonaws.com                                             | s3               | eu-west-1
			s3-us-gov-west-1.amazonaws.com                                         | s3               | us-gov-west-1
			s3-fips-us-gov-west-1.amazonaws.com                                    | s3               | us-gov-west-1
			s3-external-1.amazonaws.com                                            | s3               | us-east-1
			s3-control.eu-west-1.amazonaws.com                                     | s3               | eu-west-1
			123456789012.s3-control-fips.dualstack.us-east-1.amazonaws.com         | s3               | us-east-1
			ap-123456789012.s3-accesspoint.eu-west-1.amazonaws.com                 | s3               | eu-west-1
			ap-123456789012.s3-accesspoint-fips.dualstack.us-east-1.amazonaws.com  | s3               | us-east-1
			ap-123456789012.s3-object-lambda.eu-west-1.amazonaws.com               | s3-object-lambda | eu-west-1
			s3-outposts.eu-west-1.amazonaws.com                                    | s3-outposts      | eu-west-1
			ap-123456789012.op-0123.s3-outposts.eu-west-1.amazonaws.com            | s3-outposts      | eu-west-1
			b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com           | s3express        | us-east-1
			b--use1-az4--x-s3.s3express-fips-use1-az4.us-east-1.amazonaws.com      | s3express        | us-east-1
			b--usw2-az1--x-s3.s3express-usw2-az1.dualstack.us-west-2.amazonaws.com | s3express        | us-west-2
			s3express-control.us-east-1.amazonaws.com                              | s3express        | us-east-1
			s3tables.us-east-1.amazonaws.com                                       | s3tables         | us-east-1
			s3vectors.us-east-1.api.aws                                            | s3vectors        | us-east-1
			s3.amazonaws.com                                                       | s3               | -
			s3-accelerate.amazonaws.com                                            | s3               | -
			bucket.s3-accelerate.dualstack.amazonaws.com                           | s3               | -
			""")
	void whenServiceIsOfS3FamilyThenIsFound(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	@ParameterizedTest
	@MethodSource
	void whenBucketHasAnyNameThenChangesNothing(String bucket, String endpoint, String region) {
		assertEndpoint(bucket + "." + endpoint, "s3", region);
	}

	static Stream<Arguments> whenBucketHasAnyNameThenChangesNothing() {
		List<String> buckets = List.of("bucket", "my.dotted.bucket", "under_score", "eu-west-1", "my.eu-west-1",
				"s3.eu-west-1", "s3-eu-west-1", "s3.eu-west-1.amazonaws.com", "s3.amazonaws.com", "s3-website",
				"s3-website-eu-west-1", "es", "eu-west-1.es", "iam", "sts", "x.execute-api", "data.iot", "vpce",
				"a.vpce", "vpce-1", "dualstack", "fips", "my-fips", "global", "us-gov", "amazonaws.com", "elb",
				"maps.geo");
		return buckets.stream()
			.flatMap((bucket) -> Stream.of(Arguments.of(bucket, "s3.us-east-2.amazonaws.com", "us-east-2"),
					Arguments.of(bucket, "s3.dualstack.us-east-2.amazonaws.com", "us-east-2"),
					Arguments.of(bucket, "s3-us-west-1.amazonaws.com", "us-west-1"),
					Arguments.of(bucket, "s3.cn-north-1.amazonaws.com.cn", "cn-north-1"),
					Arguments.of(bucket, "s3-external-1.amazonaws.com", "us-east-1"),
					Arguments.of(bucket, "bucket.vpce-1a2b-3c4d.s3.us-east-2.vpce.amazonaws.com", "us-east-2"),
					Arguments.of(bucket, "s3.amazonaws.com", null),
					Arguments.of(bucket, "s3-accelerate.amazonaws.com", null)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			dynamodb-fips.us-east-1.amazonaws.com              | dynamodb    | us-east-1
			sts-fips.us-east-1.api.aws                         | sts         | us-east-1
			abc123.execute-api-fips.us-east-1.amazonaws.com    | execute-api | us-east-1
			fips.batch.us-gov-west-1.amazonaws.com             | batch       | us-gov-west-1
			api-fips.sagemaker.us-east-1.amazonaws.com         | sagemaker   | us-east-1
			runtime-fips.lex.us-east-1.amazonaws.com           | lex         | us-east-1
			participant.connect-fips.us-east-1.amazonaws.com   | execute-api | us-east-1
			data.iot-fips.us-gov-west-1.amazonaws.com          | iotdata     | us-gov-west-1
			bedrock-runtime-fips.us-east-1.amazonaws.com       | bedrock     | us-east-1
			ec2.eu-west-1.api.aws                              | ec2         | eu-west-1
			catalog-marketplace.us-east-1.api.aws              | aws-marketplace | us-east-1
			monitoring.dualstack.eu-west-1.amazonaws.com       | monitoring  | eu-west-1
			cn.transcribe.cn-north-1.amazonaws.com.cn          | transcribe  | cn-north-1
			""")
	void whenEndpointIsFipsOrDualStackThenIsSameService(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			vpce-0123-abc.execute-api.eu-west-1.vpce.amazonaws.com                       | execute-api | eu-west-1
			vpce-0123-abc-eu-west-1a.execute-api.eu-west-1.vpce.amazonaws.com            | execute-api | eu-west-1
			vpce-0123-abc.sqs.eu-west-1.vpce.amazonaws.com                               | sqs         | eu-west-1
			vpce-0123-abc.email.eu-west-1.vpce.amazonaws.com                             | ses         | eu-west-1
			vpce-0123-abc-us-east-1b.runtime.sagemaker.us-east-1.vpce.amazonaws.com      | sagemaker   | us-east-1
			vpce-0123-abc.api.ecr.us-east-1.vpce.amazonaws.com                           | ecr         | us-east-1
			vpce-0123-abc.bedrock-runtime.us-gov-west-1.vpce.amazonaws.com               | bedrock     | us-gov-west-1
			vpce-0123-abc.data.iot.eu-west-1.vpce.amazonaws.com                          | iotdata     | eu-west-1
			vpce-0123-abc.iot.eu-west-1.vpce.amazonaws.com                               | iot         | eu-west-1
			vpce-0123-abc.kms.cn-north-1.vpce.amazonaws.com.cn                           | kms         | cn-north-1
			bucket.vpce-0123-abc.s3.eu-west-1.vpce.amazonaws.com                         | s3          | eu-west-1
			my.bucket.bucket.vpce-0123-abc-eu-west-1a.s3.eu-west-1.vpce.amazonaws.com    | s3          | eu-west-1
			accesspoint.vpce-0123-abc.s3.eu-west-1.vpce.amazonaws.com                    | s3          | eu-west-1
			control.vpce-0123-abc.s3.eu-west-1.vpce.amazonaws.com                        | s3          | eu-west-1
			""")
	void whenHostIsOfVpcEndpointThenIsServiceBehindIt(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			lambda.cn-northwest-1.amazonaws.com.cn                        | lambda      | cn-northwest-1
			sqs.cn-north-1.api.amazonwebservices.com.cn                   | sqs         | cn-north-1
			abc.lambda-url.cn-north-1.on.amazonwebservices.com.cn         | lambda      | cn-north-1
			data.ats.iot.cn-north-1.amazonaws.com.cn                      | iotdata     | cn-north-1
			kms.us-gov-east-1.amazonaws.com                               | kms         | us-gov-east-1
			kms.eusc-de-east-1.amazonaws.eu                               | kms         | eusc-de-east-1
			kms.eusc-de-east-1.api.amazonwebservices.eu                   | kms         | eusc-de-east-1
			abc.lambda-url.eusc-de-east-1.on.amazonwebservices.eu         | lambda      | eusc-de-east-1
			bucket.s3.us-iso-east-1.c2s.ic.gov                            | s3          | us-iso-east-1
			ec2.us-iso-west-1.api.aws.ic.gov                              | ec2         | us-iso-west-1
			email.us-isob-east-1.sc2s.sgov.gov                            | ses         | us-isob-east-1
			ec2.us-isob-west-1.api.aws.scloud                             | ec2         | us-isob-west-1
			abc.execute-api.eu-isoe-west-1.cloud.adc-e.uk                 | execute-api | eu-isoe-west-1
			lambda.eu-isoe-west-1.api.cloud-aws.adc-e.uk                  | lambda      | eu-isoe-west-1
			api.ecr.us-isof-south-1.csp.hci.ic.gov                        | ecr         | us-isof-south-1
			lambda.us-isof-east-1.api.aws.hci.ic.gov                      | lambda      | us-isof-east-1
			""")
	void whenPartitionIsAnotherThenIsFound(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	@ParameterizedTest
	@ValueSource(strings = { "af-south-1", "ap-east-2", "ap-northeast-3", "ap-southeast-5", "ca-west-1", "cn-north-1",
			"cn-northwest-1", "eu-central-2", "eu-isoe-west-1", "eu-south-2", "eusc-de-east-1", "il-central-1",
			"me-central-1", "mx-central-1", "sa-east-1", "us-east-1", "us-gov-east-1", "us-gov-west-1", "us-iso-east-1",
			"us-isob-east-1", "us-isof-south-1", "nz-north-1", "sa-west-12", "eusc-fr-west-1" })
	void whenRegionIsOfTodayOrTomorrowThenIsFound(String region) {
		assertEndpoint("sqs." + region + ".amazonaws.com", "sqs", region);
		assertEndpoint("s3-" + region + ".amazonaws.com", "s3", region);
		assertEndpoint("search-x." + region + ".es.amazonaws.com", "es", region);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			iam.amazonaws.com                              | iam            | us-east-1
			iam-fips.amazonaws.com                         | iam            | us-east-1
			iam.global.api.aws                             | iam            | us-east-1
			iam.us-gov.amazonaws.com                       | iam            | us-gov-west-1
			iam.amazonaws.com.cn                           | iam            | cn-north-1
			iam.cn-north-1.amazonaws.com.cn                | iam            | cn-north-1
			iam.global.api.amazonwebservices.com.cn        | iam            | cn-north-1
			iam.us-iso-east-1.c2s.ic.gov                   | iam            | us-iso-east-1
			sts.amazonaws.com                              | sts            | us-east-1
			cloudfront.amazonaws.com                       | cloudfront     | us-east-1
			cloudfront.global.api.aws                      | cloudfront     | us-east-1
			cloudfront.cn-northwest-1.amazonaws.com.cn     | cloudfront     | cn-northwest-1
			route53.amazonaws.com                          | route53        | us-east-1
			route53.amazonaws.com.cn                       | route53        | cn-northwest-1
			route53.us-gov.amazonaws.com                   | route53        | us-gov-west-1
			route53.us-gov.api.aws                         | route53        | us-gov-west-1
			route53.c2s.ic.gov                             | route53        | us-iso-east-1
			route53.sc2s.sgov.gov                          | route53        | us-isob-east-1
			route53.cloud.adc-e.uk                         | route53        | eu-isoe-west-1
			route53.csp.hci.ic.gov                         | route53        | us-isof-south-1
			route53.amazonaws.eu                           | route53        | eusc-de-east-1
			budgets.global.cloud.adc-e.uk                  | budgets        | eu-isoe-west-1
			global.health.amazonaws.com                    | health         | us-east-1
			global.health.us-gov.amazonaws.com             | health         | us-gov-west-1
			waf.amazonaws.com                              | waf            | us-east-1
			savingsplans.amazonaws.com                     | savingsplans   | us-east-1
			partnercentral-prm.global.api.aws              | partnercentral | us-east-1
			ec2.amazonaws.com                              | ec2            | us-east-1
			queue.amazonaws.com                            | sqs            | us-east-1
			""")
	void whenEndpointIsGlobalThenRegionIsItsPartitions(String host, String signingName, String region) {
		assertEndpoint(host, signingName, region);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sqs.amazonaws.com                              | sqs
			kms.amazonaws.com                              | kms
			email.amazonaws.com                            | ses
			sts.amazonaws.com.cn                           | sts
			sts.c2s.ic.gov                                 | sts
			sts.us-gov.amazonaws.com                       | sts
			ec2.amazonaws.com.cn                           | ec2
			""")
	void whenRegionIsNotToldThenIsNotMadeUp(String host, String signingName) {
		assertEndpoint(host, signingName, null);
	}

	/** By the endpoint rules of AWS's SDKs. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com       | s3
			mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com.cn    | s3
			mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com:443   | s3
			abc123.456def.endpoint.events.amazonaws.com                  | events
			abc123.456def.endpoint.events.api.aws                        | events
			abc123.456def.endpoints.email.amazonaws.com                  | ses
			abc123.456def.endpoints.email.global.api.aws                 | ses
			abc123.456def.endpoints.email.us-gov.amazonaws.com           | ses
			123456789012.cloudfront-kvs.global.api.aws                   | cloudfront-keyvaluestore
			""")
	void whenEndpointStandsForSeveralRegionsThenTakesSigV4aAlone(String host, String signingName) {
		assertThat(AwsEndpoint.fromHost(host)).contains(new AwsEndpoint(signingName, null, SigningAlgorithm.SIGV4A));
	}

	@ParameterizedTest
	@ValueSource(strings = { "vpce-0123-abc.vpce-svc-0a1b2c3d.eu-west-1.vpce.amazonaws.com",
			"vpce-svc-0a1b2c3d.eu-west-1.vpce.amazonaws.com", "my-lb-0123.elb.eu-west-1.amazonaws.com",
			"my-lb-0123.eu-west-1.elb.amazonaws.com", "ec2-203-0-113-1.eu-west-1.compute.amazonaws.com",
			"ABC.gr7.eu-west-1.eks.amazonaws.com", "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
			"123456789012.dkr-ecr.eu-west-1.on.aws", "d-0123.d.codeartifact.eu-west-1.amazonaws.com",
			"c1a2b3.credentials.iot.eu-west-1.amazonaws.com", "maps.geo.eu-west-1.amazonaws.com" })
	void whenServiceIsNotToldThenHasRegionAlone(String host) {
		assertEndpoint(host, null, "eu-west-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bucket.s3-website-eu-west-1.amazonaws.com",
			"bucket.s3-website.eu-central-1.amazonaws.com", "bucket.s3-website.dualstack.us-gov-west-1.amazonaws.com",
			"s3-website-us-east-1.amazonaws.com", "ec2-203-0-113-1.compute-1.amazonaws.com",
			"cache.abc.0001.use1.cache.amazonaws.com", "elb.amazonaws.com", "eu-west-1.amazonaws.com",
			"vpce.amazonaws.com", "global.api.aws", "us-gov.amazonaws.com" })
	void whenHostIsOfAwsButNoEndpointThenIsEmpty(String host) {
		assertThat(AwsEndpoint.fromHost(host)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", ":443", "localhost", "localhost:4566", "example.com", "api.example.com",
			"amazonaws.com", ".amazonaws.com", "api.aws", "on.aws", "evilamazonaws.com", "s3.evilamazonaws.com",
			"sqs.eu-west-1.amazonaws.com.evil.example", "sqs.eu-west-1.amazonaws.comx", "amazonaws.com.evil.example",
			"sqs.eu-west-1.amazonaws.org", "sqs.eu-west-1.aws", "sqs.eu-west-1.xapi.aws", "sqs.eu-west-1.amazonaws.co",
			"s3.eu-west-1.amazonaws.com@evil.example", "user@s3.eu-west-1.amazonaws.com",
			"user:pw@s3.eu-west-1.amazonaws.com:443", "https://s3.eu-west-1.amazonaws.com",
			"s3.eu-west-1.amazonaws.com/bucket", "s3.eu-west-1.amazonaws.com?a", "evil.example#.s3.amazonaws.com",
			"evil.example\\.s3.amazonaws.com", "evil.example%2f.s3.amazonaws.com", "s3 .amazonaws.com",
			" s3.amazonaws.com", "s3.amazonaws.com\n", "s3.amazonaws.com\u0000", "s3..amazonaws.com",
			"s3.amazonaws.com..", "s3.amazonaws.com:x", "s3.amazonaws.com:443:443", "s3.amazonaws.com:-1", "127.0.0.1",
			"127.0.0.1:8080", "169.254.169.254", "::1", "[::1]", "[::1]:443", "[fe80::1%25s3.amazonaws.com]",
			"[fd00:ec2::254]", "2130706433", "sqs.eu-isoe-west-1.cloud.adc-e.u\u212a", "s\uff13.amazonaws.com",
			"s3\u3002amazonaws.com", "s3.eu-west-1.localhost.localstack.cloud", "abc.cloudfront.net",
			"us-east-1.signin.aws.amazon.com", "docs.aws.amazon.com" })
	void whenHostIsNotOfAwsThenIsEmpty(String host) {
		assertThat(AwsEndpoint.fromHost(host)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqs.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com.",
			"SQS.EU-WEST-1.AMAZONAWS.COM", "Sqs.Eu-West-1.AmazonAws.Com.", "sqs.eu-west-1.amazonaws.com:443",
			"sqs.eu-west-1.amazonaws.com:8443", "sqs.eu-west-1.amazonaws.com.:443", "sqs.eu-west-1.amazonaws.com:" })
	void whenHostIsWrittenOtherwiseThenIsSame(String host) {
		assertEndpoint(host, "sqs", "eu-west-1");
	}

	@Test
	void whenHostIsVeryLongThenIsRead() {
		assertEndpoint("a.".repeat(100_000) + "s3.eu-west-1.amazonaws.com", "s3", "eu-west-1");
		assertThat(AwsEndpoint.fromHost("a.".repeat(100_000) + "example")).isEmpty();
		assertThat(AwsEndpoint.fromHost(".".repeat(100_000) + "amazonaws.com")).isEmpty();
	}

	@Test
	void whenLabelsAreInAnyOrderThenTellsSomethingOrIsEmpty() {
		List<String> labels = List.of("s3", "es", "iam", "iot", "elb", "geo", "maps", "queue", "vpce", "vpce-1",
				"us-gov", "global", "dualstack", "fips", "-fips", "eu-west-1", "s3-eu-west-1", "s3-website", "x");
		Random random = new Random(36);
		for (int i = 0; i < 20_000; i++) {
			StringBuilder host = new StringBuilder();
			for (int count = random.nextInt(6); count > 0; count--) {
				host.append(labels.get(random.nextInt(labels.size()))).append('.');
			}
			host.append("amazonaws.com");
			assertThat(AwsEndpoint.fromHost(host.toString())).as(host.toString())
				.satisfiesAnyOf((endpoint) -> assertThat(endpoint).isEmpty(),
						(endpoint) -> assertThat(endpoint.get().signingName()).isNotNull().isNotEmpty(),
						(endpoint) -> assertThat(endpoint.get().region()).isEqualTo("eu-west-1"));
		}
	}

	private static void assertEndpoint(String host, String signingName, String region) {
		assertThat(AwsEndpoint.fromHost(host)).contains(new AwsEndpoint(signingName, region, SigningAlgorithm.SIGV4));
	}

}
