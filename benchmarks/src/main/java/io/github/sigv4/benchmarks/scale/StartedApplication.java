package io.github.sigv4.benchmarks.scale;

import java.lang.management.ManagementFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that does nothing but start, and says what that cost.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartedApplication {

	/** What the line begins with that says it. */
	static final String RESULT = "started: ";

	/**
	 * Start, say what it cost, stop.
	 * @param arguments the arguments of Spring Boot
	 */
	public static void main(String[] arguments) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(StartedApplication.class)
			.web(WebApplicationType.NONE)
			.run(arguments)) {
			long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
			long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
			long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
			System.out.println(RESULT + millis + " " + cpu + " " + classes + " " + context.getBeanDefinitionCount()
					+ " " + ManagementFactory.getThreadMXBean().getThreadCount());
		}
	}

}
