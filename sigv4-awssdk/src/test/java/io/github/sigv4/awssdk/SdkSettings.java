package io.github.sigv4.awssdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Properties;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The SDK's settings for one test: system properties, before which it looks nowhere. At
 * first there are no credentials anywhere.
 */
final class SdkSettings implements BeforeEachCallback, AfterEachCallback {

	private final Properties before = new Properties();

	private Path directory;

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		this.before.putAll(System.getProperties());
		this.directory = Files.createTempDirectory("sdk");
		set("aws.region", "eu-west-1");
		set("aws.disableEc2Metadata", "true");
		set("aws.configFile", path("config").toString());
		set("aws.sharedCredentialsFile", path("credentials").toString());
		// Or it tries four times, with pauses
		set("aws.maxAttempts", "1");
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		System.setProperties((Properties) this.before.clone());
		try (var paths = Files.list(this.directory)) {
			for (Path path : paths.toList()) {
				Files.delete(path);
			}
		}
		Files.delete(this.directory);
	}

	void set(String name, String value) {
		System.setProperty(name, value);
	}

	Path path(String file) {
		return this.directory.resolve(file);
	}

	/**
	 * Write a file that is there as a whole or not at all. It is a second newer than it
	 * is, since file systems tell the time coarsely, and the SDK does not read a file
	 * again that seems older than when it was read.
	 */
	Path write(String file, String content) throws IOException {
		Path next = Files.writeString(path(file + ".next"), content);
		FileTime time = Files.getLastModifiedTime(next);
		Files.setLastModifiedTime(next, FileTime.fromMillis(time.toMillis() + 1000));
		return Files.move(next, path(file), StandardCopyOption.REPLACE_EXISTING);
	}

}
