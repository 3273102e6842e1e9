package io.github.sigv4.spring.autoconfigure;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Releases the connections of the clients that we build when the application stops, and
 * those of AWS's SDK that ask for credentials. Their connectors and request factories are
 * no beans, nor are the SDK's providers, so that nobody else would.
 */
class OwnedResources implements DisposableBean {

	private static final Log logger = LogFactory.getLog(OwnedResources.class);

	private final Queue<Object> resources = new ConcurrentLinkedQueue<>();

	<T> T own(T resource) {
		this.resources.add(resource);
		return resource;
	}

	@Override
	public void destroy() {
		this.resources.forEach(OwnedResources::release);
		this.resources.clear();
	}

	private static void release(Object resource) {
		try {
			if (resource instanceof DisposableBean disposable) {
				disposable.destroy();
			}
			else if (resource instanceof AutoCloseable closeable) {
				closeable.close();
			}
		}
		catch (Exception ex) {
			logger.warn("Connections of a signed client were not released", ex);
		}
	}

}
