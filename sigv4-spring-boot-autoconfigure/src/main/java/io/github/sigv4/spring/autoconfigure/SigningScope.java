package io.github.sigv4.spring.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;

/**
 * Where the signatures of a service are good.
 *
 * @param settings the settings for it; without the region if that is asked for later
 * @param words the same, for the log
 * @param source where it was found, or is asked for
 * @param region asks for the region at the first signature, or {@code null} if it is
 * known
 */
record SigningScope(SigningSettings settings, String words, String source, @Nullable Supplier<String> region) {

	/**
	 * Return a region in which AWS STS can be asked. May block.
	 * @return the region, or {@code null} if signatures are good in several
	 */
	@Nullable String stsRegion() {
		if (this.region != null) {
			return this.region.get();
		}
		return (this.settings.algorithm() == SigningAlgorithm.SIGV4) ? this.settings.region() : null;
	}

}
