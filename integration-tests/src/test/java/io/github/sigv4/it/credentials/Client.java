package io.github.sigv4.it.credentials;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients that an application injects, made to do the same.
 */
enum Client {

	WEB_CLIENT {

		@Override
		void get(BeanFactory beans, String service) {
			bean(beans, WebClient.class, service).get().uri("/").retrieve().toBodilessEntity().block();
		}

	},

	REST_CLIENT {

		@Override
		void get(BeanFactory beans, String service) {
			bean(beans, RestClient.class, service).get().uri("/").retrieve().toBodilessEntity();
		}

	},

	REST_TEMPLATE {

		@Override
		void get(BeanFactory beans, String service) {
			bean(beans, RestTemplate.class, service).getForEntity("/", String.class);
		}

	};

	/**
	 * Send a request; an answer that it is refused is an exception.
	 * @param beans the beans of the application
	 * @param service the name of the service
	 */
	abstract void get(BeanFactory beans, String service);

	private static <T> T bean(BeanFactory beans, Class<T> type, String service) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, type, service);
	}

}
