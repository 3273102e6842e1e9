package io.github.sigv4;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A worked example of AWS's documentation, as a folder of {@code vectors} holds it; see
 * the README there.
 *
 * @param name the folder
 * @param request the text of the request
 * @param context what it is signed with
 * @param canonicalRequest what step 1 gives
 * @param stringToSign what step 2 gives
 * @param signature what step 4 gives
 */
record PublishedExample(String name, String request, Properties context, String canonicalRequest, String stringToSign,
		String signature) {

	static List<PublishedExample> all() {
		try (Stream<Path> folders = Files
			.list(Path.of(Objects.requireNonNull(PublishedExample.class.getResource("/vectors")).toURI()))) {
			return folders.filter(Files::isDirectory).sorted().map(PublishedExample::read).toList();
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PublishedExample read(Path folder) {
		Properties context = new Properties();
		try (Reader reader = Files.newBufferedReader(folder.resolve("context.properties"))) {
			context.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new PublishedExample(folder.getFileName().toString(), text(folder, "request.txt"), context,
				text(folder, "canonical-request.txt"), text(folder, "string-to-sign.txt"),
				text(folder, "signature.txt"));
	}

	private static String text(Path folder, String file) {
		try {
			String text = Files.readString(folder.resolve(file)).replace("\r\n", "\n");
			return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	SignedRequest sign(SigV4Signer signer) {
		SigV4Credentials credentials = SigV4Credentials.of(required("access-key-id"), required("secret-access-key"));
		if (required("kind").equals("query")) {
			Duration expires = Duration.ofSeconds(Long.parseLong(required("expires")));
			return signer.presign(parsed(), settings(), credentials, RequestDate.parse(required("time")), expires);
		}
		return signer.sign(parsed(), settings(), credentials, RequestDate.parse(required("time")));
	}

	private SigningSettings settings() {
		SigningSettings settings = SigningSettings.forService(required("signing-name"), required("region"));
		String contentSha256Header = this.context.getProperty("content-sha256-header");
		if (contentSha256Header != null) {
			settings = settings.withContentSha256Header(Boolean.parseBoolean(contentSha256Header));
		}
		String signedHeaders = this.context.getProperty("signed-headers");
		return (signedHeaders != null) ? settings.withSignedHeaders(List.of(signedHeaders.split(",", -1))) : settings;
	}

	private SigV4Request parsed() {
		int headEnd = this.request.indexOf("\n\n");
		String head = (headEnd >= 0) ? this.request.substring(0, headEnd) : this.request.strip();
		String[] lines = head.split("\n", -1);
		String[] requestLine = lines[0].split(" ", -1);
		SigV4Request.Builder builder = SigV4Request.forTarget(requestLine[0], requestLine[1]);
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			builder.header(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
		}
		if (headEnd >= 0) {
			builder.payload(PayloadHash.of(this.request.substring(headEnd + 2).getBytes(StandardCharsets.UTF_8)));
		}
		return builder.build();
	}

	String required(String key) {
		return Objects.requireNonNull(this.context.getProperty(key), () -> this.name + " has no " + key);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
