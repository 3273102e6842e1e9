package io.github.sigv4.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.sigv4.sample.server.EmbeddedServers;

/**
 * The sample's entry point.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class SampleApplication {

	/**
	 * Starts the sample; with {@code --sample.once=true} it ends after its tour.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.addInitializers(new EmbeddedServers());
		ConfigurableApplicationContext context = application.run(args);
		if (context.getEnvironment().getProperty("sample.once", boolean.class, false)) {
			System.exit(SpringApplication.exit(context));
		}
		System.out.println("page: http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
	}

}
