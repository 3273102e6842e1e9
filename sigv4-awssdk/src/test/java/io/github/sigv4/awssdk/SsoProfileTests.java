package io.github.sigv4.awssdk;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.sigv4.awssdk.FakeEndpoint.Request;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Profiles of IAM Identity Center, in a JVM of their own: the SDK looks for the token of
 * a login below the user's home directory only, which it takes from the environment.
 */
class SsoProfileTests {

	private static final String START_URL = "https://example.awsapps.com/start";

	@TempDir
	private Path home;

	private final FakeEndpoint endpoint = new FakeEndpoint();

	@AfterEach
	void close() {
		this.endpoint.close();
	}

	@Test
	void shouldGetCredentialsWithTokenOfLogin() throws IOException, InterruptedException {
		Files.createDirectories(this.home.resolve(".aws/sso/cache"));
		Files.writeString(this.home.resolve(".aws/config"), """
				[profile legacy]
				sso_account_id = 123456789012
				sso_role_name = legacy-role
				sso_region = eu-west-1
				sso_start_url = %1$s
				[profile session]
				sso_account_id = 123456789012
				sso_role_name = session-role
				sso_session = corp
				[sso-session corp]
				sso_region = eu-west-1
				sso_start_url = %1$s
				[profile nobody]
				sso_account_id = 123456789012
				sso_role_name = nobody
				sso_region = eu-west-1
				sso_start_url = https://nobody.example
				""".formatted(START_URL));
		login(START_URL, "legacy-token");
		login("corp", "session-token");
		Answer good = answer("ASIASSO");
		this.endpoint.answer("/federation/credentials", good, good,
				Answer.of(401, "{\"message\": \"Session token not found or invalid\"}"), Answer.of(503, ""),
				Answer.of(200, good.body().replace("\"" + Answer.SECRET, Answer.SECRET)), good);
		List<String> told = run("legacy", "session", "session", "session", "session", "session", "nobody");
		String keys = "[accessKeyId=ASIASSO, temporary]";
		assertThat(told.get(0)).endsWith(keys);
		assertThat(told.get(1)).endsWith(keys);
		String start = "No credentials from the profile 'session': ";
		assertThat(told.get(2)).startsWith(start + "Session token not found or invalid");
		assertThat(told.get(3)).startsWith(start).contains("503");
		assertThat(told.get(4)).isEqualTo(start + "what came from there cannot be read (JsonParseException).");
		assertThat(told.get(5)).endsWith(keys);
		assertThat(told.get(6)).startsWith("No credentials from the profile 'nobody': ").contains("aws sso login");
		assertThat(told).hasSize(7);
		List<Request> requests = this.endpoint.requests();
		assertThat(requests).hasSize(6);
		assertThat(requests.get(0).query()).contains("role_name=legacy-role", "account_id=123456789012");
		assertThat(requests.get(0).header("x-amz-sso_bearer_token")).isEqualTo("legacy-token");
		assertThat(requests.get(1).query()).contains("role_name=session-role");
		assertThat(requests.get(1).header("x-amz-sso_bearer_token")).isEqualTo("session-token");
		assertThat(requests).noneMatch((request) -> request.headers().containsKey("Authorization"));
	}

	private static Answer answer(String accessKeyId) {
		return Answer.of(200, """
				{"roleCredentials": {"accessKeyId": "%s", "secretAccessKey": "%s", "sessionToken": "%s", \
				"expiration": 4070908800000}}""".formatted(accessKeyId, Answer.secret(accessKeyId),
				Answer.token(accessKeyId)));
	}

	/** What {@code aws sso login} leaves. */
	private void login(String key, String token) throws IOException {
		Files.writeString(this.home.resolve(".aws/sso/cache/" + sha1(key) + ".json"), """
				{"accessToken": "%s", "expiresAt": "2099-01-01T00:00:00Z", "region": "eu-west-1", "startUrl": "%s"}"""
			.formatted(token, START_URL));
	}

	private static String sha1(String text) {
		try {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<String> run(String... profiles) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), "-Daws.endpointUrlSso=" + this.endpoint.url(),
						"-Daws.region=eu-west-1", "-Daws.maxAttempts=1", "-Daws.disableEc2Metadata=true",
						Profiles.class.getName()));
		command.addAll(List.of(profiles));
		File told = this.home.resolve("told").toFile();
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(told);
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((name) -> name.startsWith("AWS_"));
		environment.put("HOME", this.home.toString());
		environment.put("USERPROFILE", this.home.toString());
		Process process = builder.start();
		boolean ended = process.waitFor(60, TimeUnit.SECONDS);
		process.destroyForcibly();
		String text = Files.readString(told.toPath());
		assertThat(ended && process.exitValue() == 0).as(text).isTrue();
		assertThat(text).doesNotContain(Answer.SECRET);
		return text.lines().toList();
	}

	/**
	 * Tells what the profiles gave, a line for each.
	 */
	public static final class Profiles {

		private Profiles() {
		}

		public static void main(String[] profiles) {
			for (String profile : profiles) {
				SigV4CredentialsProvider provider = AwsSdkCredentialsProvider.ofProfile(profile);
				try {
					System.out.println(provider.resolveCredentials());
				}
				catch (CredentialsException ex) {
					FaultsTests.assertTellsNoSecret(ex);
					System.out.println(ex.getMessage());
				}
			}
		}

	}

}
