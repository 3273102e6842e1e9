package io.github.sigv4.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Says what is the matter with a file. Some exceptions have no other message than its
 * name.
 */
final class FileTrouble {

	private FileTrouble() {
	}

	static String reason(IOException ex) {
		if (ex instanceof NoSuchFileException) {
			return "there is no such file or directory";
		}
		if (ex instanceof AccessDeniedException) {
			return "permission denied";
		}
		String reason = (ex instanceof FileSystemException file) ? file.getReason() : ex.getMessage();
		return (reason != null) ? reason : ex.getClass().getSimpleName();
	}

}
