package io.github.sigv4.spring.autoconfigure;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.ApplicationContext;

/**
 * What an injection point with a qualifier would get.
 */
final class Qualified {

	private Qualified() {
	}

	static <T> T bean(ApplicationContext context, Class<T> type, String service) {
		// The context itself would not look at qualifiers of definitions
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type, service);
	}

}
