package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchProperties;
import org.springframework.core.env.Environment;

/**
 * Gives the client of Elasticsearch the URL of the service that signs, in place of Boot's
 * default.
 */
class ElasticsearchUrl implements BeanPostProcessor {

	static final String URIS = "spring.elasticsearch.uris";

	private final Supplier<SearchSigning> signing;

	private final Environment environment;

	ElasticsearchUrl(Supplier<SearchSigning> signing, Environment environment) {
		this.signing = signing;
		this.environment = environment;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ElasticsearchProperties properties
				&& !Binder.get(this.environment).bind(URIS, Bindable.listOf(String.class)).isBound()) {
			URI url = this.signing.get().baseUrl(", or " + URIS);
			properties.setUris(List.of(url.getScheme() + "://" + url.getRawAuthority()));
			String path = url.getRawPath();
			if (properties.getPathPrefix() == null && path.length() > 1) {
				properties.setPathPrefix(path);
			}
		}
		return bean;
	}

}
