package io.github.sigv4.spring;

import org.jspecify.annotations.Nullable;

/**
 * Where the values of a service came from, in words, as the name of a property; each is
 * {@code null} if that is not known.
 *
 * @param signingName where the signing name was found
 * @param region where the region or the region set was found, or is asked for
 * @param algorithm what says by which algorithm requests are signed
 * @param payload what says what is signed of a body
 * @param credentials where the credentials come from
 */
public record SigV4Origins(@Nullable String signingName, @Nullable String region, @Nullable String algorithm,
		@Nullable String payload, @Nullable String credentials) {

	/** Nothing is known. */
	public static final SigV4Origins UNKNOWN = new SigV4Origins(null, null, null, null, null);

}
