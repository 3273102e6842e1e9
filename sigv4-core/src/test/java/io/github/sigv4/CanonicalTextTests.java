package io.github.sigv4;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CanonicalText}: a canonical request comes apart at the right lines,
 * whoever made it.
 */
class CanonicalTextTests {

	private static final CanonicalText SIGNED = CanonicalText
		.of("GET\n/a\nx=1&X-Amz-Security-Token=mine&y=2\nhost:a\nx-amz-security-token:ours\n\nhost;x-amz-security-token\nhash");

	@Test
	void shouldTakeARequestApart() {
		assertThat(SIGNED).isEqualTo(new CanonicalText("GET", "/a", "x=1&X-Amz-Security-Token=mine&y=2",
				Map.of("host", "a", "x-amz-security-token", "ours"), "host;x-amz-security-token", "hash"));
	}

	@Test
	void whenNoHeadersArrivedThenThereAreNone() {
		assertThat(CanonicalText.of("GET\n/\n\n\nhost\nhash"))
			.isEqualTo(new CanonicalText("GET", "/", "", Map.of(), "host", "hash"));
	}

	@Test
	void whenThereAreTooFewLinesThenItIsNone() {
		assertThat(CanonicalText.of("GET\n/\n\nhost\nhash")).isNull();
		assertThat(CanonicalText.of("")).isNull();
		assertThat(CanonicalText.of(null)).isNull();
	}

	@Test
	void shouldTakeNothingForAHeaderThatIsNone() {
		CanonicalText text = CanonicalText.of("GET\n/\na:b\n:c\nhost: d:e \nf\n\nhost;g:h\ni:j");
		assertThat(text).extracting(CanonicalText::headers).isEqualTo(Map.of("host", "d:e"));
		assertThat(text).extracting(CanonicalText::signedHeaders).isEqualTo("host;g:h");
	}

	@Test
	void shouldTakeWhatIsMaskedAsItWasSigned() {
		CanonicalText masked = CanonicalText.of("""
				GET
				/a
				x=1&X-Amz-Security-Token=[redacted]&y=2
				host:a
				x-amz-security-token:[redacted]

				host;x-amz-security-token
				hash""");
		assertThat(masked.unmasked(SIGNED)).isEqualTo(SIGNED);
	}

	@Test
	void whenWhatIsMaskedWasNotSignedThenItStaysSo() {
		CanonicalText masked = CanonicalText.of("GET\n/a\nx=2&z=[redacted]\nhost:b\nz:[redacted]\n\nhost;z\nhash");
		assertThat(masked.unmasked(SIGNED)).isEqualTo(masked);
	}

	@Test
	void shouldNotSayTokensAsText() {
		assertThat(SIGNED).hasToString("CanonicalText[GET]");
	}

}
