package io.github.sigv4.it.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * What the bodies of calls have in them.
 */
final class Payloads {

	static final String TEXT = "caf\u00e9 \u3042 & <more>";

	static final Map<String, Object> JSON = Map.of("name", "caf\u00e9", "price", 1.5);

	static final List<Map<String, Object>> OBJECTS = List.of(Map.of("a", 1), Map.of("a", "\u00fc"), Map.of("a", 3));

	static final byte[] BYTES = bytes(150_001);

	static final Resource FILE = file();

	private Payloads() {
	}

	static MultiValueMap<String, String> form() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("Action", "GetCallerIdentity");
		form.add("a", "1 2+3&4=5");
		form.add("b", "\u00fc\u3042");
		return form;
	}

	static MultiValueMap<String, Object> parts() {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("field", "value \u00fc");
		parts.add("file", FILE);
		parts.add("bytes", new ByteArrayResource(BYTES) {

			@Override
			public String getFilename() {
				return "caf\u00e9.bin";
			}

		});
		return parts;
	}

	private static Resource file() {
		try {
			Path file = Files.createTempFile("matrix", ".bin");
			file.toFile().deleteOnExit();
			return new FileSystemResource(Files.write(file, BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(count).nextBytes(bytes);
		return bytes;
	}

}
