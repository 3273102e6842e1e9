package io.github.sigv4.it.matrix;

import java.net.URI;

/**
 * A server that shows what was on the wire, and refuses what {@link StrictJudge} does.
 */
interface WireServer extends AutoCloseable {

	/**
	 * Return a URI of the server.
	 * @param target path and query
	 * @return the URI
	 */
	URI uri(String target);

	/**
	 * Return what has come since the last call.
	 * @return the last request, or {@code null} if none has come
	 */
	WireRequest take();

	/**
	 * Return what has come that is no request.
	 * @return the bytes as text, empty if there were none
	 */
	default String malformed() {
		return "";
	}

	/**
	 * Send bytes as they are, over a connection of their own.
	 * @param request a request in HTTP/1.1
	 * @return the status of the answer
	 */
	int send(byte[] request) throws Exception;

	@Override
	void close();

}
