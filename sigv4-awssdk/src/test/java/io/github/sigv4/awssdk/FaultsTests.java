package io.github.sigv4.awssdk;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a user sees of an endpoint that fails: which place it is and why it gives none,
 * and no secret; never the credentials of another place; and no trace of it once the
 * endpoint is well again.
 */
class FaultsTests {

	private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final FakeEndpoint endpoint = new FakeEndpoint();

	/** The instance metadata service of the node, which would answer. */
	private final FakeEndpoint node = new FakeEndpoint();

	@AfterEach
	void close() {
		this.endpoint.close();
		this.node.close();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource
	void whenEndpointFailsThenMessageSaysWhichAndWhyAndNothingElseIsAsked(Place place, String fault, Answer answer,
			String reason) throws IOException {
		SigV4CredentialsProvider provider = setUp(place);
		this.endpoint.answer(place.path(), answer);
		assertFails(place, provider, reason);
		assertWellAgain(place, provider);
		assertThat(this.node.requests()).isEmpty();
	}

	static Stream<Arguments> whenEndpointFailsThenMessageSaysWhichAndWhyAndNothingElseIsAsked() {
		return Stream.of(Place.values())
			.flatMap((place) -> (place.isSts() ? faultsOfSts(place) : faultsOfMetadata(place)).stream());
	}

	private static List<Arguments> faultsOfMetadata(Place place) {
		Answer good = place.credentials("ASIAGOOD", LATER);
		return List.of(Arguments.of(place, "session expired", Answer.of(401, ""), "Unauthorized"),
				Arguments.of(place, "denied", Answer.of(403, "{\"code\":\"AccessDenied\",\"message\":\"No way\"}"),
						"No way"),
				Arguments.of(place, "not found", Answer.of(404, ""), "not found"),
				Arguments.of(place, "throttled", Answer.of(429, ""), "429"),
				Arguments.of(place, "broken", Answer.of(500, good.body()), "500"),
				Arguments.of(place, "unavailable", Answer.of(503, ""), "Service Unavailable"),
				Arguments.of(place, "no string",
						Answer.of(200, good.body().replace("\"" + Answer.SECRET, Answer.SECRET)),
						"cannot be read (JsonParseException)"),
				Arguments.of(place, "cut off", Answer.of(200, good.body().substring(0, good.body().length() - 20)),
						"cannot be read (JsonEOFException)"),
				Arguments.of(place, "parts mixed up",
						Answer.of(200, good.body().replace(LATER.toString(), Answer.SECRET)),
						"cannot be read (DateTimeParseException)"),
				Arguments.of(place, "other format", Answer.of(200, "<html>" + Answer.SECRET + "</html>"),
						"cannot be read (JsonParseException)"),
				Arguments.of(place, "empty", Answer.of(200, ""), "cannot be read (NullPointerException)"));
	}

	private static List<Arguments> faultsOfSts(Place place) {
		Answer good = place.credentials("ASIAGOOD", LATER);
		return List.of(Arguments.of(place, "unauthorized by a proxy", Answer.of(401, ""), "401"),
				Arguments.of(place, "denied", Answer.refusal(403, "AccessDenied", "No way"), "No way"),
				Arguments.of(place, "not found", Answer.of(404, ""), "404"),
				Arguments.of(place, "throttled", Answer.refusal(400, "Throttling", "Rate exceeded"), "Rate exceeded"),
				Arguments.of(place, "throttled by a proxy", Answer.of(429, ""), "429"),
				Arguments.of(place, "token expired", Answer.refusal(400, "ExpiredTokenException", "It is late"),
						"It is late"),
				Arguments.of(place, "broken", Answer.of(500, good.body()), "500"),
				Arguments.of(place, "unavailable", Answer.of(503, "<html>" + Answer.SECRET + "</html>"), "503"),
				Arguments.of(place, "unclosed",
						Answer.of(200, good.body().replace("</SecretAccessKey>", "</" + Answer.SECRET + ">")),
						"cannot be read (XMLStreamException)"),
				Arguments.of(place, "entity",
						Answer.of(200, good.body().replace(Answer.SECRET, "&" + Answer.SECRET + ";")),
						"cannot be read (XMLStreamException)"),
				Arguments.of(place, "parts mixed up",
						Answer.of(200, good.body().replace(LATER.toString(), Answer.SECRET)),
						"cannot be read (DateTimeParseException)"),
				Arguments.of(place, "other format", Answer.of(200, "<html>" + Answer.SECRET + "</html>"),
						"cannot be read (NullPointerException)"),
				Arguments.of(place, "empty", Answer.of(200, ""), "cannot be read (NullPointerException)"));
	}

	@ParameterizedTest
	@EnumSource
	void whenEndpointRefusesConnectionsThenMessageSaysSo(Place place) throws IOException {
		SigV4CredentialsProvider provider = setUp(place);
		this.endpoint.goDown();
		assertFails(place, provider, "Connection refused");
		this.endpoint.comeBack();
		assertWellAgain(place, provider);
		assertThat(this.node.requests()).isEmpty();
	}

	@Test
	void whenEndpointDoesNotAnswerThenSomebodyGivesUp() throws IOException {
		// At the same time, since the role takes 5 seconds
		SigV4CredentialsProvider role = setUp(Place.ASSUMED_ROLE);
		this.endpoint.hold();
		CompletableFuture<Void> failed = CompletableFuture
			.runAsync(() -> assertFails(Place.ASSUMED_ROLE, role, "Read timed out"));
		try (FakeEndpoint other = new FakeEndpoint()) {
			this.settings.set("aws.ec2MetadataServiceTimeout", "0.2");
			for (Place place : List.of(Place.IMDS, Place.CONTAINER)) {
				SigV4CredentialsProvider provider = place.setUp(this.settings, other);
				other.answer(place.path(), place.credentials("ASIAGOOD", LATER));
				other.hold();
				assertFails(place, provider, "Read timed out");
				other.release();
				assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAGOOD");
			}
		}
		failed.join();
		this.endpoint.release();
		assertWellAgain(Place.ASSUMED_ROLE, role);
	}

	@ParameterizedTest
	@EnumSource
	void whenEndpointGivesExpiredCredentialsThenNobodySignsWithThem(Place place) throws IOException {
		MovableClock clock = new MovableClock();
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(setUp(place), clock);
		this.endpoint.answer(place.path(), place.credentials("ASIAOLD", clock.instant()));
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(provider::resolveCredentials)
			.withMessageContaining("ASIAOLD expired at " + clock.instant())
			.satisfies(FaultsTests::assertTellsNoSecret);
		clock.move(Duration.ofSeconds(1));
		assertWellAgain(place, provider);
	}

	private SigV4CredentialsProvider setUp(Place place) throws IOException {
		if (place != Place.IMDS) {
			Place.metadataService(this.settings, this.node);
		}
		return place.setUp(this.settings, this.endpoint);
	}

	private void assertFails(Place place, SigV4CredentialsProvider provider, String reason) {
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(provider::resolveCredentials)
			.withMessageStartingWith(
					(place == Place.IMDS) ? "No AWS credentials were found." : "No credentials from " + place.title())
			.withMessageContaining(place.title())
			.withMessageContaining(reason)
			.satisfies(FaultsTests::assertTellsNoSecret);
	}

	private void assertWellAgain(Place place, SigV4CredentialsProvider provider) {
		this.endpoint.answer(place.path(), place.credentials("ASIAGOOD", LATER));
		assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAGOOD");
	}

	static void assertTellsNoSecret(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		assertThat(text.toString()).doesNotContain(Answer.SECRET);
	}

}
