package io.github.sigv4.spring.webclient;

import java.io.InputStream;
import java.nio.Buffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import reactor.core.Fuseable.ScalarCallable;

/**
 * What is known of a body after it was sent: whether it can be sent once more. That is so
 * for none, for a value, which a codec can write again, and for a resource that can be
 * opened again. What a publisher emits may be gone.
 */
final class SentBody {

	private volatile boolean written;

	private volatile boolean repeatable;

	/** Tell that a body is written. */
	void setWritten() {
		this.written = true;
	}

	/**
	 * Tell what a codec is given to write.
	 */
	void setInput(Publisher<?> input, @Nullable MediaType mediaType) {
		this.repeatable = input instanceof ScalarCallable<?> value && isRepeatable(value)
				&& (mediaType == null || !mediaType.getType().equalsIgnoreCase("multipart"));
	}

	/** Not what is used up when it is read, or released. */
	private static boolean isRepeatable(ScalarCallable<?> input) {
		try {
			Object value = input.call();
			if (value instanceof Resource resource) {
				return !resource.isOpen();
			}
			if (value instanceof MultiValueMap<?, ?> map) {
				// A form; the parts of a multipart may be streams
				return map.values()
					.stream()
					.flatMap(List::stream)
					.allMatch((part) -> part == null || part instanceof String);
			}
			return !(value instanceof DataBuffer || value instanceof Buffer || value instanceof InputStream
					|| value instanceof Iterator || value instanceof BaseStream
					|| (value != null && value.getClass().getName().startsWith("io.netty.")));
		}
		catch (Exception ex) {
			return false;
		}
	}

	boolean isRepeatable() {
		return this.repeatable || !this.written;
	}

}
