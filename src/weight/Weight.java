import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Weighs the starter: jars and bytes, start-up time and loaded classes of the same application
 * without it, with it, and with one service whose clients are built. One argument: the file
 * with the class path of consumer-app, as dependency:build-classpath writes it.
 */
public class Weight {

	private static final int RUNS = 5;

	private static final String APPLICATION = """
			import java.lang.management.ManagementFactory;
			import org.springframework.boot.SpringApplication;
			import org.springframework.boot.SpringBootConfiguration;
			import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
			import org.springframework.context.ConfigurableApplicationContext;
			import org.springframework.web.client.RestClient;
			import org.springframework.web.reactive.function.client.WebClient;

			@SpringBootConfiguration(proxyBeanMethods = false)
			@EnableAutoConfiguration
			public class Application {
				public static void main(String[] args) {
					ConfigurableApplicationContext context = SpringApplication.run(Application.class, args);
					context.getBean(WebClient.Builder.class).build();
					context.getBean(RestClient.Builder.class).build();
					if (context.containsBean("sigv4.orders.WebClient")) {
						context.getBean("sigv4.orders.WebClient");
						context.getBean("sigv4.orders.RestClient");
					}
					System.out.println("ready " + (System.currentTimeMillis()
							- ManagementFactory.getRuntimeMXBean().getStartTime()) + " "
							+ ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
					System.exit(0);
				}
			}
			""";

	public static void main(String[] args) throws Exception {
		String separator = System.getProperty("path.separator");
		List<Path> all = Stream.of(Files.readString(Path.of(args[0])).strip().split(separator)).map(Path::of).toList();
		List<Path> added = all.stream().filter((jar) -> isAdded(jar)).toList();
		List<Path> rest = all.stream().filter((jar) -> !isAdded(jar)).toList();
		Path classes = compile(join(rest, separator));
		System.out.printf("without: %d jars, %,d bytes%n", rest.size(), bytes(rest));
		System.out.printf("added:   %d jars, %,d bytes%n", added.size(), bytes(added));
		Map<String, List<String>> variants = new TreeMap<>();
		variants.put("1 without", List.of(join(rest, separator)));
		variants.put("2 with the starter, no service", List.of(join(all, separator)));
		variants.put("3 with one service, its clients built", List.of(join(all, separator),
				"--aws.sigv4.region=eu-west-1", "--aws.sigv4.credentials.access-key-id=AKIDEXAMPLE",
				"--aws.sigv4.credentials.secret-access-key=secret",
				"--aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com"));
		Map<String, List<long[]>> results = new TreeMap<>();
		for (int run = -1; run < RUNS; run++) {
			for (var variant : variants.entrySet()) {
				long[] result = run(classes + separator + variant.getValue().get(0),
						variant.getValue().subList(1, variant.getValue().size()));
				// The first reads the jars from the disk
				if (run >= 0) {
					results.computeIfAbsent(variant.getKey(), (key) -> new ArrayList<>()).add(result);
				}
			}
		}
		results.forEach((name, runs) -> {
			long[] millis = runs.stream().mapToLong((result) -> result[0]).sorted().toArray();
			long[] loaded = runs.stream().mapToLong((result) -> result[1]).sorted().toArray();
			System.out.printf("%-40s start-up min %4d ms, median %4d ms; %,6d classes%n", name, millis[0],
					millis[RUNS / 2], loaded[RUNS / 2]);
		});
	}

	/** What the starter brings that the application would not have without it. */
	private static boolean isAdded(Path jar) {
		String path = jar.toString().replace('\\', '/');
		return jar.getFileName().toString().startsWith("sigv4-") || path.contains("/software/amazon/awssdk/");
	}

	private static String join(List<Path> jars, String separator) {
		return jars.stream().map(Path::toString).collect(Collectors.joining(separator));
	}

	private static long bytes(List<Path> jars) throws IOException {
		long sum = 0;
		for (Path jar : jars) {
			sum += Files.size(jar);
		}
		return sum;
	}

	private static Path compile(String classPath) throws IOException {
		Path directory = Files.createTempDirectory("weight");
		Path source = Files.writeString(directory.resolve("Application.java"), APPLICATION);
		int status = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-cp", classPath, "-d", directory.toString(), source.toString());
		if (status != 0) {
			throw new IllegalStateException("The application does not compile");
		}
		return directory;
	}

	private static long[] run(String classPath, List<String> arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
						"Application", "--logging.level.root=error", "--spring.main.banner-mode=off"));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		List<String> lines = process.inputReader().lines().toList();
		process.waitFor();
		String[] ready = lines.stream()
			.filter((line) -> line.startsWith("ready "))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(String.join("\n", lines)))
			.split(" ");
		return new long[] { Long.parseLong(ready[1]), Long.parseLong(ready[2]) };
	}

}
