package io.github.sigv4.it.upload;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import io.github.sigv4.SigV4Exception;

/**
 * Makes uploads one after the other, prints what came of each, and fails if one was not
 * answered as it should. It runs with less memory than the bodies would need.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ WebClientUploads.class, RestClientUploads.class, RestTemplateUploads.class, HttpClientUploads.class,
		HttpAsyncClientUploads.class, JdkHttpClientUploads.class })
public class UploadApplication implements CommandLineRunner, ExitCodeGenerator {

	private final BeanFactory beans;

	private boolean failed;

	UploadApplication(BeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Starts the application.
	 * @param args options, then {@linkplain Upload#argument() uploads}
	 */
	public static void main(String[] args) {
		System.exit(SpringApplication
			.exit(new SpringApplicationBuilder(UploadApplication.class).properties("spring.config.name=uploads")
				.run(args)));
	}

	@Override
	public void run(String... args) {
		for (String arg : args) {
			if (!arg.startsWith("--")) {
				Upload upload = Upload.of(arg);
				System.out.println(upload.name() + put(upload));
			}
		}
	}

	private String put(Upload upload) {
		try {
			return " = " + this.beans.getBean(upload.client(), Uploads.class).put(upload);
		}
		catch (SigV4Exception ex) {
			return " refused: " + ex.getMessage();
		}
		catch (RestClientResponseException ex) {
			return failed(ex.getStatusCode() + " " + ex.getResponseBodyAsString());
		}
		catch (WebClientResponseException ex) {
			return failed(ex.getStatusCode() + " " + ex.getResponseBodyAsString());
		}
		catch (Exception ex) {
			if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SigV4Exception refusal) {
				return " refused: " + refusal.getMessage();
			}
			ex.printStackTrace();
			return failed(ex.toString());
		}
	}

	private String failed(String reason) {
		this.failed = true;
		return " failed: " + reason.replaceAll("\\s+", " ");
	}

	@Override
	public int getExitCode() {
		return this.failed ? 1 : 0;
	}

}
