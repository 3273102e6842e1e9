package io.github.sigv4.test.spring;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.VerifyingServer;
import io.github.sigv4.test.junit.DeclaredServer;

/**
 * The properties by which a service is called at a test server. What it is signed for
 * stays as it is; what the host told, which is another one now, is written down.
 *
 * @param service the service as the application has it
 * @param server the server
 */
record PointedService(ServiceProperties service, VerifyingServer server) {

	/** What would look for other credentials than those of the test. */
	private static final List<String> SOURCES = List.of("profile", "assume-role.role-arn",
			"assume-role.role-session-name", "assume-role.external-id", "assume-role.duration",
			"assume-role.source-roles");

	void write(DeclaredServer declared, Map<String, Object> properties) {
		String group = "spring.http.serviceclient." + this.server.name() + ".base-url";
		if (this.service.find(group) != null) {
			properties.put(group, this.server.uri() + this.service.path(group));
		}
		String baseUrl = this.service.property("base-url");
		properties.put(baseUrl, this.server.uri() + this.service.path(baseUrl));
		properties.put(this.service.property("enabled"), "true");
		writeScope(properties);
		writeCredentials(declared.credentials(), properties);
	}

	private void writeScope(Map<String, Object> properties) {
		String signingName = this.service.signingName();
		properties.put(this.service.property("signing-name"),
				(signingName != null) ? signingName : this.server.signingName());
		boolean multiRegion = this.service.endpoint()
			.filter((endpoint) -> endpoint.algorithm() == SigningAlgorithm.SIGV4A)
			.isPresent();
		if (multiRegion && this.service.get("algorithm") == null) {
			properties.put(this.service.property("algorithm"), "sigv4a");
			if (this.service.get("region-set") == null) {
				properties.put(this.service.property("region-set"), "*");
			}
		}
		String region = this.service.region();
		properties.put(this.service.property("region"), Objects.requireNonNullElse(region, this.server.region()));
	}

	private void writeCredentials(SigV4Credentials credentials, Map<String, Object> properties) {
		String group = this.service.property("credentials") + ".";
		properties.put(group + "access-key-id", credentials.accessKeyId());
		properties.put(group + "secret-access-key", credentials.secretAccessKey());
		properties.put(group + "session-token", Objects.requireNonNullElse(credentials.sessionToken(), ""));
		SOURCES.forEach((key) -> properties.put(group + key, ""));
	}

	/** Of the endpoint, nothing is said but where it is. */
	@Override
	public String toString() {
		return "PointedService[" + this.service + " at " + this.server + "]";
	}

}
