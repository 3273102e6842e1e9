package io.github.sigv4.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties that stop the start, each with the property, the value and the fix that the
 * message names.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidPropertyTests {

	private static final String ORDERS = "aws.sigv4.services.orders.";

	private static final String ROLE = "aws.sigv4.credentials.assume-role.";

	private static final String ARN = "arn:aws:iam::123456789012:role/orders";

	private static final String CHUNKED = ORDERS + "signing-name=s3," + ORDERS + "payload=chunked,";

	@ParameterizedTest
	@MethodSource
	void messageNamesPropertyAndFix(String properties, String... parts) {
		assertThat(failure(properties)).contains(parts).doesNotContain("sesame");
	}

	static Stream<Arguments> messageNamesPropertyAndFix() {
		return Stream.of(
				// service names
				invalid("aws.sigv4.services[Orders].base-url=https://h", "aws.sigv4.services[Orders]", "'Orders'",
						"Rename the service, for example to 'orders'"),
				invalid("aws.sigv4.services[order_items].base-url=https://h", "aws.sigv4.services[order_items]",
						"'order-items'"),
				invalid("aws.sigv4.services[a.b].base-url=https://h", "aws.sigv4.services[a.b]", "'a-b'"),
				// base-url
				invalid(ORDERS + "base-url=abc.example.com/prod", ORDERS + "base-url", "'abc.example.com/prod'",
						"does not start with https:// or http://"),
				invalid(ORDERS + "base-url=ftp://abc.example.com", ORDERS + "base-url", "does not start with"),
				invalid(ORDERS + "base-url=https:///prod", ORDERS + "base-url", "'https:///prod'"),
				invalid(ORDERS + "base-url=https://a_b/", ORDERS + "base-url", "has no host, or one that is not"),
				invalid(ORDERS + "base-url=https://me:sesame@h/", ORDERS + "base-url",
						"has user information before its host", "Take it out of the URL"),
				invalid(ORDERS + "base-url=https://me:se same@sesame/", ORDERS + "base-url", "It is no URL"),
				invalid(ORDERS + "base-url=https://h/?X-Amz-Signature=sesame", ORDERS + "base-url", "'https://h/?...'",
						"a query or a fragment"),
				invalid(ORDERS + "base-url=https://h/a b?X-Amz-Signature=sesame", ORDERS + "base-url",
						"'https://h/a b?...'", "It is no URL"),
				invalid(ORDERS + "base-url=https://h/#a", ORDERS + "base-url", "a query or a fragment"),
				invalid(ORDERS + "base-url=https://h/{stage}", ORDERS + "base-url", "'https://h/{stage}'",
						"It is no URL: Illegal character in path at index 10"),
				invalid(ORDERS + "base-url=https://h/my%20stage", ORDERS + "base-url", "percent-encoded"),
				invalid(ORDERS + "base-url=http://internal.example.com/", ORDERS + "base-url",
						"'http://internal.example.com/'", "plain http",
						"Use https, or set " + ORDERS + "allow-insecure-http=true"),
				invalid(ORDERS + "region=eu-west-1," + ORDERS + "signing-name=es," + ORDERS + "base-url=",
						ORDERS + "base-url", "does not start with"),
				invalid("-" + ORDERS + "base-url", ORDERS + "base-url",
						"It is not set, and there are no allowed-hosts"),
				// signing name
				invalid("-" + ORDERS + "signing-name", ORDERS + "signing-name",
						"the host api.example.com does not tell it", "execute-api, lambda, es or s3"),
				invalid("-" + ORDERS + "signing-name,-" + ORDERS + "base-url," + ORDERS + "allowed-hosts=h",
						ORDERS + "signing-name", "there is no base-url"),
				invalid(ORDERS + "signing-name=execute api", "aws.sigv4.services.orders", "signing name",
						"execute api"),
				// region
				invalid("-" + ORDERS + "region", ORDERS + "region", "No region was found",
						ORDERS + "region; the host api.example.com; aws.sigv4.region; the system property aws.region; "
								+ "the environment variable AWS_REGION",
						"Set " + ORDERS + "region, or aws.sigv4.region for all services"),
				invalid("-" + ORDERS + "region,-" + ORDERS + "base-url," + ORDERS + "allowed-hosts=h",
						ORDERS + "region", "the host (there is none)"),
				invalid(ORDERS + "region=eu/west", "aws.sigv4.services.orders", "region", "eu/west"),
				// credentials
				invalid("-aws.sigv4.credentials.access-key-id", "aws.sigv4.credentials.access-key-id",
						"It is not set, but another part of aws.sigv4.credentials is"),
				invalid("-aws.sigv4.credentials.secret-access-key", "aws.sigv4.credentials.secret-access-key",
						"Set both access-key-id and secret-access-key"),
				invalid(ORDERS + "credentials.secret-access-key=sesame", ORDERS + "credentials.access-key-id",
						"It is not set"),
				invalid(ORDERS + "credentials.session-token=sesame", ORDERS + "credentials.access-key-id"),
				invalid("aws.sigv4.credentials.secret-access-key=open sesame", "aws.sigv4.credentials",
						"The secret access key has white space"),
				invalid("aws.sigv4.credentials.access-key-id=open/sesame", "aws.sigv4.credentials",
						"Is it the secret access key?"),
				// hosts
				invalid(ORDERS + "allowed-hosts=*", ORDERS + "allowed-hosts", "'*'", "sent to anybody"),
				invalid(ORDERS + "allowed-hosts[0]=", ORDERS + "allowed-hosts", "''", "not a host name"),
				invalid(ORDERS + "allowed-hosts=https://h", ORDERS + "allowed-hosts", "'https://h'",
						"without https:// and path"),
				invalid(ORDERS + "allowed-hosts=a.*.com", ORDERS + "allowed-hosts", "'a.*.com'"),
				invalid(ORDERS + "signing-host=https://h/", ORDERS + "signing-host", "'https://h/'",
						"It is not a host name"),
				invalid(ORDERS + "signing-host=*.example.com", ORDERS + "signing-host", "It is not a host name"),
				// what is signed
				invalid(ORDERS + "signed-headers=x-a,User-Agent", ORDERS + "signed-headers", "'x-a, User-Agent'",
						"'user-agent' cannot be signed"),
				invalid(ORDERS + "signed-headers=x a", ORDERS + "signed-headers", "'x a'"),
				invalid(ORDERS + "max-buffer-size=0", ORDERS + "max-buffer-size", "'0B'", "such as 10MB"),
				invalid(ORDERS + "max-buffer-size=-1B", ORDERS + "max-buffer-size", "'-1B'"),
				invalid(ORDERS + "max-buffer-size=2GB", ORDERS + "max-buffer-size", "'2147483648B'", "less than 2GB"),
				// SigV4A
				invalid(ORDERS + "region-set=*", ORDERS + "region-set", "'*'", "for SigV4A alone",
						"Set " + ORDERS + "algorithm to sigv4a"),
				invalid(ORDERS + "algorithm=sigv4," + ORDERS + "region-set=us-*", ORDERS + "region-set", "'us-*'"),
				invalid(ORDERS + "algorithm=sigv4a," + ORDERS + "region-set=eu west 1", ORDERS + "region-set",
						"'eu west 1'", "patterns as us-*"),
				invalid(ORDERS + "algorithm=sigv4a,-" + ORDERS + "region", ORDERS + "region-set", "No region was found",
						"\"*\" for all"),
				// chunks
				invalid(ORDERS + "payload=chunked", ORDERS + "payload", "'chunked'", "signed for execute-api",
						"Use signed or unsigned"),
				invalid(ORDERS + "chunked.chunk-size=64KB", ORDERS + "chunked",
						"Set " + ORDERS + "payload to chunked, or take it out"),
				invalid(CHUNKED + ORDERS + "chunked.chunk-size=8191B", ORDERS + "chunked.chunk-size", "'8191B'",
						"at least 8KB", "such as 64KB"),
				invalid(CHUNKED + ORDERS + "chunked.chunk-size=3GB", ORDERS + "chunked.chunk-size", "at most 64MB"),
				invalid(CHUNKED + ORDERS + "chunked.chunk-signing=unsigned," + ORDERS + "chunked.trailer-checksum=none",
						ORDERS + "chunked.trailer-checksum", "'none'", "with a checksum only", "crc64nvme"),
				invalid(CHUNKED + ORDERS + "chunked.chunksiz=64KB", ORDERS + "chunked.chunksiz",
						"Did you mean 'chunk-size'?"),
				// credentials
				invalid(ORDERS + "credentials.session-token=sesame", ORDERS + "credentials.access-key-id",
						"It is not set, but another part of"),
				invalid(ORDERS + "credentials.profile=dev", ORDERS + "credentials.profile", "'dev'",
						"needs AWS's SDK, which is not on the class path",
						"Add the dependency io.github.sigv4:sigv4-awssdk"),
				invalid(ROLE + "role-arn=" + ARN, ROLE + "role-arn", "needs AWS's SDK",
						"Add the dependency io.github.sigv4:sigv4-awssdk"),
				invalid(ROLE + "external-id=x1", ROLE + "role-arn", "It is not set, but another part of"),
				invalid(ROLE + "source-roles[0].role-arn=" + ARN, ROLE + "role-arn",
						"It is not set, but another part of"),
				invalid(ROLE + "role-arn=orders", ROLE + "role-arn", "'orders'", "not the ARN of a role",
						"arn:aws:iam::123456789012:role/name"),
				invalid(ROLE + "role-arn=" + ARN + "," + ROLE + "source-roles[0].role-arn=hub",
						ROLE + "source-roles[0].role-arn", "'hub'"),
				invalid(ROLE + "role-arn=" + ARN + "," + ROLE + "role-session-name=two words",
						ROLE + "role-session-name", "'two words'", "2 to 64 letters"),
				invalid(ROLE + "role-arn=" + ARN + "," + ROLE + "external-id=sesame\u00e9", ROLE + "external-id",
						"2 to 1224"),
				invalid(ROLE + "role-arn=" + ARN + "," + ROLE + "duration=5m", ROLE + "duration", "'PT5M'",
						"15 minutes to 12 hours"),
				invalid(ROLE + "role-arn=" + ARN + "," + ROLE + "duration=13h", ROLE + "duration", "'PT13H'",
						"15 minutes to 12 hours"),
				invalid(ROLE + "role-arn=" + ARN + "," + ROLE + "duration=2h," + ROLE + "source-roles[0].role-arn="
						+ ARN, ROLE + "duration", "'PT2H'", "15 minutes to an hour"),
				invalid(ROLE + "role-anr=" + ARN, ROLE + "role-anr", "Did you mean 'role-arn'?"),
				// typos
				invalid(ORDERS + "signing-nam=es", ORDERS + "signing-nam", "There is no such property",
						"Did you mean 'signing-name'?"),
				invalid(ORDERS + "colour=red", ORDERS + "colour", "Use one of algorithm, allow-insecure-http"),
				invalid("aws.sigv4.regoin=eu-west-1", "aws.sigv4.regoin", "Did you mean 'region'?"),
				invalid("aws.sigv4.service.orders.base-url=https://h", "aws.sigv4.service.orders.base-url",
						"Did you mean 'services'?"),
				invalid("aws.sigv4.credentials.acces-key-id=sesame", "aws.sigv4.credentials.acces-key-id",
						"Did you mean 'access-key-id'?"),
				invalid(ORDERS + "credentials.secret-acess-key=sesame", ORDERS + "credentials.secret-acess-key",
						"Did you mean 'secret-access-key'?"),
				invalid(ORDERS + "base-url.host=h", ORDERS + "base-url.host", "There is no such property"));
	}

	private static Arguments invalid(String properties, String... parts) {
		return Arguments.arguments(properties, parts);
	}

	@Test
	void typoAmongSystemPropertiesStopsTheStart() {
		Contexts.withOrders()
			.withSystemProperties("aws.sigv4.enabld=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Did you mean 'enabled'?"));
	}

	@Test
	void unknownEnvironmentVariableIsOnlyWarnedOf(CapturedOutput output) {
		Contexts.withOrders()
			.withInitializer((context) -> Contexts.setEnvironment(context.getEnvironment(),
					Map.of("AWS_SIGV4_SERVICES_ORDERS_SIGNINGNAM", "es")))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("aws.sigv4.services.orders.signingnam: There is no such property.");
			});
	}

	@Test
	void profileAndKeysContradictEachOther() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.credentials.profile=dev")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("aws.sigv4.credentials.profile = 'dev'")
				.hasMessageContaining("so is access-key-id beside it"));
	}

	@Test
	void severalCredentialsProvidersAreNoneToChooseFrom() {
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.of(SigV4Credentials.of("AKID", "secret"));
		Contexts.withOrders()
			.withBean("one", SigV4CredentialsProvider.class, () -> provider)
			.withBean("two", SigV4CredentialsProvider.class, () -> provider)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("several SigV4CredentialsProvider beans (one, two)")
				.hasMessageContaining("Mark one of them @Primary"));
	}

	@Test
	void primaryCredentialsProviderIsChosenAmongSeveral() {
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.of(SigV4Credentials.of("AKID", "secret"));
		Contexts.withOrders()
			.withBean("one", SigV4CredentialsProvider.class, () -> provider,
					(definition) -> definition.setPrimary(true))
			.withBean("two", SigV4CredentialsProvider.class, () -> provider)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void wrongPropertyStopsTheStartEvenIfBeansAreLazy() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.services.orders.allowed-hosts=*")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).hasFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:4566/", "http://127.0.0.1/", "http://[::1]:80/" })
	void plainHttpIsAllowedOnTheLoopbackInterface(String url) {
		Contexts.withOrders(url).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void plainHttpIsAllowedWhereThePropertiesSaySo() {
		Contexts.withOrders("http://internal.example.com")
			.withPropertyValues("aws.sigv4.services.orders.allow-insecure-http=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void unknownSigningNameIsWarnedOfWithTheNearestKnownOne(CapturedOutput output) {
		Contexts.withOrders("https://api.example.com")
			.withPropertyValues("aws.sigv4.services.orders.signing-name=execute-apj")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("WARN")
					.contains("aws.sigv4.services.orders.signing-name = 'execute-apj'")
					.contains("did you mean 'execute-api'?");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "execute-api", "sigv4-custom" })
	void knownAndOtherwiseInventedSigningNamesAreNotCorrected(String signingName, CapturedOutput output) {
		Contexts.withOrders("https://api.example.com")
			.withPropertyValues("aws.sigv4.services.orders.signing-name=" + signingName)
			.run((context) -> assertThat(output).doesNotContain("did you mean"));
	}

	@Test
	void switchedOffSigningStillNeedsAValidBaseUrl() {
		Contexts.complete()
			.withPropertyValues("aws.sigv4.enabled=false", "aws.sigv4.services.orders.base-url=nowhere")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("aws.sigv4.services.orders.base-url = 'nowhere'"));
	}

	/**
	 * Start with valid properties of a service "orders", changed by the given ones: a
	 * minus in front takes one out.
	 */
	private static String failure(String properties) {
		List<String> values = new ArrayList<>(List.of("aws.sigv4.credentials.access-key-id=AKID",
				"aws.sigv4.credentials.secret-access-key=sesame", ORDERS + "base-url=https://api.example.com/",
				ORDERS + "signing-name=execute-api", ORDERS + "region=eu-west-1"));
		for (String property : properties.split(",(?=-?aws)", -1)) {
			String name = property.startsWith("-") ? property.substring(1)
					: property.substring(0, property.indexOf('='));
			values.removeIf((value) -> value.startsWith(name + "="));
			if (!property.startsWith("-")) {
				values.add(property);
			}
		}
		List<String> messages = new ArrayList<>();
		Contexts.lean().withPropertyValues(values.toArray(String[]::new)).run((context) -> {
			assertThat(context).hasFailed();
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
				if (t instanceof InvalidSigV4PropertyException) {
					cause = t;
				}
			}
			assertThat(cause).isInstanceOf(InvalidSigV4PropertyException.class);
			messages.add(cause.getMessage());
		});
		return messages.get(0);
	}

}
