package io.github.sigv4.benchmarks.scale;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.springframework.http.client.ClientHttpRequestInterceptor;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestInterceptor;

/**
 * A thousand services with ten credentials each, as one application would have them.
 */
final class SoakServices {

	static final int COUNT = 1000;

	static final int CREDENTIALS_EACH = 10;

	private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1", "ap-southeast-2");

	private static final List<String> SIGNING_NAMES = List.of("execute-api", "lambda");

	private final RotatingCredentials credentials = new RotatingCredentials(COUNT, CREDENTIALS_EACH);

	private final FastClock clock;

	private final List<SigV4Service> services = new ArrayList<>();

	private final List<ClientHttpRequestInterceptor> interceptors = new ArrayList<>();

	SoakServices(FastClock clock) {
		this.clock = clock;
		SigV4Signer signer = SigV4Signer.create();
		for (int number = 0; number < COUNT; number++) {
			SigningSettings settings = SigningSettings
				.forService(SIGNING_NAMES.get(number % SIGNING_NAMES.size()), REGIONS.get(number % REGIONS.size()))
				.withContentSha256Header(true);
			SigV4Service service = SigV4Service.builder("service-" + number, settings, this.credentials.of(number))
				.baseUrl(URI.create("https://api" + number + ".example.com/prod"))
				.signer(signer)
				.clock(clock)
				.build();
			this.services.add(service);
			this.interceptors.add(new SigV4ClientHttpRequestInterceptor(service));
		}
	}

	RotatingCredentials credentials() {
		return this.credentials;
	}

	FastClock clock() {
		return this.clock;
	}

	SigV4Service service(int number) {
		return this.services.get(number);
	}

	ClientHttpRequestInterceptor interceptor(int number) {
		return this.interceptors.get(number);
	}

}
