package io.github.sigv4.it.credentials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Settings of AWS's SDK for one test: system properties, before which it looks nowhere.
 * At first there are no shared files and no instance metadata.
 */
final class SdkSettings implements BeforeEachCallback, AfterEachCallback {

	private final Properties before = new Properties();

	private Path directory;

	@Override
	public void beforeEach(ExtensionContext context) throws Exception {
		this.before.putAll(System.getProperties());
		this.directory = Files.createTempDirectory("sdk");
		set("aws.configFile", this.directory.resolve("config").toString());
		set("aws.sharedCredentialsFile", this.directory.resolve("credentials").toString());
		set("aws.disableEc2Metadata", "true");
		// Or it tries four times, with pauses
		set("aws.maxAttempts", "1");
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		System.setProperties((Properties) this.before.clone());
		Files.deleteIfExists(this.directory.resolve("config"));
		Files.delete(this.directory);
	}

	void set(String name, String value) {
		System.setProperty(name, value);
	}

	void writeConfig(String content) throws Exception {
		Files.writeString(this.directory.resolve("config"), content);
	}

}
