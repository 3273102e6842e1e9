package io.github.sigv4.spring.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * What there is without AWS's SDK: system properties and the environment.
 */
final class LeanAwsSources implements AwsSources {

	@Override
	public @Nullable SigV4CredentialsProvider credentialsBean(String property) {
		return null;
	}

	@Override
	public SigV4CredentialsProvider chain() {
		return SigV4CredentialsProvider.ofSurroundings();
	}

	@Override
	public SigV4CredentialsProvider profile(String property, String profile) {
		throw needsSdk(property, profile);
	}

	@Override
	public SigV4CredentialsProvider role(String property, Role role, SigV4CredentialsProvider source,
			Supplier<@Nullable String> region) {
		throw needsSdk(property, role.arn());
	}

	private static InvalidSigV4PropertyException needsSdk(String property, @Nullable String value) {
		return new InvalidSigV4PropertyException(property, value, "It needs AWS's SDK, which is not on the class path.",
				"Add the dependency io.github.sigv4:sigv4-awssdk, which the starter brings unless it is excluded.");
	}

	@Override
	public @Nullable Found<String> regionBean(String property) {
		return null;
	}

	@Override
	public @Nullable Found<String> profileRegion(@Nullable String profile) {
		return null;
	}

	@Override
	public @Nullable Supplier<@Nullable String> instanceRegion() {
		return null;
	}

}
