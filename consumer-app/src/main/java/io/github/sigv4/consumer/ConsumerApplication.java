package io.github.sigv4.consumer;

import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.sigv4.credentials.CredentialsException;

/**
 * Makes calls, prints what came of each, and fails if one did.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ImportHttpServices(group = "added", types = AddedApi.class)
public class ConsumerApplication implements CommandLineRunner, ExitCodeGenerator {

	private final WebClientCalls webClient;

	private final RestClientCalls restClient;

	private final RestTemplateCalls restTemplate;

	private final PresignedCalls presigned;

	private final UploadCalls uploads;

	private final AddedCalls added;

	private final Pattern wanted;

	private boolean failed;

	ConsumerApplication(WebClientCalls webClient, RestClientCalls restClient, RestTemplateCalls restTemplate,
			PresignedCalls presigned, UploadCalls uploads, AddedCalls added,
			@Value("${test.calls:.*}") Pattern wanted) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
		this.presigned = presigned;
		this.uploads = uploads;
		this.added = added;
		this.wanted = wanted;
	}

	/**
	 * Starts the application.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(ConsumerApplication.class, args)));
	}

	@Override
	public void run(String... args) {
		System.out.println("Spring Boot " + SpringBootVersion.getVersion()
				+ (AotDetector.useGeneratedArtifacts() ? ", processed ahead of time" : ""));
		call("WebClient s3 bucket", this.webClient::createBucket);
		if (this.uploads.isWanted()) {
			call("WebClient upload", this.uploads::byWebClient);
			call("RestClient upload", this.uploads::byRestClient);
			call("RestTemplate upload", this.uploads::byRestTemplate);
			return;
		}
		if (this.added.isWanted()) {
			call("WebClient added", this.added::byWebClient);
			call("RestClient added", this.added::byRestClient);
			call("RestTemplate added", this.added::byRestTemplate);
			call("group added", this.added::byGroup);
		}
		call("WebClient s3", this.webClient::putAndGet);
		call("WebClient orders", this.webClient::order);
		call("WebClient ec2", this.webClient::regions);
		call("RestClient s3", this.restClient::putAndGet);
		call("RestClient orders", this.restClient::upload);
		call("RestClient sts", this.restClient::account);
		call("RestTemplate s3", this.restTemplate::putAndGet);
		call("RestTemplate orders", this.restTemplate::find);
		call("RestTemplate ssm", this.restTemplate::parameter);
		call("presigned s3", this.presigned::get);
		call("presigned iam", this.presigned::createUser);
	}

	private void call(String name, Supplier<@Nullable String> call) {
		if (!this.wanted.matcher(name).matches()) {
			return;
		}
		try {
			System.out.println(name + " = " + call.get());
		}
		catch (RestClientResponseException ex) {
			fail(name, ex.getStatusCode() + " " + ex.getResponseBodyAsString());
		}
		catch (WebClientResponseException ex) {
			fail(name, ex.getStatusCode() + " " + ex.getResponseBodyAsString());
		}
		catch (ResourceAccessException | WebClientRequestException ex) {
			fail(name, "no answer: " + ex.getMessage());
		}
		catch (CredentialsException ex) {
			fail(name, "not sent: " + ex.getMessage());
		}
	}

	private void fail(String name, String reason) {
		this.failed = true;
		System.out.println(name + " failed: " + reason.replaceAll("\\s+", " "));
	}

	@Override
	public int getExitCode() {
		return this.failed ? 1 : 0;
	}

}
