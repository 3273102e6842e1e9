package io.github.sigv4.spring.actuate;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;

import static org.assertj.core.api.Assertions.assertThat;

class SigV4SanitizingFunctionTests {

	private final AtomicInteger asked = new AtomicInteger();

	private final SigV4SanitizingFunction function = new SigV4SanitizingFunction(() -> {
		this.asked.incrementAndGet();
		return List.of("open/sesame+", "short", "          ");
	});

	@ParameterizedTest
	@ValueSource(strings = { "aws.sigv4.credentials.secret-access-key", "aws.sigv4.credentials.secretAccessKey",
			"aws.sigv4.services.orders.credentials.secret_access_key",
			"aws.sigv4.services[my.one].credentials.session-token",
			"AWS_SIGV4_SERVICES_ORDERS_CREDENTIALS_SECRETACCESSKEY", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
			"aws.secretAccessKey", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK", "AWS_SECRET_KEY",
			"aws.secretKey", "AWS_SECURITY_TOKEN" })
	void secretIsHidden(String key) {
		assertThat(value(key, "sesame")).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "app.jar --aws.sigv4.credentials.secret-access-key=sesame", "-Daws.secretAccessKey=sesame",
			"{\"aws.sigv4.credentials.session-token\": \"sesame\"}", "AWS_SESSION_TOKEN=sesame",
			"-Daws.secretKey=sesame", "{\"aws\": {\"sigv4\":\n{\"credentials\": {\"secretAccessKey\": \"sesame\"}}}",
			"-Dspring.application.json={\\\"aws.sigv4.credentials.secret-access-key\\\":\\\"sesame\\\"}" })
	void quotedSecretIsHidden(String value) {
		assertThat(List.of("sun.java.command", "JAVA_TOOL_OPTIONS", "JAVA_OPTS", "SPRING_APPLICATION_JSON"))
			.allSatisfy((key) -> assertThat(value(key, value)).isEqualTo(SanitizableData.SANITIZED_VALUE));
	}

	@ParameterizedTest
	@CsvSource({ "ORDERS_SECRET, open/sesame+", "orders.url, https://example.com/?key=open/sesame+&more" })
	void secretThatIsKnownIsHiddenWhateverHoldsIt(String key, String value) {
		assertThat(value(key, value)).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@Test
	void secretsAreAskedForOnceAndNotBeforeAValueIsShown() {
		assertThat(this.asked).hasValue(0);
		value("one", "value");
		value("another", "value");
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void whatIsNoTextIsLeftAsItIs() {
		SanitizableData number = new SanitizableData(null, "number", 5);
		SanitizableData nothing = new SanitizableData(null, "nothing", null);
		assertThat(this.function.apply(number)).isSameAs(number);
		assertThat(this.function.apply(nothing)).isSameAs(nothing);
	}

	@ParameterizedTest
	@CsvSource({ "aws.sigv4.credentials.access-key-id, AKID", "aws.sigv4.services.orders.base-url, https://example.com",
			"aws.sigv4.credentials.assume-role.external-id, stranger", "my.session-token, mine",
			"note, see secret-access-key", "partner.url, https://aws.example.com/?session_token=theirs",
			"JAVA_OPTS, -Dpartner.session_token=theirs", "word, short", "indented, 'a             b'" })
	void restIsLeftAsItIs(String key, String value) {
		assertThat(value(key, value)).isEqualTo(value);
	}

	private Object value(String key, String value) {
		return this.function.apply(new SanitizableData(null, key, value)).getValue();
	}

}
