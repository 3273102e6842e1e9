package io.github.sigv4.awssdk;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The SDK's modules bring large HTTP clients, which nobody gets from us.
 */
class WeightTests {

	@ParameterizedTest
	@ValueSource(strings = { "software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient",
			"software.amazon.awssdk.http.apache.ApacheHttpClient",
			"software.amazon.awssdk.http.apache5.Apache5HttpClient" })
	void shouldLeaveOutClient(String type) {
		assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(type));
	}

}
