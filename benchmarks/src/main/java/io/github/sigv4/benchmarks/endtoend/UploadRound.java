package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.springframework.core.io.Resource;

/**
 * What was measured while a file was sent once.
 *
 * @param upload how it was sent
 * @param bytes its size
 * @param nanos how long that took
 * @param cpuNanos the processor time of the client's process
 * @param peakHeap how much of the client's heap was in use at most, in bytes, garbage and
 * all
 */
record UploadRound(Upload upload, long bytes, long nanos, long cpuNanos, long peakHeap) {

	private static final String SEPARATOR = " ";

	static UploadRound measure(Upload upload, Uploader uploader, Resource file) throws IOException {
		OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		System.gc();
		heap().forEach(MemoryPoolMXBean::resetPeakUsage);
		long cpuStart = process.getProcessCpuTime();
		long start = System.nanoTime();
		send(upload, uploader, file, upload.sentTo());
		long nanos = System.nanoTime() - start;
		long cpuNanos = process.getProcessCpuTime() - cpuStart;
		return new UploadRound(upload, file.contentLength(), nanos, cpuNanos,
				heap().mapToLong((pool) -> pool.getPeakUsage().getUsed()).sum());
	}

	/** Sends a file without measuring anything. */
	static void check(Upload upload, Uploader uploader, Resource file) throws IOException {
		send(upload, uploader, file, upload.checkedAt());
	}

	private static void send(Upload upload, Uploader uploader, Resource file, String path) throws IOException {
		long arrived = uploader.send(file, path);
		// Chunks have signatures of their own
		if (arrived < file.contentLength()) {
			throw new IllegalStateException(
					"Of " + file.contentLength() + " bytes " + arrived + " arrived: " + upload.title());
		}
	}

	private static Stream<MemoryPoolMXBean> heap() {
		return ManagementFactory.getMemoryPoolMXBeans().stream().filter((pool) -> pool.getType() == MemoryType.HEAP);
	}

	static UploadRound parse(String line) {
		List<String> values = List.of(line.split(SEPARATOR, -1));
		return new UploadRound(Upload.valueOf(values.get(0)), Long.parseLong(values.get(1)),
				Long.parseLong(values.get(2)), Long.parseLong(values.get(3)), Long.parseLong(values.get(4)));
	}

	String toLine() {
		return Stream.of(this.upload, this.bytes, this.nanos, this.cpuNanos, this.peakHeap)
			.map(String::valueOf)
			.collect(Collectors.joining(SEPARATOR));
	}

}
