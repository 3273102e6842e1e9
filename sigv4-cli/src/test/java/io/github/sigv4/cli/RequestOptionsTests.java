package io.github.sigv4.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import io.github.sigv4.PayloadHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests as curl makes them of the same options.
 */
class RequestOptionsTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "'', GET,", "-d a, POST, application/x-www-form-urlencoded",
			"--data-binary a, POST, application/x-www-form-urlencoded",
			"-X PUT -d a, PUT, application/x-www-form-urlencoded", "-XDELETE, DELETE,", "-I, HEAD,", "-T @FILE@, PUT,",
			"-X POST -T @FILE@, POST,", "-d a -H Content-Type:text/plain, POST, text/plain",
			"-d a -H content-type:, POST,", "-X GET -d a, GET, application/x-www-form-urlencoded" })
	void shouldChooseMethodAndContentType(String arguments, String method, String contentType) throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "x");
		RequestOptions options = parse(
				arguments.isEmpty() ? new String[0] : arguments.replace("@FILE@", file.toString()).split(" ", -1));
		HttpCall call = options.call(Target.of("https://example.com/x"));
		assertThat(call.method()).isEqualTo(method);
		assertThat(call.fields().first("Content-Type")).isEqualTo(contentType);
		assertThat(call.host()).isEqualTo("example.com");
	}

	@ParameterizedTest
	@MethodSource
	void shouldMakeABody(List<String> arguments, String body) throws IOException {
		Files.writeString(this.directory.resolve("file"), "one\r\ntwo\n\u0000\u00e9\n");
		String[] complete = arguments.stream()
			.map((argument) -> argument.replace("FILE", this.directory.resolve("file").toString()))
			.toArray(String[]::new);
		InputStream in = new ByteArrayInputStream("in\nput\n".getBytes(StandardCharsets.UTF_8));
		try (RequestBody made = parse(complete).body(in);
				InputStream first = made.open();
				InputStream second = made.open()) {
			assertThat(first).hasBinaryContent(body.getBytes(StandardCharsets.UTF_8));
			assertThat(second).hasBinaryContent(body.getBytes(StandardCharsets.UTF_8));
			assertThat(made.length()).isEqualTo(body.getBytes(StandardCharsets.UTF_8).length);
			assertThat(made.hash(Progress.NONE)).isEqualTo(PayloadHash.of(body.getBytes(StandardCharsets.UTF_8)));
		}
	}

	static Stream<Arguments> shouldMakeABody() {
		return Stream.of(Arguments.of(List.of("-d", ""), ""), Arguments.of(List.of("-d", "a\nb"), "a\nb"),
				Arguments.of(List.of("-da=1", "--data", "b=2"), "a=1&b=2"), Arguments.of(List.of("-d", "-X"), "-X"),
				Arguments.of(List.of("--data=x"), "x"), Arguments.of(List.of("-d", "\u20ac"), "\u20ac"),
				Arguments.of(List.of("-d", "@FILE"), "onetwo\u00e9"),
				Arguments.of(List.of("--data-binary", "@FILE"), "one\r\ntwo\n\u0000\u00e9\n"),
				Arguments.of(List.of("-T", "FILE"), "one\r\ntwo\n\u0000\u00e9\n"),
				Arguments.of(List.of("-d", "@-"), "input"), Arguments.of(List.of("--data-binary", "@-"), "in\nput\n"),
				Arguments.of(List.of("-T", "-"), "in\nput\n"),
				Arguments.of(List.of("--data-binary", "a", "-d", "@FILE", "--data-binary", "@-", "-d", "z"),
						"a&onetwo\u00e9&in\nput\n&z"));
	}

	@Test
	void whenThereIsNoneThenThereIsNoBody() {
		assertThat(parse().body(InputStream.nullInputStream())).isNull();
	}

	/** As {@code -d @<(command)}: it cannot be read twice. */
	@Test
	void whenInputIsLargeThenItIsKeptInAFileThatGoesWithTheBody() throws IOException {
		byte[] large = new byte[3 * Spool.MAX_MEMORY];
		Arrays.fill(large, (byte) 'x');
		List<Path> before = temporaryFiles();
		RequestBody body = parse("--data-binary", "@-").body(new ByteArrayInputStream(large));
		try (body) {
			assertThat(temporaryFiles()).hasSize(before.size() + 1);
			assertThat(body.length()).isEqualTo(large.length);
			assertThat(body.hash(Progress.NONE)).isEqualTo(PayloadHash.of(large));
		}
		assertThat(temporaryFiles()).hasSameElementsAs(before);
	}

	@Test
	void whenInputBreaksOffThenNoFileIsLeft() throws IOException {
		List<Path> before = temporaryFiles();
		InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[2 * Spool.MAX_MEMORY]),
				new Streams.ClosedInput());
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> parse("-T", "-").body(broken))
			.withMessage("the body cannot be read: standard input is closed");
		assertThat(temporaryFiles()).hasSameElementsAs(before);
	}

	private static List<Path> temporaryFiles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().matches("sigv4-.*\\.body")).toList();
		}
	}

	@Test
	void whenTheFileIsNotThereThenSaysSo() {
		assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> parse("-d", "@/no/such").body(InputStream.nullInputStream()))
			.withMessage("the body cannot be read from /no/such: there is no such file or directory")
			.returns(ExitStatus.FAILED, CommandException::status);
	}

	@ParameterizedTest
	@CsvSource({ "-I -d a, -I asks for the head", "-T a -d b, -T sends a file as it is", "-T a -T b, -T sends a file" })
	void whenOptionsDoNotGoTogetherThenSaysSo(String arguments, String reason) {
		assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> parse(arguments.split(" ", -1)).body(InputStream.nullInputStream()))
			.withMessageStartingWith(reason)
			.returns(ExitStatus.BAD_USAGE, CommandException::status);
	}

	@Test
	void whenAnUploadHasNoNameThenSaysSo() {
		assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> parse("-T", "a").call(Target.of("https://example.com/")))
			.withMessageStartingWith("-T needs the name of the object");
	}

	private static RequestOptions parse(String... arguments) {
		Options options = new Options();
		new CommandLine(options).setExpandAtFiles(false).setAllowOptionsAsOptionParameters(true).parseArgs(arguments);
		return options.request;
	}

	@Command
	private static final class Options {

		@Mixin
		private RequestOptions request = new RequestOptions();

	}

}
