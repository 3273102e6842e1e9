package io.github.sigv4.sample.trial;

import java.util.List;

/**
 * A request was to be signed for a server that is none of the embedded ones.
 */
public class NotEmbeddedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NotEmbeddedException(List<String> names) {
		super("Nothing was signed: this page signs for its embedded servers only, which are " + String.join(", ", names)
				+ ".");
	}

}
