package io.github.sigv4.sample.server;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;

/**
 * What services answer, cut down to what the tour reads.
 */
final class AwsAnswers {

	private static final Pattern PART_NAME = Pattern.compile("form-data; name=\"(\\w+)\"");

	private AwsAnswers() {
	}

	/** An API of one's own behind API Gateway. */
	static TestResponse orders(ReceivedRequest request) {
		if (request.path().endsWith("/attachments")) {
			return TestResponse.json("{\"parts\":[" + PART_NAME.matcher(request.bodyText())
				.results()
				.map((part) -> "\"" + part.group(1) + "\"")
				.collect(Collectors.joining(",")) + "]}");
		}
		if (request.method().equals("POST")) {
			return TestResponse.json(request.bodyText()).withStatus(201);
		}
		if (request.method().equals("PUT")) {
			return TestResponse.json(request.bodyText());
		}
		String order = "{\"id\":\"%s\",\"item\":\"tea\",\"quantity\":2}";
		if (request.path().equals("/orders")) {
			return TestResponse.json("[" + order.formatted("1") + "," + order.formatted("2") + "]");
		}
		String id = request.path().substring(request.path().lastIndexOf('/') + 1);
		return TestResponse.json(order.formatted(StringUtils.uriDecode(id, StandardCharsets.UTF_8)));
	}

	/** SSM GetParameter: JSON, the operation in a header. */
	static TestResponse parameter(ReceivedRequest request) {
		if (!"AmazonSSM.GetParameter".equals(request.header("X-Amz-Target"))) {
			return TestResponse.json("{\"__type\":\"UnknownOperationException\"}").withStatus(400);
		}
		Matcher name = Pattern.compile("\"Name\":\"([\\w/]+)\"").matcher(request.bodyText());
		if (!name.find()) {
			return TestResponse.json("{\"__type\":\"ParameterNotFound\"}").withStatus(400);
		}
		return TestResponse.of(200)
			.withHeader("Content-Type", "application/x-amz-json-1.1")
			.withBody("{\"Parameter\":{\"Name\":\"" + name.group(1)
					+ "\",\"Type\":\"String\",\"Value\":\"Good morning\",\"Version\":1}}");
	}

	/** STS GetCallerIdentity: a form, or a query. */
	static TestResponse callerIdentity(ReceivedRequest request) {
		return xml("GetCallerIdentity".equals(parameter(request, "Action")), """
				<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
				  <GetCallerIdentityResult>
				    <Arn>arn:aws:iam::123456789012:user/sample</Arn>
				    <UserId>AIDASAMPLE</UserId>
				    <Account>123456789012</Account>
				  </GetCallerIdentityResult>
				</GetCallerIdentityResponse>
				""");
	}

	/** EC2 DescribeRegions: a query. */
	static TestResponse regions(ReceivedRequest request) {
		return xml("DescribeRegions".equals(parameter(request, "Action")), """
				<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
				  <regionInfo>
				    <item><regionName>eu-west-1</regionName></item>
				    <item><regionName>us-east-1</regionName></item>
				  </regionInfo>
				</DescribeRegionsResponse>
				""");
	}

	/** IAM CreateUser: a query. */
	static TestResponse createUser(ReceivedRequest request) {
		return xml("CreateUser".equals(parameter(request, "Action")), """
				<CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
				  <CreateUserResult>
				    <User><UserName>%s</UserName></User>
				  </CreateUserResult>
				</CreateUserResponse>
				""".formatted(parameter(request, "UserName")));
	}

	/** A database that lets a user in. */
	static TestResponse connection(ReceivedRequest request) {
		return TestResponse.text("Welcome, " + parameter(request, "DBUser"));
	}

	/** An access point of S3 to buckets in several regions. */
	static TestResponse nearestObject(ReceivedRequest request) {
		return TestResponse
			.text(request.method().equals("PUT") ? request.bodyLength() + " bytes" : "From the nearest region");
	}

	private static TestResponse xml(boolean known, String answer) {
		return known ? TestResponse.xml(answer)
				: TestResponse.xml("<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>")
					.withStatus(400);
	}

	private static @Nullable String parameter(ReceivedRequest request, String name) {
		String query = request.method().equals("POST") ? request.bodyText()
				: Objects.requireNonNullElse(request.query(), "");
		return UriComponentsBuilder.newInstance().query(query).build().getQueryParams().getFirst(name);
	}

}
