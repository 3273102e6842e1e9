package io.github.sigv4.it.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * An application that has Spring Cloud AWS too, which registers beans of AWS's SDK in
 * every application.
 */
@Tag("spring-cloud-aws")
@ExtendWith(OutputCaptureExtension.class)
class SpringCloudAwsIT {

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final List<String> properties = new ArrayList<>();

	private AwsEndpoint aws;

	@BeforeEach
	void start() throws Exception {
		this.aws = new AwsEndpoint();
		with("spring.main.banner-mode=off");
		with("spring.cloud.aws.credentials.access-key=AKIACLOUD",
				"spring.cloud.aws.credentials.secret-key=" + TestSecrets.of("cloud"));
		with("spring.cloud.aws.region.static=eu-south-2");
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	@ParameterizedTest
	@EnumSource
	void itsCredentialsAndItsRegionAreThoseOfSignatures(Client client) throws IOException {
		Path log = Path.of(System.getProperty("LOG_FILE"));
		long before = Files.exists(log) ? Files.size(log) : 0;
		try (VerifyingServer server = server("cloud", "eu-south-2"); var context = run(server)) {
			client.get(context.getBeanFactory(), "orders");
			assertSigned(server);
			assertThat(Files.readString(log).substring(Math.toIntExact(before)))
				.contains("is signed for execute-api (from aws.sigv4.services.orders.signing-name) in "
						+ "eu-south-2 (from the AwsRegionProvider bean) with credentials from the AwsCredentialsProvider "
						+ "bean");
		}
	}

	@ParameterizedTest
	@EnumSource
	void credentialsInPropertiesGoBefore(Client client) {
		with("aws.sigv4.credentials.access-key-id=AKIAWRITTEN",
				"aws.sigv4.credentials.secret-access-key=" + TestSecrets.of("written"));
		try (VerifyingServer server = server("written", "eu-south-2"); var context = run(server)) {
			client.get(context.getBeanFactory(), "orders");
			assertSigned(server);
		}
	}

	@ParameterizedTest
	@EnumSource
	void credentialsOfOneServiceAreItsAlone(Client client) {
		with("aws.sigv4.services.orders.credentials.access-key-id=AKIAOWN",
				"aws.sigv4.services.orders.credentials.secret-access-key=" + TestSecrets.of("own"));
		try (VerifyingServer own = server("own", "eu-south-2");
				VerifyingServer others = server("cloud", "eu-south-2")) {
			with("aws.sigv4.services.stock.base-url=" + others.uri(),
					"aws.sigv4.services.stock.signing-name=execute-api");
			try (var context = run(own)) {
				client.get(context.getBeanFactory(), "orders");
				client.get(context.getBeanFactory(), "stock");
				assertSigned(own);
				assertSigned(others);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void beanOfOurTypeGoesBefore(Client client) {
		try (VerifyingServer server = server("bean", "eu-south-2"); var context = run(server, OurBean.class)) {
			client.get(context.getBeanFactory(), "orders");
			assertSigned(server);
		}
	}

	@Test
	void regionInPropertiesGoesBefore() {
		with("aws.sigv4.region=eu-central-2");
		try (VerifyingServer server = server("cloud", "eu-central-2"); var context = run(server)) {
			Client.WEB_CLIENT.get(context.getBeanFactory(), "orders");
			assertSigned(server);
		}
	}

	/** Both are beans that would ask at once if they were asked. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void instanceIsAskedForItsRegionAtTheFirstRequestOnly(boolean instanceProfile) {
		this.settings.set("aws.disableEc2Metadata", "false");
		this.settings.set("aws.ec2MetadataServiceEndpoint", this.aws.url());
		with("spring.cloud.aws.region.static=", "spring.cloud.aws.region.instance-profile=" + instanceProfile);
		try (VerifyingServer server = server("cloud", "eu-north-1"); var context = run(server)) {
			assertThat(this.aws.requests()).isEmpty();
			Client.WEB_CLIENT.get(context.getBeanFactory(), "orders");
			assertThat(this.aws.requests()).isNotEmpty();
			assertSigned(server);
		}
	}

	@Test
	void severalBeansOfTheSdkStopTheStart(CapturedOutput output) {
		withoutClientsOfTheSdk();
		try (VerifyingServer server = server("cloud", "eu-south-2")) {
			assertThatException().isThrownBy(() -> run(server, TwoBeans.class));
			assertThat(output).containsSubsequence("APPLICATION FAILED TO START",
					"Property: aws.sigv4.services.orders.credentials",
					"There are several AwsCredentialsProvider beans (alice, bob), and none is @Primary", "Action:",
					"Mark one of them @Primary, or set aws.sigv4.services.orders.credentials.access-key-id and "
							+ "secret-access-key, or aws.sigv4.services.orders.credentials.profile.");
		}
	}

	@Test
	void primaryBeanOfTheSdkSigns() {
		try (VerifyingServer server = server("bob", "eu-south-2"); var context = run(server, PrimaryBean.class)) {
			Client.WEB_CLIENT.get(context.getBeanFactory(), "orders");
			assertSigned(server);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "aws.sigv4", "aws.sigv4.services.orders" })
	void severalBeansOfTheSdkDoNotMatterWhereCredentialsAreInProperties(String prefix) {
		withoutClientsOfTheSdk();
		with(prefix + ".credentials.access-key-id=AKIAWRITTEN",
				prefix + ".credentials.secret-access-key=" + TestSecrets.of("written"));
		try (VerifyingServer server = server("written", "eu-south-2"); var context = run(server, TwoBeans.class)) {
			Client.WEB_CLIENT.get(context.getBeanFactory(), "orders");
			assertSigned(server);
		}
	}

	/** The other ones may log what they read, such as credentials. */
	@ParameterizedTest
	@EnumSource
	void roleIsAssumedByOurHttpClientWhereTheSdkHasOthers(Client client) {
		assertThat(ServiceLoader.load(SdkHttpService.class)).hasSize(3);
		assertThat(ServiceLoader.load(SdkAsyncHttpService.class)).isNotEmpty();
		this.settings.set("aws.endpointUrlSts", this.aws.url());
		with("aws.sigv4.credentials.access-key-id=AKIAWRITTEN",
				"aws.sigv4.credentials.secret-access-key=" + TestSecrets.of("written"),
				"aws.sigv4.credentials.assume-role.role-arn=arn:aws:iam::123456789012:role/orders");
		try (VerifyingServer server = server(
				SigV4Credentials.of("ASIAROLE", TestSecrets.of("role-secret"), TestSecrets.of("role-token")),
				"eu-south-2"); var context = run(server)) {
			client.get(context.getBeanFactory(), "orders");
			assertSigned(server);
			assertThat(this.aws.requests()).singleElement()
				.satisfies((headers) -> assertThat(headers.getFirst("User-Agent")).contains("md/http#UrlConnection"));
		}
	}

	/** The SDK itself chooses a client there, and has several to choose from. */
	@Test
	void roleOfProfileIsAssumedWhereTheSdkHasOtherHttpClients() throws Exception {
		this.settings.set("aws.endpointUrlSts", this.aws.url());
		this.settings.writeConfig("""
				[profile keys]
				aws_access_key_id = AKIAFILE
				aws_secret_access_key = file
				[profile orders]
				role_arn = arn:aws:iam::123456789012:role/orders
				source_profile = keys
				region = eu-west-3
				""");
		with("aws.sigv4.credentials.profile=orders");
		try (VerifyingServer server = server(
				SigV4Credentials.of("ASIAROLE", TestSecrets.of("role-secret"), TestSecrets.of("role-token")),
				"eu-south-2"); var context = run(server)) {
			Client.REST_CLIENT.get(context.getBeanFactory(), "orders");
			assertSigned(server);
			assertThat(this.aws.requests()).hasSize(1);
		}
	}

	private void with(String... properties) {
		this.properties.addAll(List.of(properties));
	}

	/** What makes them cannot do with several beans either, and comes first. */
	private void withoutClientsOfTheSdk() {
		with("spring.autoconfigure.exclude=io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration");
	}

	private ConfigurableApplicationContext run(VerifyingServer orders, Class<?>... configurations) {
		with("aws.sigv4.services.orders.base-url=" + orders.uri(),
				"aws.sigv4.services.orders.signing-name=execute-api");
		return new SpringApplicationBuilder(Application.class).sources(configurations)
			.web(WebApplicationType.NONE)
			.properties(this.properties.toArray(String[]::new))
			.run();
	}

	/** Return a server that knows one key pair alone. */
	private static VerifyingServer server(String secret, String region) {
		return server(credentials(secret), region);
	}

	private static VerifyingServer server(SigV4Credentials credentials, String region) {
		return VerifyingServer.builder().credentials(credentials).service("execute-api", region).start();
	}

	private static SigV4Credentials credentials(String secret) {
		return SigV4Credentials.of(accessKeyId(secret), TestSecrets.of(secret));
	}

	private static String accessKeyId(String secret) {
		return "AKIA" + secret.toUpperCase(Locale.ROOT);
	}

	private static AwsCredentialsProvider sdkProvider(String secret) {
		return StaticCredentialsProvider
			.create(AwsBasicCredentials.create(accessKeyId(secret), TestSecrets.of(secret)));
	}

	private static void assertSigned(VerifyingServer server) {
		assertThat(server.requests()).singleElement()
			.satisfies((request) -> assertThat(request.verification().isVerified()).isTrue());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class OurBean {

		@Bean
		SigV4CredentialsProvider credentials() {
			return SigV4CredentialsProvider.of(SpringCloudAwsIT.credentials("bean"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoBeans {

		@Bean
		AwsCredentialsProvider alice() {
			return sdkProvider("alice");
		}

		@Bean
		AwsCredentialsProvider bob() {
			return sdkProvider("bob");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryBean {

		@Bean
		AwsCredentialsProvider alice() {
			return sdkProvider("alice");
		}

		@Bean
		@Primary
		AwsCredentialsProvider bob() {
			return sdkProvider("bob");
		}

	}

}
