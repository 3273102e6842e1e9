package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Sends a large file by one client in all ways, in turns. Public so that a process can
 * start with it.
 */
public final class UploadContest {

	static final int ROUNDS = 3;

	private static final int MEGABYTE = 1024 * 1024;

	private final Map<Upload, Uploader> uploaders = new EnumMap<>(Upload.class);

	UploadContest(String client, URI server, Account account) {
		for (Upload upload : Upload.values()) {
			this.uploaders.put(upload, Uploaders.of(upload, client, server, account));
		}
	}

	/**
	 * Runs the contest of a client. Its first argument is the client, the second the
	 * server's URL, the others are options. It tells of each upload.
	 * @param arguments the client, the URL, and options
	 * @throws IOException if a file cannot be written or read
	 */
	public static void main(String[] arguments) throws IOException {
		List<String> all = List.of(arguments);
		Options options = Options.parse(all.subList(2, all.size()));
		UploadContest contest = new UploadContest(all.get(0), URI.create(all.get(1)), options.account());
		contest.run(options.megabytes(), (round) -> JavaProcess.tell(round.toLine()));
	}

	void run(int megabytes, Consumer<UploadRound> results) throws IOException {
		Path directory = Files.createTempDirectory("uploads");
		Path small = directory.resolve("small");
		Path large = directory.resolve("large");
		try {
			check(write(small, 1));
			measure(write(large, megabytes), results);
		}
		finally {
			Files.deleteIfExists(small);
			Files.deleteIfExists(large);
			Files.delete(directory);
		}
	}

	private void check(Resource small) throws IOException {
		for (Upload upload : Upload.values()) {
			UploadRound.check(upload, uploader(upload), small);
		}
	}

	private void measure(Resource large, Consumer<UploadRound> results) throws IOException {
		for (int i = 0; i < ROUNDS; i++) {
			for (Upload upload : Upload.values()) {
				results.accept(UploadRound.measure(upload, uploader(upload), large));
			}
		}
	}

	private Uploader uploader(Upload upload) {
		return Objects.requireNonNull(this.uploaders.get(upload));
	}

	private static Resource write(Path file, int megabytes) throws IOException {
		byte[] bytes = new byte[MEGABYTE];
		new Random(1).nextBytes(bytes);
		try (OutputStream out = Files.newOutputStream(file)) {
			for (int i = 0; i < megabytes; i++) {
				out.write(bytes);
			}
		}
		return new FileSystemResource(file);
	}

}
