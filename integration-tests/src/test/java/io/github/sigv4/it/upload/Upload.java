package io.github.sigv4.it.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An upload to make.
 *
 * @param client the name of the client
 * @param service the service of the configuration
 * @param body how the client is given the file
 * @param file the file
 */
public record Upload(String client, String service, String body, Path file) {

	static Upload of(String argument) {
		String[] parts = argument.split("/", 4);
		return new Upload(parts[0], parts[1], parts[2], Path.of(parts[3]));
	}

	/**
	 * Return the upload as an argument of {@link UploadApplication}.
	 * @return what stands for the upload on the command line
	 */
	public String argument() {
		return this.client + "/" + this.service + "/" + this.body + "/" + this.file;
	}

	/**
	 * Return what the upload is called.
	 * @return client, service and body
	 */
	public String name() {
		return this.client + " " + this.service + " " + this.body;
	}

	/**
	 * Return where the file goes.
	 * @return a path
	 */
	public String path() {
		return "/bucket/" + this.client + "/" + this.service + "/" + this.body;
	}

	long length() throws IOException {
		return Files.size(this.file);
	}

}
