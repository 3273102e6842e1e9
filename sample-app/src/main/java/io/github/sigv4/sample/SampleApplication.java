package io.github.sigv4.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

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
		ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, args);
		if (context.getEnvironment().getProperty("sample.once", boolean.class, false)) {
			System.exit(SpringApplication.exit(context));
		}
	}

}
