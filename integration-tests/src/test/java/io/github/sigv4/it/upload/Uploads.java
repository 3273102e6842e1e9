package io.github.sigv4.it.upload;

import java.io.IOException;

/**
 * Uploads by one client.
 */
interface Uploads {

	/** Returns the answer. */
	String put(Upload upload) throws IOException;

}
