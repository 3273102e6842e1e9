package io.github.sigv4.spring.autoconfigure;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;
import io.github.sigv4.spring.restclient.RestClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a running application prints when it does not start: for each property, and each
 * way to ask for what is not there.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	private static final String ORDERS = "aws.sigv4.services.orders.";

	private static final String CREDENTIALS = "aws.sigv4.credentials.";

	private static final String ROLE = "aws.sigv4.credentials.assume-role.";

	private static final String ARN = "arn:aws:iam::123456789012:role/orders";

	@ParameterizedTest
	@MethodSource("mistakes")
	void mistakeIsDescribedWithWhatToDo(Mistake mistake, CapturedOutput output) {
		assertThat(catchThrowable(mistake::start)).as("It started").isNotNull();
		String text = output.toString();
		assertThat(text).containsOnlyOnce("APPLICATION FAILED TO START").doesNotContain("open-sesame");
		String description = text.substring(text.indexOf("Description:"), text.indexOf("Action:"));
		String action = text.substring(text.indexOf("Action:"));
		assertThat(description).contains(mistake.description);
		assertThat(action).contains(mistake.action).doesNotContain("\tat ");
		assertThat(text).as("A stack trace hides it").doesNotContain("\n\tat ");
	}

	static Stream<Mistake> mistakes() {
		return Stream.of(asked(), urls(), names(), credentials(), roles(), bodies(), hosts(), values(), classPath())
			.flatMap(List::stream);
	}

	private static List<Mistake> asked() {
		return List.of(
				new Mistake("client of no service").with(OfNoService.class)
					.says("asks for the WebClient of the SigV4 service 'oders', but there is no such service")
					.advises("Did you mean 'orders'?"),
				new Mistake("client of no service, deep inside").with(OfNoService.class, Outer.class)
					.says("asks for the WebClient of the SigV4 service 'oders', but there is no such service")
					.advises("Did you mean 'orders'?"),
				new Mistake("client of no service, without any service").with(OfNoService.class)
					.without(ORDERS + "base-url")
					.says("No service is configured below aws.sigv4.services.")
					.advises("Set aws.sigv4.services.oders.base-url."),
				new Mistake("client of no service by a provider").with(ByProvider.class)
					.says("An ObjectProvider asks for the RestClient of the SigV4 service 'oders'")
					.advises("Did you mean 'orders'?"),
				new Mistake("client of no service by a provider, deep inside").with(ByProvider.class, Outer.class)
					.says("An ObjectProvider asks for the RestClient of the SigV4 service 'oders'")
					.advises("Did you mean 'orders'?"),
				new Mistake("builder for no service").with(ByBuilder.class)
					.says("There is no SigV4 service 'oders'. The configured services are: orders.")
					.advises("Did you mean 'orders'?"),
				new Mistake("bean of another type").with(OfOtherType.class)
					.says("asks for the Integer of the SigV4 service 'orders', but a service has no bean of that type")
					.advises("Ask for one of "));
	}

	private static List<Mistake> urls() {
		return List.of(
				new Mistake("no base-url").without(ORDERS + "base-url")
					.set(ORDERS + "region", "eu-west-1")
					.says("Property: aws.sigv4.services.orders.base-url")
					.advises("Set the URL of the service"),
				new Mistake("empty base-url").set(ORDERS + "base-url", "")
					.says("It does not start with https:// or http://")
					.advises("Give a URL such as https://abc123.execute-api.eu-west-1.amazonaws.com/prod."),
				new Mistake("base-url without scheme").set(ORDERS + "base-url", "api.example.com")
					.says("It does not start with https:// or http://")
					.advises("Give a URL such as"),
				new Mistake("base-url with another scheme").set(ORDERS + "base-url", "wss://api.example.com")
					.says("It does not start with https:// or http://")
					.advises("Give a URL such as"),
				new Mistake("base-url that is none").set(ORDERS + "base-url", "https://api.example.com/a b")
					.says("It is no URL: Illegal character in path at index 25.")
					.advises("Give a URL such as"),
				new Mistake("base-url without host").set(ORDERS + "base-url", "https:///prod")
					.says("Property: aws.sigv4.services.orders.base-url")
					.advises("Give a URL such as"),
				new Mistake("base-url with a host that is none").set(ORDERS + "base-url", "https://my_api/")
					.says("It has no host, or one that is not a valid host name")
					.advises("Give a URL such as"),
				new Mistake("base-url with a port that is none")
					.set(ORDERS + "base-url", "https://abc123.execute-api.eu-west-1.amazonaws.com:70000")
					.says("Its port is not a number from 1 to 65535.")
					.advises("Give a URL such as"),
				new Mistake("base-url with a password").set(ORDERS + "base-url", "https://me:open-sesame@h/")
					.says("It has user information before its host")
					.advises("Take it out of the URL"),
				new Mistake("base-url with a query").set(ORDERS + "base-url", "https://h/?token=open-sesame")
					.says("It has a query or a fragment, to which no path can be appended")
					.advises("End it with its path"),
				new Mistake("base-url with an encoded path").set(ORDERS + "base-url", "https://h/my%20stage")
					.says("Its path has a percent-encoded character")
					.advises("Give that part of the path with each request"),
				new Mistake("base-url with plain http")
					.set(ORDERS + "base-url", "http://abc123.execute-api.eu-west-1.amazonaws.com")
					.says("It is plain http to another machine")
					.advises("Use https, or set aws.sigv4.services.orders.allow-insecure-http=true"));
	}

	private static List<Mistake> names() {
		return List.of(
				new Mistake("name of a service").set("aws.sigv4.services[Orders].base-url", "https://h")
					.says("The service name 'Orders' is not of lower-case letters")
					.advises("Rename the service, for example to 'orders'"),
				new Mistake("unknown property").set(ORDERS + "signing-nam", "es")
					.says("There is no such property")
					.advises("Did you mean 'signing-name'?"),
				new Mistake("unknown property at the top").set("aws.sigv4.regions", "eu-west-1")
					.says("There is no such property")
					.advises("Did you mean 'region'?"),
				new Mistake("value of a service").set("aws.sigv4.services.search", "https://search.example.com")
					.says("Property: aws.sigv4.services.search")
					.advises("Give values below aws.sigv4.services.search, as aws.sigv4.services.search.base-url."),
				new Mistake("value of all services").without(ORDERS + "base-url")
					.set("aws.sigv4.services", "https://search.example.com")
					.says("Property: aws.sigv4.services")
					.advises("Give values below aws.sigv4.services, as aws.sigv4.services.<name>.base-url."),
				new Mistake("value of a service that has the name of a group")
					.set("aws.sigv4.services.credentials", "open-sesame")
					.says("Property: aws.sigv4.services.credentials")
					.advises(
							"Give values below aws.sigv4.services.credentials, as aws.sigv4.services.credentials.base-url."),
				new Mistake("value of a service's credentials").set(ORDERS + "credentials", "open-sesame")
					.says("Property: aws.sigv4.services.orders.credentials")
					.advises(
							"Give values below aws.sigv4.services.orders.credentials, as aws.sigv4.services.orders.credentials.access-key-id."),
				new Mistake("value of a role").set(CREDENTIALS + "assume-role", "arn:aws:iam::123456789012:role/app")
					.says("Property: aws.sigv4.credentials.assume-role")
					.advises(
							"Give values below aws.sigv4.credentials.assume-role, as aws.sigv4.credentials.assume-role.role-arn."),
				new Mistake("value of a service's chunks").set(ORDERS + "chunked", "64KB")
					.says("Property: aws.sigv4.services.orders.chunked")
					.advises(
							"Give values below aws.sigv4.services.orders.chunked, as aws.sigv4.services.orders.chunked.chunk-size."),
				new Mistake("no signing name").set(ORDERS + "base-url", "https://api.example.com")
					.says("It is not set, and the host api.example.com does not tell it.")
					.advises("Set it to the service's name in the credential scope"),
				new Mistake("signing name that is none").set(ORDERS + "signing-name", "execute api")
					.says("The signing name has a character at index 7")
					.advises("Give a signing name such as execute-api"),
				new Mistake("no region").lean()
					.set(ORDERS + "base-url", "https://api.example.com")
					.set(ORDERS + "signing-name", "execute-api")
					.says("No region was found. Looked at: aws.sigv4.services.orders.region")
					.advises("Set aws.sigv4.services.orders.region, or aws.sigv4.region for all services."),
				new Mistake("no region where it is needed at start").set(CREDENTIALS + "eager", "true")
					.set(ORDERS + "base-url", "https://api.example.com")
					.set(ORDERS + "signing-name", "execute-api")
					.says("No region was found. Looked at: aws.sigv4.services.orders.region")
					.advises(
							"It is needed at start, since aws.sigv4.credentials.eager=true has credentials resolved there."),
				new Mistake("region that is none").set(ORDERS + "region", "EU (Ireland)")
					.says("The region has a character at index 2")
					.advises("a region such as eu-west-1"),
				new Mistake("region set without SigV4A").set(ORDERS + "region-set", "us-*")
					.says("It is for SigV4A alone.")
					.advises("Set aws.sigv4.services.orders.algorithm to sigv4a"),
				new Mistake("region set that is none").set(ORDERS + "algorithm", "sigv4a")
					.set(ORDERS + "region-set", "EU")
					.says("It is neither a region nor a pattern of regions.")
					.advises("Give regions as eu-west-1"),
				new Mistake("several region providers").with(Regions.class)
					.set(ORDERS + "base-url", "https://api.example.com")
					.set(ORDERS + "signing-name", "execute-api")
					.says("There are several AwsRegionProvider beans (one, two)")
					.advises("Mark one of them @Primary"));
	}

	private static List<Mistake> credentials() {
		return List.of(
				new Mistake("no credentials at start").lean()
					.without(CREDENTIALS + "access-key-id")
					.without(CREDENTIALS + "secret-access-key")
					.set(CREDENTIALS + "eager", "true")
					.says("There are no AWS credentials, which aws.sigv4.credentials.eager=true demands at start")
					.advises("Set one of these sources up"),
				new Mistake("no credentials at start of a service").lean()
					.without(CREDENTIALS + "access-key-id")
					.without(CREDENTIALS + "secret-access-key")
					.set(CREDENTIALS + "eager", "false")
					.set(ORDERS + "credentials.eager", "true")
					.says("There are no AWS credentials, which aws.sigv4.services.orders.credentials.eager=true demands at start")
					.advises(
							"write credentials down below aws.sigv4.services.orders.credentials, or set aws.sigv4.services.orders.credentials.eager=false to have them"),
				new Mistake("profile without credentials").without(CREDENTIALS + "access-key-id")
					.without(CREDENTIALS + "secret-access-key")
					.set(CREDENTIALS + "profile", "nobody-has-it")
					.set(CREDENTIALS + "eager", "true")
					.says("nobody-has-it")
					.advises("Set one of these sources up"),
				new Mistake("half a key pair").without(CREDENTIALS + "secret-access-key")
					.says("Property: aws.sigv4.credentials.secret-access-key")
					.advises("Set both access-key-id and secret-access-key"),
				new Mistake("other half of a key pair").without(CREDENTIALS + "access-key-id")
					.says("Property: aws.sigv4.credentials.access-key-id")
					.advises("Set both access-key-id and secret-access-key"),
				new Mistake("token without keys").set(ORDERS + "credentials.session-token", "open-sesame")
					.says("Property: aws.sigv4.services.orders.credentials.access-key-id")
					.advises("Set both access-key-id and secret-access-key"),
				new Mistake("key with white space").set(CREDENTIALS + "secret-access-key", "open-sesame now")
					.says("The secret access key has white space")
					.advises("Check the values below aws.sigv4.credentials"),
				new Mistake("keys changed round").set(CREDENTIALS + "access-key-id", "open-sesame/+")
					.says("Is it the secret access key?")
					.advises("Check the values below aws.sigv4.credentials"),
				new Mistake("value of the credentials").without(CREDENTIALS + "access-key-id")
					.without(CREDENTIALS + "secret-access-key")
					.set("aws.sigv4.credentials", "open-sesame")
					.says("Property: aws.sigv4.credentials")
					.advises("as aws.sigv4.credentials.access-key-id"),
				new Mistake("profile beside keys").set(CREDENTIALS + "profile", "dev")
					.says("It is set, but so is access-key-id beside it")
					.advises("Set either profile, or access-key-id and secret-access-key"),
				new Mistake("several providers").with(Providers.class)
					.says("There are several SigV4CredentialsProvider beans (one, two)")
					.advises("Mark one of them @Primary"),
				new Mistake("several providers of the SDK").with(SdkProviders.class)
					.without(CREDENTIALS + "access-key-id")
					.without(CREDENTIALS + "secret-access-key")
					.says("There are several AwsCredentialsProvider beans (one, two)")
					.advises("Mark one of them @Primary"));
	}

	private static List<Mistake> roles() {
		return List.of(
				new Mistake("role without ARN").set(ROLE + "external-id", "agreed")
					.says("Property: aws.sigv4.credentials.assume-role.role-arn")
					.advises("Set it to the ARN of the role"),
				new Mistake("ARN that is none").set(ROLE + "role-arn", "orders")
					.says("It is not the ARN of a role.")
					.advises("Give the role as arn:aws:iam::123456789012:role/name."),
				new Mistake("ARN of a source role that is none").set(ROLE + "role-arn", ARN)
					.set(ROLE + "source-roles[0].role-arn", "hub")
					.says("Property: aws.sigv4.credentials.assume-role.source-roles[0].role-arn")
					.advises("Give the role as"),
				new Mistake("session name").set(ROLE + "role-arn", ARN)
					.set(ROLE + "role-session-name", "two words")
					.says("It is not a name that AWS STS takes.")
					.advises("Use 2 to 64 letters"),
				new Mistake("external id").set(ROLE + "role-arn", ARN)
					.set(ROLE + "external-id", "x")
					.says("It is not an id that AWS STS takes.")
					.advises("Use 2 to 1224 letters"),
				new Mistake("duration").set(ROLE + "role-arn", ARN)
					.set(ROLE + "duration", "5m")
					.says("A role is good for 15 minutes to 12 hours")
					.advises("Give a time such as 1h"),
				new Mistake("duration of a chain").set(ROLE + "role-arn", ARN)
					.set(ROLE + "source-roles[0].role-arn", ARN)
					.set(ROLE + "duration", "2h")
					.says("A role that is assumed by another one is good for 15 minutes to an hour.")
					.advises("Give a time such as 1h"),
				new Mistake("value of the role").set("aws.sigv4.credentials.assume-role", ARN)
					.says("Property: aws.sigv4.credentials.assume-role")
					.advises("Give values below aws.sigv4.credentials.assume-role"));
	}

	private static List<Mistake> bodies() {
		return List.of(
				new Mistake("chunks to another service").set(ORDERS + "payload", "chunked")
					.says("Only Amazon S3 takes uploads in chunks, but the service is signed for execute-api.")
					.advises("Use signed or unsigned"),
				new Mistake("chunks without payload: chunked").set(ORDERS + "chunked.chunk-size", "64KB")
					.says("It says how bodies are sent in chunks, but they are not.")
					.advises("Set aws.sigv4.services.orders.payload to chunked"),
				new Mistake("small chunks").s3("payload", "chunked")
					.set(ORDERS + "chunked.chunk-size", "4KB")
					.says("It has to be at least 8KB")
					.advises("Give a size such as 64KB."),
				new Mistake("neither signature nor checksum").s3("payload", "chunked")
					.set(ORDERS + "chunked.chunk-signing", "unsigned")
					.set(ORDERS + "chunked.trailer-checksum", "none")
					.says("S3 takes unsigned chunks with a checksum only.")
					.advises("Use crc64nvme"),
				new Mistake("unsigned body without the header that says so").set(ORDERS + "payload", "unsigned")
					.set(ORDERS + "content-sha256-header", "false")
					.says("It is the header that tells the service that the body is not signed")
					.advises("Take the property out, or set aws.sigv4.services.orders.payload to signed."),
				new Mistake("chunks without the header that says so").s3("payload", "chunked")
					.set(ORDERS + "content-sha256-header", "false")
					.says("or signed in chunks")
					.advises("Take the property out"),
				new Mistake("buffer of nothing").set(ORDERS + "max-buffer-size", "0")
					.says("It has to be at least 1B and less than 2GB.")
					.advises("Give a size such as 10MB"),
				new Mistake("header that is never signed").set(ORDERS + "signed-headers", "User-Agent")
					.says("Header 'user-agent' cannot be signed")
					.advises("Name headers that reach the service as the application sets them"));
	}

	private static List<Mistake> hosts() {
		return List.of(
				new Mistake("everybody").set(ORDERS + "allowed-hosts", "*")
					.says("It would have the signature, and the session token, sent to anybody.")
					.advises("Name the hosts"),
				new Mistake("host with scheme").set(ORDERS + "allowed-hosts", "https://api.example.com")
					.says("It is not a host name, alone or with *. at its start.")
					.advises("without https:// and path"),
				new Mistake("signing host with scheme").set(ORDERS + "signing-host", "https://api.example.com")
					.says("It is not a host name.")
					.advises("Give the name alone"),
				new Mistake("signing host with the JDK's WebClient").with(OfOrders.class)
					.set(ORDERS + "signing-host", "abc123.execute-api.eu-west-1.amazonaws.com")
					.set("spring.http.clients.reactive.connector", "jdk")
					.says("The WebClient of this service runs on the JDK's own HTTP client")
					.advises("spring.http.clients.reactive.connector=reactor"),
				new Mistake("signing host with the JDK's RestTemplate, deep inside")
					.with(TemplateOfOrders.class, Outer.class)
					.set(ORDERS + "signing-host", "abc123.execute-api.eu-west-1.amazonaws.com")
					.set("spring.http.clients.imperative.factory", "jdk")
					.says("The RestTemplate of this service runs on the JDK's own HTTP client")
					.advises("spring.http.clients.imperative.factory=http-components"));
	}

	/** Which Boot analyses, when it converts them. */
	private static List<Mistake> values() {
		List<Mistake> values = new ArrayList<>();
		Map<String, String> valid = Map.of("algorithm", "SIGV4A", "payload", "UNSIGNED", "chunked.chunk-signing",
				"UNSIGNED", "chunked.trailer-checksum", "CRC64NVME", "on-existing-authorization", "REPLACE");
		valid.forEach((key,
				value) -> values.add(new Mistake("value of " + key).set(ORDERS + key, "nonsense")
					.says("Property: " + ORDERS + key)
					.advises(value)));
		for (String key : List.of("enabled", "allow-insecure-http", "retry-on-clock-skew",
				"retry-on-expired-credentials", "normalize-path", "double-encode-path", "content-sha256-header",
				"credentials.eager", "max-buffer-size", "chunked.chunk-size", "credentials.assume-role.duration")) {
			values.add(new Mistake("value of " + key).set(ORDERS + key, "nonsense")
				.says("Property: " + ORDERS + key)
				.advises("Update your application's configuration"));
		}
		values.add(new Mistake("value of enabled at the top").set("aws.sigv4.enabled", "nonsense")
			.says("Property: aws.sigv4.enabled")
			.advises("Update your application's configuration"));
		return values;
	}

	private static List<Mistake> classPath() {
		return List.of(
				new Mistake("profile without the SDK").lean()
					.set(ORDERS + "credentials.profile", "dev")
					.says("It needs AWS's SDK, which is not on the class path.")
					.advises("Add the dependency io.github.sigv4:sigv4-awssdk"),
				new Mistake("role without the SDK").lean()
					.set(ROLE + "role-arn", ARN)
					.says("It needs AWS's SDK, which is not on the class path.")
					.advises("Add the dependency io.github.sigv4:sigv4-awssdk"),
				new Mistake("role without STS").absent("/awssdk/sts/")
					.set(ROLE + "role-arn", ARN)
					.says("It needs the module sts of AWS's SDK, which is not on the class path.")
					.advises("Add the dependency software.amazon.awssdk:sts"),
				new Mistake("role without a client of the SDK").absent("/awssdk/url-connection-client/")
					.set(ROLE + "role-arn", ARN)
					.says("It needs the module url-connection-client of AWS's SDK")
					.advises("Add the dependency software.amazon.awssdk:url-connection-client"),
				new Mistake("WebClient without Boot's module").with(OfOrders.class)
					.absent("/spring-boot-webclient/")
					.says("asks for the WebClient of the SigV4 service 'orders', but the classes that it is built with "
							+ "are not on the class path")
					.advises("Add spring-boot-starter-webclient to the dependencies."),
				new Mistake("RestTemplate without Boot's module").with(TemplateOfOrders.class)
					.absent("/spring-boot-restclient/", "/spring-boot-restclient-test/")
					.says("asks for the RestTemplate of the SigV4 service 'orders', but the classes that it is built "
							+ "with are not on the class path")
					.advises("Add spring-boot-starter-restclient to the dependencies."),
				new Mistake("connector whose library is absent").with(OfOrders.class, Outer.class)
					.absent("/org/eclipse/jetty/")
					.set("spring.http.clients.reactive.connector", "jetty")
					.says("The WebClient of the SigV4 service 'orders' cannot be built")
					.advises("choose another one by spring.http.clients.reactive.connector"),
				new Mistake("connector whose library is there in part").with(OfOrders.class)
					.absent("/httpcore5-reactive/")
					.set("spring.http.clients.reactive.connector", "http-components")
					.says("HttpComponents is there without its reactive part")
					.advises("Add the dependency org.apache.httpcomponents.core5:httpcore5-reactive"),
				new Mistake("request factory whose library is absent").with(TemplateOfOrders.class)
					.absent("/org/apache/httpcomponents/", "/spring-boot-elasticsearch/")
					.set("spring.http.clients.imperative.factory", "http-components")
					.says("The RestTemplate of the SigV4 service 'orders' cannot be built")
					.advises("choose another one by"));
	}

	/** One thing that is wrong with an application that would start without it. */
	static final class Mistake {

		private final String name;

		private final Map<String, String> properties = new TreeMap<>(
				Map.of(ORDERS + "base-url", "https://abc123.execute-api.eu-west-1.amazonaws.com",
						CREDENTIALS + "access-key-id", "AKID", CREDENTIALS + "secret-access-key", "open-sesame"));

		private final List<Class<?>> sources = new ArrayList<>(List.of(Application.class));

		private final List<String> absent = new ArrayList<>();

		private String description = "";

		private String action = "";

		Mistake(String name) {
			this.name = name;
		}

		Mistake with(Class<?>... sources) {
			this.sources.addAll(List.of(sources));
			return this;
		}

		Mistake set(String property, String value) {
			this.properties.put(property, value);
			return this;
		}

		Mistake s3(String key, String value) {
			return set(ORDERS + "base-url", "https://bucket.s3.eu-west-1.amazonaws.com").set(ORDERS + key, value);
		}

		Mistake without(String property) {
			this.properties.remove(property);
			return this;
		}

		Mistake absent(String... packages) {
			this.absent.addAll(List.of(packages));
			return this;
		}

		Mistake lean() {
			return absent("/sigv4-awssdk", "/software/amazon/awssdk/");
		}

		Mistake says(String description) {
			this.description = description;
			return this;
		}

		Mistake advises(String action) {
			this.action = action;
			return this;
		}

		void start() throws Exception {
			String[] names = this.sources.stream().map(Class::getName).toArray(String[]::new);
			String[] arguments = this.properties.entrySet()
				.stream()
				.map((property) -> "--" + property.getKey() + "=" + property.getValue())
				.toArray(String[]::new);
			if (this.absent.isEmpty()) {
				Started.main(names, arguments);
				return;
			}
			// A filter in front of the class path would not do: what is there is linked
			// to what is filtered
			try (URLClassLoader classLoader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
				ClassLoader before = ClassUtils.overrideThreadContextClassLoader(classLoader);
				try {
					classLoader.loadClass(Started.class.getName())
						.getMethod("main", String[].class, String[].class)
						.invoke(null, names, arguments);
				}
				finally {
					Thread.currentThread().setContextClassLoader(before);
				}
			}
		}

		private URL[] classPath() throws MalformedURLException {
			List<URL> urls = new ArrayList<>();
			for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
				Path path = Path.of(entry).toAbsolutePath();
				String url = path.toUri().toString();
				if (this.absent.stream().noneMatch(url::contains)) {
					urls.add(path.toUri().toURL());
				}
			}
			return urls.toArray(URL[]::new);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/** An application, in whatever class loader this class is. */
	public static final class Started {

		private Started() {
		}

		/**
		 * Start it.
		 * @param sources the names of its configurations
		 * @param arguments its command line
		 */
		public static void main(String[] sources, String[] arguments) throws ClassNotFoundException {
			SpringApplication application = new SpringApplication();
			for (String source : sources) {
				application.addPrimarySources(List.of(Class.forName(source)));
			}
			application.setWebApplicationType(WebApplicationType.NONE);
			StandardEnvironment environment = new StandardEnvironment();
			environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
			application.setEnvironment(environment);
			application.run(arguments).close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/** Needs the bean of another configuration, so that its failure is inside of two. */
	@Configuration(proxyBeanMethods = false)
	static class Outer {

		@Autowired
		Outer(Inner inner) {
		}

		@Bean
		static Inner inner(Wanting wanting) {
			return new Inner();
		}

	}

	static class Inner {

	}

	static class Wanting {

	}

	@Configuration(proxyBeanMethods = false)
	static class OfNoService {

		@Bean
		Wanting wanting(@SigV4Client("oders") WebClient client) {
			return new Wanting();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByProvider {

		@Bean
		Wanting wanting(@SigV4Client("oders") ObjectProvider<RestClient> clients) {
			clients.getObject();
			return new Wanting();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByBuilder {

		@Bean
		RestClient client(RestClientSigV4 sigV4) {
			return RestClient.builder().apply(sigV4.forService("oders")).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfOtherType {

		@Bean
		Wanting wanting(@SigV4Client("orders") Integer client) {
			return new Wanting();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfOrders {

		@Bean
		Wanting wanting(@SigV4Client("orders") WebClient client, @SigV4Client("orders") SigV4Presigner presigner) {
			return new Wanting();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TemplateOfOrders {

		@Bean
		Wanting wanting(@SigV4Client("orders") RestTemplate client) {
			return new Wanting();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Regions {

		@Bean
		AwsRegionProvider one() {
			return () -> Region.EU_WEST_1;
		}

		@Bean
		AwsRegionProvider two() {
			return () -> Region.EU_WEST_2;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Providers {

		@Bean
		SigV4CredentialsProvider one() {
			return SigV4CredentialsProvider.of(SigV4Credentials.of("AKID", "open-sesame"));
		}

		@Bean
		SigV4CredentialsProvider two() {
			return one();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SdkProviders {

		@Bean
		AwsCredentialsProvider one() {
			return AnonymousCredentialsProvider.create();
		}

		@Bean
		AwsCredentialsProvider two() {
			return AnonymousCredentialsProvider.create();
		}

	}

}
