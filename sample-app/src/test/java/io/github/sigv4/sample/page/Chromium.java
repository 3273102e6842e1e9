package io.github.sigv4.sample.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium of this machine, without a window.
 *
 * @param driver what it is driven by
 */
record Chromium(ChromeDriver driver) implements AutoCloseable {

	private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

	/**
	 * Start it, if it and its driver are installed.
	 * @param profile an empty directory
	 * @return the browser
	 */
	static Optional<Chromium> start(Path profile) {
		Optional<Path> browser = BROWSERS.stream().flatMap(Chromium::installed).findFirst();
		Optional<Path> driver = installed("chromedriver").findFirst();
		if (browser.isEmpty() || driver.isEmpty()) {
			return Optional.empty();
		}
		System.setProperty("webdriver.chrome.driver", driver.get().toString());
		ChromeOptions options = new ChromeOptions().setBinary(browser.get().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--user-data-dir=" + profile);
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		return Optional.of(new Chromium(new ChromeDriver(options)));
	}

	private static Stream<Path> installed(String name) {
		return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
			.flatMap((directory) -> Stream.of(Path.of(directory, name), Path.of(directory, name + ".exe")))
			.filter(Files::isExecutable);
	}

	void screen(int width, int height, boolean phone) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
	}

	void dark(boolean dark) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
	}

	/** Return what was written to its console since it was asked last: errors. */
	List<String> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::toString).toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
