package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;

import org.springframework.core.io.Resource;

/**
 * Sends files, or reads them at least.
 */
@FunctionalInterface
interface Uploader {

	/**
	 * Send a file.
	 * @param file the file
	 * @param path where to send it
	 * @return how many bytes have arrived
	 */
	long send(Resource file, String path) throws IOException;

}
