package io.github.sigv4.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Listener;

/**
 * Tells the application's listeners, each whatever becomes of the others, from when all
 * beans are there: a listener may need a client that signs.
 */
final class Listeners implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(Listeners.class);

	private final ListableBeanFactory beans;

	private volatile List<SigV4Listener> listeners = List.of();

	Listeners(ListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Return what tells all. Makes none of them.
	 * @return the listener; {@link SigV4Listener#NONE} if nobody wants to know, so that
	 * nothing is measured for nobody
	 */
	SigV4Listener asListener() {
		boolean any = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, SigV4Listener.class, true,
				false).length > 0;
		return any ? new All() : SigV4Listener.NONE;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.listeners = this.beans.getBeanProvider(SigV4Listener.class).orderedStream().toList();
	}

	private void forEach(Consumer<SigV4Listener> action) {
		for (SigV4Listener listener : this.listeners) {
			try {
				action.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("The listener " + listener.getClass().getName() + " failed", ex);
			}
		}
	}

	/** No bean, or it would be told of by itself. */
	private final class All implements SigV4Listener {

		@Override
		public void signed(String service, Duration duration) {
			forEach((listener) -> listener.signed(service, duration));
		}

		@Override
		public void failed(String service, Duration duration, Throwable failure) {
			forEach((listener) -> listener.failed(service, duration, failure));
		}

		@Override
		public void refused(String service, Refusal refusal) {
			forEach((listener) -> listener.refused(service, refusal));
		}

	}

}
